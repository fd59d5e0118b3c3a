"""How long a value lives: the catalogue's retention rules as instants (promise P11)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.catalogue.shapes import Catalogue, Retention, Trigger

LAST_USE_NOTED = timedelta(days=1)
"""A person's last use is noted at the first of a day in Korea: at most this much earlier."""


@dataclass(frozen=True, slots=True)
class Silence:
    """How long somebody may stay away before their values under a rule are deleted."""

    rule: str
    period: timedelta
    fields: tuple[str, ...]


def silences(catalogue: Catalogue) -> tuple[Silence, ...]:
    """Return every period without use that ends values of fields, in declared order."""
    fields = {
        rule.key: tuple(field.key for field in catalogue.fields if field.retention == rule.key)
        for rule in catalogue.retentions
    }
    return tuple(
        Silence(rule.key, period, fields[rule.key])
        for rule in catalogue.retentions
        for trigger, period in rule.ends
        if trigger is Trigger.LAST_USE and fields[rule.key]
    )


@dataclass(frozen=True, slots=True)
class Span:
    """From when a clock runs and when it ends; both aware UTC."""

    since: datetime
    until: datetime

    def share_left(self, now: datetime) -> float:
        """Return the share of the span that is left at `now`, from 1.0 down to 0.0."""
        whole = (self.until - self.since).total_seconds()
        left = (self.until - now).total_seconds()
        return max(0.0, min(1.0, left / whole)) if whole else 0.0


def own_date(rule: Retention, collected_at: datetime) -> datetime | None:
    """Return the date a value gets with it, `None` where its rule counts from something else.

    It stays that date whatever the rule says later: it is what the person was told.
    """
    dates = [
        collected_at + period for trigger, period in rule.ends if trigger is Trigger.COLLECTION
    ]
    return min([*dates, *([rule.until] if rule.until else [])], default=None)


def span_of(
    rule: Retention | None, collected_at: datetime, last_seen_at: datetime, dated: datetime | None
) -> Span | None:
    """Return the clock that ends first, `None` when only an act of the person ends the value.

    `dated` is the value's own date where it has one. Withdrawal and leaving are acts, not clocks.
    """
    spans = [Span(collected_at, dated)] if dated else []
    for trigger, period in rule.ends if rule else ():
        if trigger is Trigger.LAST_USE:
            spans.append(Span(last_seen_at, last_seen_at + period))
    return min(spans, key=lambda span: span.until, default=None)


def surely_until(rule: Retention, decided_at: datetime) -> datetime:
    """Return an instant before which no clock of `rule` can have ended what was consented to.

    Whoever decides is there: their last use is no earlier, but for the day it may be noted late.
    """
    ends = [datetime.max.replace(tzinfo=decided_at.tzinfo)]
    for trigger, period in rule.ends:
        if trigger is Trigger.LAST_USE:
            ends.append(decided_at + period - LAST_USE_NOTED)
        if trigger is Trigger.COLLECTION:
            ends.append(decided_at)  # the value may be older than this consent to it
    if rule.until:
        ends.append(rule.until)
    return min(ends)
