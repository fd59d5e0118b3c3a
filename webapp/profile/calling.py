"""What a person is called on their own pages: the name they gave for that, or none."""

from webapp.consent.decision import MemberId
from webapp.profile.errors import CannotOpen, NotPermitted
from webapp.profile.reading import Profile

_FIELD, _PURPOSE = "name", "calling"


class Calling:
    """Asks for a name as any other purpose is asked for: without a live consent there is none."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile

    def name_of(self, member_id: MemberId) -> str | None:
        """Return the name somebody may be called by now, `None` for "회원" (one statement)."""
        try:
            return self._profile.read(member_id, _FIELD, _PURPOSE)
        except (NotPermitted, CannotOpen):
            return None
