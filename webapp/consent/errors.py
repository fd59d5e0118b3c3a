"""What can go wrong while a person decides; the web floor turns each into a page."""


class ConsentError(Exception):
    """Any refusal of this room; nothing has been stored."""


class StaleTicket(ConsentError):  # noqa: N818  reads as the situation it is
    """The card that was answered is no longer what would be shown; show the new one (409)."""

    def __init__(self, shown: bytes | None = None) -> None:
        super().__init__("the answered card is not current")
        self.shown = shown
        """The hash of the edition that was answered, where the ticket could be read."""


class NotTicked(ConsentError):  # noqa: N818
    """A value was sent without the agreement that would allow to keep it."""


class MemberGone(ConsentError):  # noqa: N818
    """The member left in the meantime, in another tab or at Kakao."""


class StorageUnavailable(Exception):  # noqa: N818
    """The database cannot be reached or is too busy now; nothing was stored, try again later."""
