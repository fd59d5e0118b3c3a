"""The page of one step of an event: what it shows, and how it is shown again."""

from dataclasses import dataclass, replace
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.catalogue.kinds import Raw
from webapp.catalogue.shapes import N_, Field, Kind, Notice, Option
from webapp.consent.decision import MemberId
from webapp.events.applying import ApplyPage
from webapp.events.event import Event
from webapp.events.shelf import Listing
from webapp.events.steps import Step, StepState
from webapp.profile.reading import OwnValue
from webapp.web.events.dates import draft_words
from webapp.web.events.speech import said
from webapp.web.locale import gettext, language
from webapp.web.notices import message
from webapp.web.services import services
from webapp.web.session import current_member
from webapp.web.shown import shown
from webapp.web.step_page import NOT_TICKED, Again, drawn

CHECK, MINE = "check", "mine"
"""Where a step was come from, so that its answer leads back there."""

OFFER = N_("프로필에 있는 값이에요. 이 이벤트에도 쓸까요?")
OFFER_NUMBER = N_("프로필에 있는 번호예요. 이 이벤트에도 쓸까요?")
CHANGED = N_("동의하신 뒤에 내용이 바뀌어서 한 번 더 여쭤봐요.")
PARKED = N_("로그인하기 전에 적은 답이에요. 동의하고 저장해야 남아요.")
NOT_TICKED_HANDING_ON = N_("동의하지 않으면 주지 않아요. 동의하거나 ‘동의하지 않기’를 눌러 주세요.")
ENDED = ("erased", "unsent", "not_handed_any_more")
"""What a no can end: words for `webapp.web.notices`."""
_SIGNS = {StepState.GIVEN: "given", StepState.SKIPPED: "skipped"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is: an event, one of its steps, and who they are (nobody: signed out)."""

    listing: Listing
    number: int
    member_id: MemberId | None

    @property
    def event(self) -> Event:
        """Return the event as it is asked today."""
        return self.listing.event

    @property
    def slug(self) -> str:
        """Return the address of the event."""
        return self.listing.row.slug

    def page(self) -> ApplyPage | None:
        """Return what the step shows, `None` for no such step."""
        member = current_member()
        holder = member.session_hash.hex() if member else ""
        return services().applying.page(
            self.listing, self.member_id, self.number, language(), holder
        )


def not_ticked(notice: Notice) -> str:
    """Return what is said to a yes without its tick."""
    return NOT_TICKED_HANDING_ON if notice.recipient else NOT_TICKED


def asked_field(event: Event, step: Step) -> Field | None:
    """Return what a step asks for, in the reader's words; `None` where answers are handed on."""
    return spoken(event, step.notice.fields[0]) if step.question else None


def spoken(event: Event, key: str) -> Field:
    """Return a field of an event with its texts in the language of this request.

    The words of its file are in no catalogue of translations: pages find them here.
    """
    field, asked = event.catalogue.field(key), event.file.question(key)
    options = tuple(Option(option.code, said(option.words)) for option in asked.options)
    return replace(field, label=said(asked.label), options=options)


def title_of(event: Event, step: Step) -> str:
    """Return what a step is called in a list: its label, or to whom answers are handed on."""
    if step.recipient is not None:
        return gettext(N_("%(name)s에 주기"), name=said(step.recipient.name))
    return spoken(event, step.notice.fields[0]).label


def staff_of(event: Event, steps: tuple[Step, ...], current: int = 0) -> list[dict[str, Any]]:
    """Return the staff of an event's own steps, with a ring at the one that is shown."""
    return [
        {
            "label": title_of(event, step),
            "height": event.catalogue.field(step.notice.fields[0]).height if step.question else 0,
            "sign": "current" if step.number == current else sign_of(step, steps),
        }
        for step in steps
    ]


def sign_of(step: Step, steps: tuple[Step, ...]) -> str:
    """Return the sign of a step; whether to hand on is open as long as the answer is."""
    if step.state is StepState.PASSED_OVER:
        about = [s for s in steps if s.question and set(s.notice.fields) & set(step.notice.fields)]
        return "open" if any(sign_of(s, steps) == "open" for s in about) else "skipped"
    return _SIGNS.get(step.state, "open")


def show(place: Place, page: ApplyPage, parked: Raw | None = None, banner: str = "") -> str:
    """Return a step with what is kept, offered or parked; a parked answer comes unticked."""
    if parked is not None:
        again = Again(parked, banner=gettext(PARKED))
    elif page.step.agreed_to:
        again = Again(page.parts, banner=gettext(CHANGED), stale=page.step.agreed_to)
    else:
        again = Again(page.parts, banner=banner or message())
    return draw(place, page, again, parked=parked is not None)


def draw(place: Place, page: ApplyPage, again: Again, *, parked: bool = False) -> str:
    """Return the page of a step."""
    event, step = place.event, page.step
    return render_template(
        "events/step.html",
        event=said(event.file.title),
        field=asked_field(event, step),
        is_needed=step.is_needed,
        cost=_cost_of_no(page),
        ends=_ended_by_no(page),
        is_live=page.is_live,
        scope=place.listing.scope,
        came_from=MINE if _is_from_mine() else CHECK,
        parts=again.parts,
        offer=_offer(page, again),
        handed=[_named(event, value) for value in page.handed],
        until=draft_words(place.listing.row, page.draft_until) if page.draft_until else "",
        parked=parked or request.form.get("parked") == "yes",
        line=[] if _is_from_mine() else staff_of(event, page.steps, step.number),
        back=_back(place, page),
        **drawn(page.edition, page.ticket if place.member_id else "", again),
    )


def again_of(place: Place, again: Again, status: int) -> ResponseReturnValue:
    """Show a step again under a status; the tick is never kept."""
    page = place.page()
    assert page is not None  # noqa: S101  the step was found when the answer was read
    if again.stale is None and page.step.agreed_to:  # what is new in it is marked until it is saved
        again = replace(again, stale=page.step.agreed_to, banner=again.banner or gettext(CHANGED))
    return draw(place, page, again), status


def _cost_of_no(page: ApplyPage) -> str:
    """Return what taking an answer back, or saying no to new facts, ends beside it; "" for nothing.

    Whether answers may be handed on costs nothing either way.
    """
    step, holds_place = page.step, page.step.is_needed and page.progress.is_sent
    if step.is_handing_on:
        return ""
    if page.is_live and holds_place:
        return gettext(N_("신청에 필요한 답이에요. 지우면 자리도 내놓게 돼요."))
    if step.state is not StepState.CHANGED:
        return ""
    if holds_place:
        return gettext(N_("신청에 필요한 답이에요. 건너뛰면 답을 지우고 자리도 내놓게 돼요."))
    return gettext(N_("건너뛰면 적어 두신 답을 지워요."))


def _ended_by_no(page: ApplyPage) -> str:
    """Return the word for what a no ends, of those in `ENDED`; "" where there is nothing."""
    step = page.step
    if not page.is_live and step.state is not StepState.CHANGED:
        return ""
    if step.is_handing_on:
        return "not_handed_any_more"
    return "unsent" if step.is_needed and page.progress.is_sent else "erased"


def _offer(page: ApplyPage, again: Again) -> str:
    """Return the words beside a value of the profile that may be used here, too."""
    if not page.is_copy or again.parts is not page.parts or page.step.question is None:
        return ""
    return gettext(OFFER_NUMBER if page.step.question.kind is Kind.PHONE else OFFER)


def _named(event: Event, value: OwnValue) -> tuple[str, str]:
    field = spoken(event, value.field_key)
    return field.label, shown(field, value.value)


def _back(place: Place, page: ApplyPage) -> dict[str, str]:
    if request.args.get("from") == CHECK:
        return {
            "href": url_for("sending.check", slug=place.slug),
            "label": gettext(N_("신청 내용으로 돌아가기")),
        }
    if _is_from_mine():
        return {
            "href": url_for("my_events.one", slug=place.slug),
            "label": gettext(N_("내 신청으로 돌아가기")),
        }
    before = [s for s in page.steps if s.number < place.number and not _is_passed(s)]
    if before:
        return {
            "href": url_for("applying.step", slug=place.slug, number=before[-1].number),
            "label": gettext(
                N_("%(field)s 질문으로 돌아가기"), field=title_of(place.event, before[-1])
            ),
        }
    return {
        "href": url_for("events.show", slug=place.slug),
        "label": gettext(N_("이벤트로 돌아가기")),
    }


def _is_from_mine() -> bool:
    """Tell whether one answer is changed by itself, not on the way through all of them."""
    return request.args.get("from") == MINE


def _is_passed(step: Step) -> bool:
    return step.state is StepState.PASSED_OVER
