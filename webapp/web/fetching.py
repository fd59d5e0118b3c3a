"""카카오에서 가져오기: its card, the way to Kakao and back, and what came of it.

One place in the journey and one on My page share everything but where they lead.
"""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, NotFound

from webapp.catalogue.shapes import Field, Notice, Source
from webapp.consent.errors import NotTicked, StaleTicket
from webapp.members.errors import (
    AttemptUnknown,
    KakaoMisconfigured,
    KakaoRefused,
    KakaoUnavailable,
    WrongPerson,
)
from webapp.members.rows import Attempt
from webapp.onboarding.ports import Handing
from webapp.profile.photos.errors import PhotosAway, StoreAway
from webapp.web import logs
from webapp.web.changes import changed_rows
from webapp.web.csrf import reshow_on_csrf_failure
from webapp.web.fetch_words import NOT_TICKED, NOT_TICKED_HELD, STALE, said
from webapp.web.guards import member, signed_in
from webapp.web.limits import limited
from webapp.web.locale import gettext, language
from webapp.web.services import services
from webapp.web.session import browser_hash, current_member
from webapp.web.staff import staff_line
from webapp.web.step_form import new_repeat_key, read_step

blueprint = Blueprint("fetching", __name__)

_CHECK = "check"
_FETCHED = "fetched"
_OTHER = "fetch_other"
_WORDS = {
    Handing.NOT_AGREED: "fetch_not_agreed",
    Handing.EMPTY: "fetch_none",
    Handing.ABSENT: "fetch_absent",
    Handing.UNUSABLE: "fetch_unusable",
}
_FAULTS: dict[type[Exception], str] = {
    KakaoUnavailable: "fetch_away",
    PhotosAway: "fetch_no_photos",
    KakaoRefused: "fetch_unproved",
    KakaoMisconfigured: "fetch_closed",
}
_ALARMING = (KakaoMisconfigured, StoreAway)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card of fetching stands: its endpoint, and the field's own page beside it."""

    name: str
    card: str
    question: str

    def address(self, endpoint: str, field: Field, done: str = "") -> str:
        """Return an address of this place, with the word of what was done."""
        coming_from = _CHECK if self.name == _CHECK else None
        parts: dict[str, Any] = {"from": coming_from, "done": done or None}
        return url_for(endpoint, field=field, **parts)


_JOURNEY = Place("journey", "fetching.ask", "onboarding.step")
_FROM_CHECK = Place(_CHECK, _JOURNEY.card, _JOURNEY.question)
_MINE = Place("mine", "fetching.ask_on_my_page", "profile.edit_field")
_PLACES = {place.name: place for place in (_JOURNEY, _FROM_CHECK, _MINE)}


@dataclass(frozen=True, slots=True)
class _Again:
    """A card to be shown again: what is wrong with it, and what changed."""

    errors: tuple[str, ...] = ()
    banner: str = ""
    stale: bytes | None = None


@blueprint.get("/onboarding/<field:field>/kakao")
@signed_in
def ask(field: Field) -> ResponseReturnValue:
    """Show the card of fetching in the journey, or what was fetched just now."""
    return _show(field, _in_journey())


@blueprint.get("/me/edit/<own_field:field>/kakao")
@signed_in
def ask_on_my_page(field: Field) -> ResponseReturnValue:
    """Show the card of fetching on My page, or what was fetched just now."""
    return _show(field, _MINE)


def _reshow(
    form: MultiDict[str, str],  # noqa: ARG001  the card has nothing to keep but its tick
    banner: str,
    field: Field,
) -> ResponseReturnValue:
    place = _MINE if request.endpoint == "fetching.answer_on_my_page" else _in_journey()
    return _card(field, place, _Again(banner=banner))


@blueprint.post("/onboarding/<field:field>/kakao")
@signed_in
@limited("fetch")
@reshow_on_csrf_failure(_reshow)
def answer(field: Field) -> ResponseReturnValue:
    """Send the person to Kakao, or take their no."""
    return _answer(field, _in_journey())


@blueprint.post("/me/edit/<own_field:field>/kakao")
@signed_in
@limited("fetch")
@reshow_on_csrf_failure(_reshow)
def answer_on_my_page(field: Field) -> ResponseReturnValue:
    """Send the person to Kakao, or take their no."""
    return _answer(field, _MINE)


def finish(attempt: Attempt, code: str) -> ResponseReturnValue:
    """Come back from Kakao with a code: store the value, or say why there is none.

    Raises `AttemptUnknown` when the session that saw the card has ended.
    """
    errand = services().fetching.errand(attempt)
    field, place = services().catalogue.field(errand.field_key), _PLACES[errand.place]
    signed = current_member()
    if signed is None or signed.session_hash.hex() != errand.holder:
        raise AttemptUnknown
    try:
        handing = services().fetching.finish(attempt, code, signed.member_id)
    except WrongPerson:
        return redirect(place.address(place.card, field, _OTHER), 303)
    except StaleTicket as stale:
        return _card(field, place, _Again((), gettext(STALE), stale.shown)), 409
    except tuple(_FAULTS) as fault:
        return _failed(fault, place, field)
    if handing is not Handing.GIVEN:
        return redirect(place.address(place.question, field, _WORDS[handing]), 303)
    services().counter.count(field.key, _FETCHED)
    return redirect(place.address(place.card, field, _FETCHED), 303)


