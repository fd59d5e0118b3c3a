"""What went to whom, in sentences: when, what, and whether it has to be deleted there."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from webapp.catalogue.korea import korean_day
from webapp.catalogue.shapes import N_
from webapp.events.entries import Ended, Mine
from webapp.events.went import Went
from webapp.web.events.speech import said
from webapp.web.locale import day_text, gettext, time_text

Changed = Callable[[Went], bool]
"""Tells whether somebody changed an answer after it went."""


def handed_words(found: Sequence[Went], changed: Changed = lambda _one: False) -> list[list[str]]:
    """Return the sentences of each hand-over, the oldest first.

    Of two on one day the time is told, so that it is plain which of them is taken back.
    """
    days = Counter(korean_day(one.transfer.handed_at) for one in found)
    return [
        _sentences(one, is_one_of_many=days[korean_day(one.transfer.handed_at)] > 1)
        + ([gettext(N_("그 뒤에 고친 답은 받은 곳에도 알려요."))] if changed(one) else [])
        for one in found
    ]


def _sentences(one: Went, *, is_one_of_many: bool) -> list[str]:
    at, items = one.transfer.handed_at, ", ".join(map(said, one.items))
    day, last = day_text(at), day_text(one.transfer.last_at)
    gone = gettext(N_("%(day)s에 줬어요: %(items)s"), day=day, items=items)
    if is_one_of_many:
        gone = gettext(
            N_("%(day)s %(time)s에 줬어요: %(items)s"), day=day, time=time_text(at), items=items
        )
    told = [gone]
    if last != day:
        told.append(gettext(N_("%(day)s에 한 번 더 줬어요."), day=last))
    return [*told, *_taken_back(one, time_text(at) if is_one_of_many else "")]


def _taken_back(one: Went, time: str) -> list[str]:
    """Return that it is to be deleted, or was told to be; `time` says which of several it is."""
    if one.stands:
        return []
    if one.handed.told_at is None:
        will = N_("%(time)s에 준 것은 받은 곳에 지워 달라고 알려요.")
        return [gettext(will, time=time) if time else gettext(N_("받은 곳에 지워 달라고 알려요."))]
    day = day_text(one.handed.told_at)
    if time:
        has = N_("%(time)s에 준 것은 %(day)s에 지워 달라고 알렸어요.")
        return [gettext(has, time=time, day=day)]
    return [gettext(N_("%(day)s에 지워 달라고 알렸어요."), day=day)]


def handed_rows(found: Sequence[Went]) -> list[dict[str, Any]]:
    """Return a row for each recipient of then."""
    return [
        {
            "label": gettext(N_("%(name)s에 준 것"), name=said(recipient)),
            "kind": "note",
            "lines": [],
            "went": handed_words([one for one in found if one.recipient == recipient]),
        }
        for recipient in dict.fromkeys(one.recipient for one in found)
    ]


def ended_words(ended: Ended) -> str:
    """Return how an application stands that is no more."""
    over = N_("신청은 끝났어요.")
    if ended.is_called_off:
        over = N_("이벤트 담당자가 열지 않기로 해서, 적은 답을 모두 지웠어요.")
    return " ".join([gettext(over), *taken_back(ended.went)])


def taken_back(found: Iterable[Went]) -> list[str]:
    """Return a sentence for each recipient: what they have is to be deleted."""
    told: dict[str, bool] = {}
    for one in found:
        name = said(one.recipient)
        told[name] = told.get(name, True) and one.handed.told_at is not None
    has, will = (
        N_("%(name)s에 준 것은 지워 달라고 알렸어요."),
        N_("%(name)s에 준 것은 지워 달라고 알려요."),
    )
    return [gettext(has if is_told else will, name=name) for name, is_told in told.items()]


def all_of(mine: Mine) -> tuple[Went, ...]:
    """Return everything that went for one application."""
    return (*(one for row in mine.handed_on for one in row.went), *mine.elsewhere)
