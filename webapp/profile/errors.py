"""Why a value does not come out of this room."""


class CannotOpen(Exception):  # noqa: N818  reads as the situation it is
    """A sealed value cannot be opened: its key is gone or it was tampered with."""


class FilesGone(Exception):  # noqa: N818
    """A file was deleted before the value it was made for could be stored; nothing is stored."""


class NotPermitted(Exception):  # noqa: N818
    """No live decision allows this read: person, field and purpose do not come together (P7)."""


class NothingKept(Exception):  # noqa: N818
    """The value that was to be shown or corrected is not there (any more)."""