def give_up(attempt: Attempt, fault: Exception | None) -> ResponseReturnValue:
    """Come back from Kakao without a code: `None` for somebody who pressed cancel there."""
    errand = services().fetching.errand(attempt)
    field, place = services().catalogue.field(errand.field_key), _PLACES[errand.place]
    if fault is not None:
        return _failed(fault, place, field)
    return redirect(place.address(place.question, field, "fetch_cancelled"), 303)


def _failed(fault: Exception, place: Place, field: Field) -> ResponseReturnValue:
    """Go back to the question: whoever cannot fetch can still answer."""
    kind = next(kind for kind in type(fault).__mro__ if kind in _FAULTS)
    reason = getattr(fault, "reason", None)  # a code word of ours, by the contract of the rooms
    if isinstance(fault, _ALARMING):
        logs.alarm(kind.__name__, fault, code=reason)
    else:
        logs.note(kind.__name__, code=reason)
    return redirect(place.address(place.question, field, _FAULTS[kind]), 303)


def _answer(field: Field, place: Place) -> ResponseReturnValue:
    notice = _notice(field)
    posted = read_step(field)
    if posted.act == "erase":
        me = member().member_id
        services().answers.withdraw(notice, me, language())
        return redirect(place.address(place.question, field, "erased"), 303)
    if posted.act == "skip":
        return _refuse(field, place, notice)
    if posted.act != "agree":
        raise BadRequest
    try:
        return redirect(
            services().fetching.start(
                field,
                posted.reply,
                place.name,
                browser_hash(create=True),
                ask_again=request.form.get("other") == "yes",
            ),
            303,
        )
    except NotTicked:
        words = NOT_TICKED_HELD if posted.is_change else NOT_TICKED
        return _card(field, place, _Again((words,))), 422
    except StaleTicket as stale:
        return _card(field, place, _Again((), gettext(STALE), stale.shown)), 409


def _refuse(field: Field, place: Place, notice: Notice) -> ResponseReturnValue:
    """Take the no: a refusal on record, or, where a consent lives, nothing at all."""
    posted = read_step(field)
    if posted.is_change:
        return redirect(place.address(place.question, field, "kept"), 303)
    try:
        services().answers.skip(notice, posted.reply)
    except StaleTicket as stale:
        return _card(field, place, _Again((), gettext(STALE), stale.shown)), 409
    services().counter.count(field.key, "skipped")
    return redirect(_onward(field, place, "skipped"), 303)


def _show(field: Field, place: Place) -> str:
    if request.args.get("done") == _FETCHED:
        me = member().member_id
        kept = services().journey.kept(me, field) if services().fetching.offers(field) else None
        if kept is not None and kept.source == Source.KAKAO:
            steps = services().journey.steps(me)
            return render_template(
                "onboarding/fetched.html",
                field=field,
                kept=kept,
                line=staff_line(steps) if place is not _MINE else [],
                question=place.address(place.question, field),
                card=place.address(place.card, field),
                onward=_way_on(field, place),
            )
    return _card(field, place, _Again(banner=said(field)))


def _card(field: Field, place: Place, again: _Again) -> str:
    _notice(field)
    me = member()
    page = services().journey.page(
        me.member_id, field, language(), me.session_hash.hex(), Source.KAKAO
    )
    kept = services().journey.kept(me.member_id, field) if page.is_live else None
    label = gettext("%(field)s 질문으로 돌아가기", field=gettext(field.label))
    return render_template(
        "onboarding/fetch.html",
        field=field,
        body=page.edition.body,
        kept=kept,
        is_live=page.is_live,
        action=place.address(place.card, field),
        is_other=request.args.get("done") == _OTHER,
        ticket=page.ticket,
        form_key=new_repeat_key(),
        line=staff_line(page.steps, field.key) if place is not _MINE else [],
        back={"href": place.address(place.question, field), "label": label},
        errors=[{"target": "agree", "text": gettext(words)} for words in again.errors],
        banner=again.banner,
        changed=changed_rows(again.stale, page.edition),
    )


def _notice(field: Field) -> Notice:
    """Return the notice of a field that can be fetched; any other has no such page."""
    notice = services().journey.notice_of(field.key)
    if notice is None or not services().fetching.offers(field):
        raise NotFound
    return notice


def _in_journey() -> Place:
    return _FROM_CHECK if request.args.get("from") == _CHECK else _JOURNEY


def _onward(field: Field, place: Place, done: str = "") -> str:
    if place is _MINE:
        return url_for("profile.edit", done=done or None, of=field.key if done else None)
    following = services().journey.after(field)
    if following is None or place is _FROM_CHECK:
        return url_for("onboarding.check")
    return url_for("onboarding.step", field=following)


def _way_on(field: Field, place: Place) -> dict[str, str]:
    """Return where a person goes on to after a value was fetched."""
    if place is _MINE:
        text = gettext("내 정보 수정으로 돌아가기")
    elif place is _FROM_CHECK or services().journey.after(field) is None:
        text = gettext("답 확인하기")
    else:
        text = gettext("다음 질문 보기")
    return {"href": _onward(field, place), "text": text}
