"""Values of fields that the catalogue has dropped: nobody may read them, so they go (PIPA 21(1)).

Whoever drops a field may have done so by mistake, and an old worker does not know what a new
application asks. So a worker that starts says which fields are gone, and five days later whoever
works then deletes what is still undeclared.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from webapp.catalogue.shapes import Catalogue
from webapp.consent.decision import MEMBERSHIP, MemberId
from webapp.consent.errors import StorageUnavailable
from webapp.consent.ports import Database
from webapp.outbox.drain import Report
from webapp.outbox.errand import Errand, new_errand
from webapp.profile.clocks import Clock, Tell
from webapp.profile.expiring import UNDECLARED, expire
from webapp.profile.sweeping_ports import Due, SweepStore

KIND = "undeclared_fields"
PATIENCE = timedelta(days=5)
"""What "without delay" is read as, and the time there is to take a mistake back."""

_TRIES = timedelta(days=30)
_SUBJECT = hashlib.sha256(KIND.encode()).digest()
_PAGE = 1000


class Undeclared:
    """Notices dropped fields once a process, and deletes their values as an errand."""

    def __init__(
        self,
        database: Database[SweepStore],
        catalogue: Catalogue,
        now: Callable[[], datetime],
        report: Report,
        tell: Tell,
    ) -> None:
        self._database = database
        self._catalogue = catalogue
        self._declared = [field.key for field in catalogue.fields]
        self._now = now
        self._report = report
        self._tell = tell
        self._has_looked = False

    def clocks(self) -> tuple[Clock, ...]:
        """Return the clock that notices; the catalogue stays the same while a process lives."""
        return (Clock(KIND, ("field_value", "value_key"), (), self._notice),)

    def run(self, errand: Errand) -> None:  # noqa: ARG002  there is one such errand at a time
        """Delete what is undeclared today, whoever noticed it and when."""
        after: MemberId | None = None
        while True:
            with self._database.read() as store:
                members = store.overdue.members(after, _PAGE)
                found = store.overdue.undeclared(members, MEMBERSHIP, self._declared)
            for due in found:
                self._try(due)
            if len(members) < _PAGE:
                return
            after = members[-1]

    def _notice(self) -> int:
        """Say which fields are gone, and queue the errand unless it waits already."""
        if self._has_looked:
            return 0
        with self._database.write() as store:
            gone = sorted(store.editions.fields() - set(self._declared))
            if gone and not store.errands.is_queued(KIND, _SUBJECT):
                store.errands.queue(self._errand())
        for key in gone:
            self._report(KIND, key)
        self._has_looked = True
        return len(gone)

    def _errand(self) -> Errand:
        now = self._now()
        due = now + PATIENCE
        return replace(new_errand(KIND, _SUBJECT, now, due + _TRIES), due_at=due)

    def _try(self, due: Due) -> None:
        try:
            with self._database.write() as store:
                if store.decisions.lock(due.member_id):
                    expire(store, self._catalogue, due, UNDECLARED, self._now())
        except StorageUnavailable:
            raise
        except Exception as trouble:  # noqa: BLE001  one member must not stop the others
            self._tell(trouble)
