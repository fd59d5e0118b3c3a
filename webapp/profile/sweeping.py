"""The clock of values: after its time a value is deleted, a decision on record (P11)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

from webapp.catalogue.shapes import Catalogue, NoticeKind, Retention
from webapp.consent.decision import MEMBERSHIP, MemberId
from webapp.consent.errors import StorageUnavailable
from webapp.consent.ports import Database
from webapp.profile.clocks import Clock, Rounds, Tell, unforgiving
from webapp.profile.expiring import EXPIRED, expire
from webapp.profile.lifetime import silences, span_of
from webapp.profile.sweeping_ports import Due, SweepStore

_AT_ONCE = 500
_EVER = datetime.min.replace(tzinfo=UTC)
_SPAN = timedelta(days=30)
_INSTANT = timedelta(microseconds=1)

Find = Callable[[SweepStore], list[Due]]
Instants = tuple[datetime, datetime]


class ProfileSweep:
    """Deletes values that nobody used for as long as their rule says, or whose own date came.

    A person's last use passes a rule's limit once, at one instant. So each sweep looks at those
    whose last use passed it lately, and once a day at everybody's, month by month: no statement
    ever looks at more people than were last seen in one month.
    """

    def __init__(
        self,
        database: Database[SweepStore],
        catalogue: Catalogue,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._catalogue = catalogue
        self._now = now
        self._silences = silences(catalogue)
        self._rounds = Rounds()

    def clocks(self, tell: Tell) -> tuple[Clock, ...]:
        """Return the clock of values; the trouble of one member is told to `tell`."""
        sweep = partial(self._sweep_values, tell)
        return (Clock("field_value", ("field_value", "value_key"), self._rules(), sweep),)

    def sweep(self, tell: Tell = unforgiving) -> dict[str, int]:
        """Delete what is past its time, one value a transaction; return how many.

        A member whose values cannot be deleted is told to `tell`, and the others follow.
        """
        return {"field_value": self._sweep_values(tell)}

    def lapse(
        self, store: SweepStore, member_id: MemberId, last_seen_at: datetime
    ) -> datetime | None:
        """Delete what is past its time of one member who is just coming back, and is locked.

        Their visit restarts the clocks, and must not bring back what was due before it. Returns
        when the first of what stays would have been deleted for want of use, `None` for nothing.
        """
        now, kept = self._now(), set()
        for row in store.values.own(member_id):
            rule = self._rule_of(row.field_key) if row.scope == MEMBERSHIP else None
            ended = span_of(rule, row.collected_at, last_seen_at, row.expires_at)
            if ended is not None and ended.until <= now:
                due = Due(member_id, row.scope, row.field_key)
                expire(store, self._catalogue, due, EXPIRED, now)
            elif row.scope == MEMBERSHIP:
                kept.add(row.field_key)
        ends = [last_seen_at + each.period for each in self._silences if kept & set(each.fields)]
        return min(ends, default=None)

    def shortest(self) -> timedelta:
        """Return the shortest time without use after which any value is deleted."""
        return min(each.period for each in self._silences)

    def _rules(self) -> tuple[str, ...]:
        """Return the keys of the rules of what people give, in declared order."""
        asked = {
            self._catalogue.field(key).retention
            for notice in self._catalogue.notices
            if notice.kind is NoticeKind.CONSENT
            for key in notice.fields
        }
        return tuple(rule.key for rule in self._catalogue.retentions if rule.key in asked)

    def _rule_of(self, field_key: str) -> Retention | None:
        """Return the rule of a field, `None` if it is not declared (`undeclared.py` sees to it)."""
        field = self._catalogue.find_field(field_key)
        return self._catalogue.retention(field.retention) if field else None

    def _sweep_values(self, tell: Tell) -> int:
        now = self._now()
        looks_at_all = self._rounds.is_due(now)
        gone = self._drain(lambda store: store.overdue.dated(now, _AT_ONCE), (_EVER, now), tell)
        for silence in self._silences:
            until = now - silence.period
            for span in self._spans(until, looks_at_all=looks_at_all):
                gone += self._drain(_seen_in(silence.fields, span), (until, now), tell)
        if looks_at_all:
            self._rounds.done(now)
        return gone

    def _spans(self, until: datetime, *, looks_at_all: bool) -> Iterator[Instants]:
        """Yield the spans of last use to look through; what lies between them is nobody's."""
        if not looks_at_all:
            yield until - self._rounds.lately, until
            return
        end = _EVER
        while True:
            with self._database.read() as store:
                first = store.overdue.first_seen(end)
            if first is None or first > until:
                return
            end = min(first + _SPAN, until)
            yield first - _INSTANT, end

    def _drain(self, find: Find, limits: Instants, tell: Tell) -> int:
        """Delete what is found until nothing is; what cannot be deleted is left for next time."""
        deleted = 0
        while True:
            with self._database.read() as store:
                found = find(store)
            gone = sum(self._try(due, limits, tell) for due in found)
            deleted += gone
            if len(found) < _AT_ONCE or not gone:  # what stays would be found for ever
                return deleted

    def _try(self, due: Due, limits: Instants, tell: Tell) -> bool:
        try:
            return self._expire(due, limits)
        except StorageUnavailable:
            raise
        except Exception as trouble:  # noqa: BLE001  one member must not stop the others
            tell(trouble)
            return False

    def _expire(self, due: Due, limits: Instants) -> bool:
        unused_since, now = limits
        with self._database.write() as store:
            if not store.decisions.lock(due.member_id):
                return False
            if not store.overdue.is_over(due, unused_since, now):
                return False
            expire(store, self._catalogue, due, EXPIRED, now)
        return True


def _seen_in(fields: Sequence[str], span: Instants) -> Find:
    return lambda store: store.overdue.unused(fields, *span, _AT_ONCE)
