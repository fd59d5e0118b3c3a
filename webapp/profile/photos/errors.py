"""Why a photo is not taken in, or cannot be kept right now."""


class PhotoRefused(Exception):  # noqa: N818  reads as the situation it is
    """This picture is no photo we can keep; `reason` is a key of `catalogue.kinds.photo.REFUSALS`.

    Nothing of it was kept.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PhotosAway(Exception):  # noqa: N818
    """Photos cannot be handled right now; nothing was changed. `reason` is a short code word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PhotosBusy(PhotosAway):
    """As many photos as we can look at are under way; a minute later there is room."""

    def __init__(self) -> None:
        super().__init__("busy")


class StoreAway(PhotosAway):
    """The photo store does not take or give or delete a file: away, full, or refusing us."""
