"""The clocks of this room: logins under way, pending sign-ups and sessions past their time."""

from collections.abc import Callable
from datetime import datetime

from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import Trigger
from webapp.consent.ports import Database
from webapp.members.ports import MemberStore
from webapp.members.signing_in import ABSOLUTE, IDLE
from webapp.members.unlinking import forget
from webapp.profile.ports import Vault

KEPT_AFTER_LEAVING = CATALOGUE.retention("decisions").after(Trigger.LEAVING)
_AT_ONCE = 500
OUTCOME_KEPT = CATALOGUE.retention("unlink_failed").after(Trigger.COLLECTION)
REPEAT_MEMORY = CATALOGUE.retention("repeat").after(Trigger.COLLECTION)


class MemberSweep:
    """Deletes what has expired; running it twice changes nothing."""

    def __init__(
        self, database: Database[MemberStore], vault: Vault, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._vault = vault
        self._now = now

    def sweep(self) -> dict[str, int]:
        """Delete what is past its time and return how many rows of each kind."""
        return {**self._sweep_short_lived(), "left_member": self._purge()}

    def _purge(self) -> int:
        with self._database.write() as store:
            return store.decisions.purge(self._now() - KEPT_AFTER_LEAVING, _AT_ONCE)

    def _sweep_short_lived(self) -> dict[str, int]:
        now = self._now()
        with self._database.write() as store:
            expired = store.pending.sweep(now)
            for pending in expired:
                forget(store, self._vault, pending, now)
            return {
                "pending_signup": len(expired),
                "oauth_attempt": store.attempts.sweep(now),
                "session": store.sessions.sweep(now - IDLE, now - ABSOLUTE),
                "visit": store.visits.sweep(now),
                "given_up_errand": store.errands.sweep(now - OUTCOME_KEPT),
                "idempotency": store.repeats.sweep(now - REPEAT_MEMORY),
            }
