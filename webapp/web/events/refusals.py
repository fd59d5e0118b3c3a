"""How an event stands when nothing can be sent to it: closed, cancelled, for others."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.catalogue.shapes import N_
from webapp.events.rows import EventState
from webapp.events.shapes import Condition, ConditionKind
from webapp.events.shelf import Listing
from webapp.web.events.speech import said
from webapp.web.locale import day_text, gettext, time_text
from webapp.web.services import services

_NOT_NOW = N_("이 화면에서 저장한 것은 없어요. 다른 이벤트를 봐 주세요.")
_OTHERS = N_("다른 이벤트 보기")


def shut(listing: Listing) -> ResponseReturnValue | None:
    """Return the page of an event that takes no applications now, `None` while it does."""
    row, now = listing.row, services().now()
    if row.takes_applications(now):
        return None
    if is_cancelled(listing):
        return cancelled(listing)
    if now >= row.closes_at:
        day, time = day_text(row.closes_at), time_text(row.closes_at)
        why = gettext(N_("%(day)s %(time)s에 신청을 닫았어요."), day=day, time=time)
    else:
        why = gettext(N_("이벤트 담당자가 신청을 일찍 닫았어요."))
    return _page(listing, gettext(N_("신청이 끝났어요")), why, gettext(_NOT_NOW)), 409


def is_cancelled(listing: Listing) -> bool:
    """Tell whether an event does not take place."""
    return listing.row.state is EventState.CANCELLED


def ended(listing: Listing) -> ResponseReturnValue:
    """Return the page of an event that is over: what was sent to it stays as it is (409)."""
    return (
        _page(
            listing,
            gettext(N_("끝난 이벤트예요")),
            gettext(N_("이벤트가 끝난 뒤에는 답을 바꾸거나 더할 수 없어요.")),
            gettext(N_("지우는 것은 언제든 할 수 있어요.")),
        ),
        409,
    )


def cancelled(listing: Listing) -> ResponseReturnValue:
    """Return the page of an event that does not take place (410)."""
    return (
        _page(
            listing,
            gettext(N_("취소된 이벤트예요")),
            gettext(N_("이벤트 담당자가 이 이벤트를 열지 않기로 했어요.")),
            gettext(N_("이 이벤트에 적은 답은 모두 지워요.")),
        ),
        410,
    )


def not_eligible(listing: Listing, conditions: tuple[Condition, ...]) -> ResponseReturnValue:
    """Return the page that says which condition is not met, and why there is one (403)."""
    unmet = conditions[0]
    return (
        _page(
            listing,
            gettext(N_("이번에는 신청할 수 없는 이벤트예요")),
            f"{condition_words(unmet)} {said(unmet.reason)}",
            gettext(_NOT_NOW),
        ),
        403,
    )


def condition_words(condition: Condition) -> str:
    """Return a condition as a sentence."""
    if condition.kind is ConditionKind.JOINED_BY and condition.joined_by is not None:
        return gettext(
            N_("%(day)s까지 가입한 분만 신청할 수 있어요."), day=day_text(condition.joined_by)
        )
    return gettext(N_("만 %(age)s세 이상만 신청할 수 있어요."), age=condition.minimum_age)


def _page(listing: Listing, what: str, why: str, now: str) -> str:
    return render_template(
        "events/state.html",
        event=said(listing.event.file.title),
        what=what,
        why=why,
        now=now,
        way={"href": url_for("events.listed"), "text": gettext(_OTHERS)},
    )
