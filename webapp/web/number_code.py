"""`/onboarding/phone/code`, `/me/edit/phone/code`: the code that proves a telephone number."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, NotFound, TooManyRequests

from webapp.catalogue.kinds import rules_of
from webapp.catalogue.shapes import N_, Notice
from webapp.consent.errors import StaleTicket
from webapp.profile.number_checking import FIELD
from webapp.profile.number_codes import (
    CodeExpired,
    CodeUnreadable,
    CodeWrong,
    NoCheck,
    TooManyMisses,
    Typed,
)
from webapp.web.csrf import reshow_on_csrf_failure
from webapp.web.guards import member, signed_in
from webapp.web.limits import limited
from webapp.web.locale import gettext, language, time_text
from webapp.web.notices import message
from webapp.web.number_texts import TOO_MANY, send_again
from webapp.web.onboarding import came_from, onward_of
from webapp.web.services import services
from webapp.web.staff import staff_line
from webapp.web.step_form import new_repeat_key, read_repeat_key

blueprint = Blueprint("number_code", __name__)

_PART = "code"
_LONGEST = 40
UNREADABLE = N_("코드는 여섯 자리 숫자예요. 문자에 있는 대로 적어 주세요.")
EXPIRED = N_("보낸 지 15분이 지난 코드예요. 가장 나중에 받은 코드를 적어 주세요.")


@dataclass(frozen=True, slots=True)
class Way:
    """Where the page of a code stands: in the journey or on My page."""

    is_mine: bool

    @property
    def question(self) -> str:
        """Return the address of the question it belongs to."""
        if self.is_mine:
            return url_for("profile.edit_field", field=FIELD)
        return url_for("onboarding.step", field=FIELD, **came_from())

    def onward(self, done: str) -> str:
        """Return where an answer leads, from the word for what was done."""
        if self.is_mine:
            return url_for("profile.edit", done=done or None, of=FIELD if done else None)
        return onward_of(services().catalogue.field(FIELD))


@dataclass(frozen=True, slots=True)
class _Again:
    """A page to be shown (again): what was typed, what is said above it and beside the code."""

    typed: str = ""
    banner: str = ""
    error: str = ""
    status: int = 200

    @property
    def is_told(self) -> bool:
        """Return whether somebody waits for an answer, and did not just look in."""
        return bool(self.banner or self.error)


_JOURNEY, _MINE = Way(is_mine=False), Way(is_mine=True)


@blueprint.get("/onboarding/phone/code")
@signed_in
def show() -> ResponseReturnValue:
    """Ask for the code in the journey."""
    return _show(_JOURNEY, _Again(banner=message()))


@blueprint.get("/me/edit/phone/code")
@signed_in
def show_mine() -> ResponseReturnValue:
    """Ask for the code on My page."""
    return _show(_MINE, _Again(banner=message()))


def _reshow(form: MultiDict[str, str], banner: str) -> ResponseReturnValue:
    return _show(_JOURNEY, _Again(form.get(_PART, ""), banner))


def _reshow_mine(form: MultiDict[str, str], banner: str) -> ResponseReturnValue:
    return _show(_MINE, _Again(form.get(_PART, ""), banner))


@blueprint.post("/onboarding/phone/code")
@signed_in
@limited("consent")
@reshow_on_csrf_failure(_reshow)
def answer() -> ResponseReturnValue:
    """Save the number its code was typed for, send another code, or skip."""
    return _answer(_JOURNEY)


@blueprint.post("/me/edit/phone/code")
@signed_in
@limited("consent")
@reshow_on_csrf_failure(_reshow_mine)
def answer_mine() -> ResponseReturnValue:
    """Do the same on My page."""
    return _answer(_MINE)


def _answer(way: Way) -> ResponseReturnValue:
    act = _ACTS.get(request.form.get("act", ""))
    if act is None:
        raise BadRequest
    try:
        return act(way)
    except NoCheck:
        return redirect(_told(way, "code_over"), 303)
    except StaleTicket:
        return redirect(_told(way, "code_stale"), 303)
    except _AMISS as amiss:
        return _show(way, _Again(_typed().text, error=_words(amiss), status=422))
    except TooManyRequests:
        return _show(way, _Again(error=gettext(TOO_MANY), status=429))


def _confirm(way: Way) -> ResponseReturnValue:
    services().numbers.confirm(_notice(), _typed())
    return _go_on(way, "saved")


def _send_again(way: Way) -> ResponseReturnValue:
    done = send_again(member().member_id)
    here = "number_code.show_mine" if way.is_mine else "number_code.show"
    return redirect(url_for(here, done=done, **({} if way.is_mine else came_from())), 303)


def _skip(way: Way) -> ResponseReturnValue:
    return _go_on(way, services().numbers.skip(_notice(), _typed()))


def _go_on(way: Way, done: str) -> ResponseReturnValue:
    if done and not way.is_mine:
        services().counter.count(FIELD, done)
    return redirect(way.onward(done), 303)


_ACTS = {"agree": _confirm, "again": _send_again, "skip": _skip}
_AMISS = (CodeUnreadable, CodeExpired, CodeWrong, TooManyMisses)


def _show(way: Way, again: _Again) -> ResponseReturnValue:
    notice, me = _notice(), member().member_id
    waiting = services().numbers.waiting(me)
    if waiting is None:
        return redirect(_told(way, "code_over") if again.is_told else way.question, 303)
    field = services().catalogue.field(FIELD)
    pause = waiting.paused_until
    error = "" if pause else again.error  # the page says it all
    body = services().editions.current(notice.key, language()).body
    page = render_template(
        "onboarding/code.html",
        number=rules_of(field).show(field, waiting.number, gettext),
        typed=again.typed[:_LONGEST],
        paused_until=time_text(pause) if pause else None,
        skip=gettext("그대로 두기") if waiting.is_change else body["skip"],
        line=[] if way.is_mine else staff_line(services().journey.steps(me), FIELD),
        form_key=new_repeat_key(),
        back={
            "href": way.question,
            "label": gettext("%(field)s 질문으로 돌아가기", field=gettext(field.label)),
        },
        errors=[{"target": _PART, "text": error}] if error else [],
        banner=again.banner,
    )
    return page, TooManyRequests.code if pause and again.error else again.status


def _words(amiss: Exception) -> str:
    """Return what is said beside the code; of a pause, the page itself says more."""
    if isinstance(amiss, CodeWrong):
        return gettext(
            "코드가 맞지 않아요. 받은 문자를 다시 봐 주세요. 남은 횟수: %(left)s", left=amiss.left
        )
    return gettext(EXPIRED if isinstance(amiss, CodeExpired) else UNREADABLE)


def _typed() -> Typed:
    signed = member()
    return Typed(
        member_id=signed.member_id,
        holder=signed.session_hash.hex(),
        repeat_key=read_repeat_key(),
        text=request.form.get(_PART, "")[:_LONGEST],
    )


def _notice() -> Notice:
    """Return the notice whose answers wait for a code; without a check there is no such page."""
    notice = services().journey.notice_of(FIELD)
    if notice is None or not services().numbers.checks(notice):
        raise NotFound
    return notice


def _told(way: Way, done: str) -> str:
    where = way.question
    return f"{where}{'&' if '?' in where else '?'}done={done}"
