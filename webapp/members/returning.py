"""Coming back after long: what would have gone and stays, and what has gone and is told once."""

from collections.abc import Callable
from datetime import datetime

from webapp.catalogue.korea import korean_day
from webapp.consent.decision import MemberId
from webapp.consent.ports import Database
from webapp.members.inactivity_ports import InactivityStore, Since

KEPT = "kept"
"""The kind of letter that notes a return in time. It is written by the login alone."""


class Returning:
    """What somebody who was away is shown. Showing it writes nothing."""

    def __init__(self, database: Database[InactivityStore], now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def since(self, member_id: MemberId, came_at: datetime) -> Since:
        """Return what to show in the session that began at `came_at`.

        That they came in time is said on the day they did, where they did; what was deleted is
        said until they put it away.
        """
        with self._database.read() as store:
            found = store.absences.since(member_id, came_at, KEPT)
        is_today = korean_day(self._now()) == korean_day(came_at)
        return found if is_today else Since(None, found.deletions)

    def put_away(self, member_id: MemberId, until: datetime) -> None:
        """Note that the deletions up to an instant were read; none of later can be."""
        with self._database.write() as store:
            store.absences.put_away(member_id, min(until, self._now()))
