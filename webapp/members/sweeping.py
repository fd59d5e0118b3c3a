"""The clocks of this room: logins under way, pending sign-ups and sessions past their time."""

from collections.abc import Callable
from datetime import datetime

from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import Trigger
from webapp.consent.ports import Database
from webapp.members.signing_in import ABSOLUTE, IDLE
from webapp.members.unlinking import forget
from webapp.members.webhooks_errands import MEMORY
from webapp.members.webhooks_ports import ToldStore
from webapp.profile.clocks import Clock, wind
from webapp.profile.ports import Vault

KEPT_AFTER_LEAVING = CATALOGUE.retention("decisions").after(Trigger.LEAVING)
_AT_ONCE = 500
OUTCOME_KEPT = CATALOGUE.retention("unlink_failed").after(Trigger.COLLECTION)
REPEAT_MEMORY = CATALOGUE.retention("repeat").after(Trigger.COLLECTION)


class MemberSweep:
    """Deletes what has expired; running it twice changes nothing."""

    def __init__(
        self, database: Database[ToldStore], vault: Vault, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._vault = vault
        self._now = now

    def clocks(self) -> tuple[Clock, ...]:
        """Return the clocks of logins, sessions, errands, what waits, and members who left."""
        return (
            Clock("pending_signup", ("pending_signup",), ("signup",), self._sign_ups),
            Clock("oauth_attempt", ("oauth_attempt",), ("attempt",), self._attempts),
            Clock("session", ("session",), ("session",), self._sessions),
            Clock("visit", ("visit",), ("visits",), self._visits),
            Clock("given_up_errand", ("outbox",), ("unlink_failed",), self._outcomes),
            Clock("kept_year", ("kept_year",), ("kept_year",), self._kept_years),
            Clock("phone_check", ("phone_check",), ("phone_check",), self._number_checks),
            Clock("idempotency", ("idempotency",), ("repeat",), self._repeats),
            Clock("webhook_event", ("webhook_event",), ("told_by_kakao",), self._messages),
            Clock("left_member", ("member", "decision", "destruction"), ("decisions",), self._left),
        )

    def sweep(self) -> dict[str, int]:
        """Delete what is past its time and return how many rows of each kind."""
        return wind(self.clocks())

    def _sign_ups(self) -> int:
        now = self._now()
        with self._database.write() as store:
            expired = store.pending.sweep(now)
            for pending in expired:
                forget(store, self._vault, pending, now)
        return len(expired)

    def _attempts(self) -> int:
        with self._database.write() as store:
            return store.attempts.sweep(self._now())

    def _sessions(self) -> int:
        now = self._now()
        with self._database.write() as store:
            return store.sessions.sweep(now - IDLE, now - ABSOLUTE)

    def _visits(self) -> int:
        with self._database.write() as store:
            return store.visits.sweep(self._now())

    def _outcomes(self) -> int:
        with self._database.write() as store:
            return store.errands.sweep(self._now() - OUTCOME_KEPT)

    def _kept_years(self) -> int:
        with self._database.write() as store:
            return store.kept_years.sweep(self._now())

    def _number_checks(self) -> int:
        with self._database.write() as store:
            return store.number_checks.sweep(self._now())

    def _repeats(self) -> int:
        with self._database.write() as store:
            return store.repeats.sweep(self._now() - REPEAT_MEMORY)

    def _messages(self) -> int:
        with self._database.write() as store:
            return store.webhook_events.sweep(self._now() - MEMORY)

    def _left(self) -> int:
        with self._database.write() as store:
            now = self._now()
            return store.decisions.purge(now - KEPT_AFTER_LEAVING, now, _AT_ONCE)
