"""The clock of values: after its time a value is deleted, a decision on record (P11)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from webapp.catalogue.shapes import Catalogue, Trigger
from webapp.consent.decision import Actor, Answer, Channel, MemberId
from webapp.consent.errors import StorageUnavailable
from webapp.consent.ports import Database
from webapp.consent.record import Act, record
from webapp.profile.clocks import Clock, Tell, unforgiving
from webapp.profile.keeping import Holder, erase
from webapp.profile.ports import Due, ProfileStore

_AT_ONCE = 500


class ProfileSweep:
    """Deletes values that nobody used for as long as their rule says."""

    def __init__(
        self,
        database: Database[ProfileStore],
        catalogue: Catalogue,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._catalogue = catalogue
        self._now = now

    def clocks(self, tell: Tell) -> tuple[Clock, ...]:
        """Return the clock of values; the trouble of one member is told to `tell`."""
        return (
            Clock(
                "field_value",
                ("field_value", "value_key"),
                ("profile",),
                partial(self._sweep_values, tell),
            ),
        )

    def sweep(self, tell: Tell = unforgiving) -> dict[str, int]:
        """Delete what is past its time, one member a transaction; return how many values.

        A member whose values cannot be deleted is told to `tell`, and the others follow.
        """
        return {"field_value": self._sweep_values(tell)}

    def lapse(self, store: ProfileStore, member_id: MemberId) -> None:
        """Delete what is past its time of one member who is just coming back.

        Their visit restarts the clocks, and must not bring back what was due before it.
        """
        now = self._now()
        if not store.decisions.lock(member_id):
            return
        for row in store.values.own(member_id):
            rule = self._catalogue.field(row.field_key).retention
            due = Due(member_id, row.scope, row.field_key)
            if store.values.is_overdue(due, self._unused_since(rule, now), now):
                self._delete(store, due, now)

    def shortest(self) -> timedelta:
        """Return the shortest time without use after which any value is deleted."""
        rules = {self._catalogue.retention(field.retention) for field in self._catalogue.fields}
        return min(p for rule in rules for t, p in rule.ends if t is Trigger.LAST_USE)

    def _sweep_values(self, tell: Tell) -> int:
        return sum(self._sweep_rule(rule.key, tell) for rule in self._catalogue.retentions)

    def _sweep_rule(self, rule_key: str, tell: Tell) -> int:
        fields = [f.key for f in self._catalogue.fields if f.retention == rule_key]
        now = self._now()
        unused_since = self._unused_since(rule_key, now)
        deleted = 0
        while True:
            with self._database.read() as store:
                found = store.values.overdue(fields, unused_since, now, _AT_ONCE)
            gone = sum(self._try(due, unused_since, now, tell) for due in found)
            deleted += gone
            if len(found) < _AT_ONCE or not gone:  # what stays would be found for ever
                return deleted

    def _try(self, due: Due, unused_since: datetime, now: datetime, tell: Tell) -> bool:
        try:
            return self._expire(due, unused_since, now)
        except StorageUnavailable:
            raise
        except Exception as trouble:  # noqa: BLE001  one member must not stop the others
            tell(trouble)
            return False

    def _expire(self, due: Due, unused_since: datetime, now: datetime) -> bool:
        with self._database.write() as store:
            if not store.decisions.lock(due.member_id):
                return False
            if not store.values.is_overdue(due, unused_since, now):
                return False
            self._delete(store, due, now)
        return True

    def _unused_since(self, rule_key: str, now: datetime) -> datetime:
        periods = [p for t, p in self._catalogue.retention(rule_key).ends if t is Trigger.LAST_USE]
        return now - min(periods) if periods else datetime.min.replace(tzinfo=now.tzinfo)

    def _delete(self, store: ProfileStore, due: Due, now: datetime) -> None:
        acts = self._acts(store, due, now)
        if acts:
            record(store, due.member_id, acts, now)
        erase(store, Holder(due.member_id, due.scope), [due.field_key], "expired", now)

    def _acts(self, store: ProfileStore, due: Due, now: datetime) -> list[Act]:
        standings = store.decisions.standings(due.member_id, due.scope)
        given = {s.notice_key: s for s in standings if s.answer is Answer.GIVEN}
        return [
            Act(
                scope=due.scope,
                notice_key=notice.key,
                edition_hash=given[notice.key].edition_hash,
                purpose=given[notice.key].purpose,
                answer=Answer.EXPIRED,
                locale=self._language(store, given[notice.key].edition_hash),
                shown_at=now,
                channel=Channel.SYSTEM,
                actor=Actor.CLOCK,
            )
            for notice in self._catalogue.notices
            if due.field_key in notice.fields and notice.key in given
        ]

    def _language(self, store: ProfileStore, edition_hash: bytes) -> str:
        """Return the language the consent was given in: the clock speaks none of its own."""
        edition = store.editions.get(edition_hash)
        return edition.locale if edition else ""
