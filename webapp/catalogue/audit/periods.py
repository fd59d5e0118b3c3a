"""Periods: every rule ends, says so in the same numbers, and outlives leaving only by law."""

from collections.abc import Iterator
from datetime import timedelta

from webapp.catalogue.shapes import Catalogue, NoticeKind, Retention, Trigger

_WORDS = {
    timedelta(minutes=10): "10분",
    timedelta(minutes=15): "15분",
    timedelta(minutes=30): "30분",
    timedelta(hours=1): "1시간",
    timedelta(hours=24): "24시간",
    timedelta(hours=72): "72시간",
    timedelta(days=7): "7일",
    timedelta(days=30): "30일",
    timedelta(days=31): "31일",
    timedelta(days=90): "90일",
    timedelta(days=92): "3개월",
    timedelta(days=365): "1년",
    timedelta(days=731): "2년",  # likewise two
    timedelta(days=1097): "3년",  # three calendar years and a day, so that a clock is never early
}
"""How a period is written: a new one is first given its words here."""

_WITHOUT_DELAY = timedelta(days=5)  # the most that "without delay" of PIPA 21(1) is read as
_NO_PERIOD = "수신거부"  # refusing messages is the end of no purpose (PIPA 15(2)3)


def period_faults(catalogue: Catalogue) -> Iterator[str]:
    """Yield a sentence for each fault of a retention rule, in declared order."""
    used = {field.retention for field in catalogue.fields}
    used |= {record.retention for record in catalogue.records}
    for rule in catalogue.retentions:
        if rule.key not in used:
            yield f'The retention rule "{rule.key}" is used by nothing.'
        yield from _said(rule)
        yield from _leaving(rule)
    yield from _withdrawing(catalogue)


def _said(rule: Retention) -> Iterator[str]:
    if not rule.ends:
        yield f'The retention rule "{rule.key}" never ends.'
    if _NO_PERIOD in rule.words:
        yield f'The retention rule "{rule.key}" uses a refusal of messages as a period.'
    for trigger, period in rule.ends:
        if period and _WORDS.get(period, str(period)) not in rule.words:
            yield f'The retention rule "{rule.key}" does not say {period} after {trigger} in words.'


def _leaving(rule: Retention) -> Iterator[str]:
    """PIPA 21(1) and (3): what stays after leaving, stays by a law that is named."""
    soon = [
        period
        for trigger, period in rule.ends
        if trigger is not Trigger.WITHDRAWAL and period <= _WITHOUT_DELAY
    ]
    if rule.ends and not soon and rule.exception is None:
        yield f'The retention rule "{rule.key}" outlives leaving and names no law.'


def _withdrawing(catalogue: Catalogue) -> Iterator[str]:
    """PIPA 37(1), (3): a consented value ends with its consent."""
    for notice in catalogue.notices:
        if notice.kind is not NoticeKind.CONSENT:
            continue
        for key in notice.fields:
            ends = dict(catalogue.retention(catalogue.field(key).retention).ends)
            at_once = {trigger for trigger, period in ends.items() if not period}
            if not at_once & {Trigger.WITHDRAWAL, Trigger.PURPOSE_MET}:
                yield f'The field "{key}" rests on consent, but outlives its withdrawal.'
