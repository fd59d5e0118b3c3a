"""`/join`: the gate between a Kakao id and a membership: age and terms, nothing else."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from webapp.catalogue.kinds import Unclean
from webapp.catalogue.shapes import N_
from webapp.consent.errors import StaleTicket
from webapp.members.errors import PendingGone, TooYoung
from webapp.members.joining import TOLD, JoinForm
from webapp.web.csrf import reshow_on_csrf_failure
from webapp.web.events.way_back import carry_over, way_back
from webapp.web.limits import limited
from webapp.web.locale import gettext, language
from webapp.web.members.login import this_browser
from webapp.web.services import services, site
from webapp.web.session import (
    browser_hash,
    current_member,
    end_session,
    start_member_session,
    token_hash,
)

blueprint = Blueprint("join", __name__)

_BOXES = ("year", "month", "day")
_TERMS_AGAIN = N_("이용약관 동의도 다시 표시해 주세요. 앞의 표시는 남기지 않았어요.")


@blueprint.get("/join")
def show() -> ResponseReturnValue:
    """Show the gate to somebody who came from Kakao and is not a member yet."""
    if current_member() is not None:
        return redirect("/", 303)
    browser = browser_hash()
    if browser is None or not services().gate.is_waiting(browser):
        raise PendingGone
    return _page(browser, MultiDict())


def _reshow(form: MultiDict[str, str], banner: str) -> ResponseReturnValue:
    browser = browser_hash()
    if browser is None or not services().gate.is_waiting(browser):
        raise PendingGone
    return _page(browser, form, banner=banner)


@blueprint.post("/join")
@limited("join")
@reshow_on_csrf_failure(_reshow)
def join() -> ResponseReturnValue:
    """Make a member, or stop and forget; both are safe to repeat."""
    browser = browser_hash()
    if current_member() is not None:
        return redirect(_first_step(), 303)
    if browser is None:
        raise PendingGone
    if request.form.get("act") == "stop":
        services().gate.stop(browser)
        services().parked.forget(browser)
        end_session()
        return redirect(url_for("login.show", done="stopped"), 303)
    return _join(browser)


def _join(browser: bytes) -> ResponseReturnValue:
    form = JoinForm(
        raw={box: request.form.getlist(box)[:2] for box in _BOXES},
        accepts_terms=request.form.getlist("terms") == ["yes"],
        keeps_year=request.form.getlist("keep_year") == ["yes"],
        ticket=request.form.get("ticket", "")[:2048],
    )
    try:
        joined = services().gate.join(this_browser(browser), form)
    except Unclean as refusal:
        errors = [{"target": p.part, "text": gettext(p.words)} for p in refusal.problems]
        if form.accepts_terms:
            errors.append({"target": "terms", "text": gettext(_TERMS_AGAIN)})
        return _page(browser, request.form, errors=errors), 422
    except StaleTicket:
        return _page(browser, request.form, banner=_changed()), 409
    except TooYoung:
        services().parked.forget(browser)
        raise
    carry_over(browser, token_hash(joined.token))
    start_member_session(joined.token)
    return redirect(_first_step(), 303)


def _page(
    browser: bytes,
    form: MultiDict[str, str],
    errors: list[dict[str, str]] | None = None,
    banner: str = "",
) -> str:
    spoken = language()
    return render_template(
        "members/join.html",
        typed={box: form.get(box, "")[:10] for box in _BOXES},
        ticket=services().gate.ticket(browser, spoken),
        told=[services().editions.current(key, spoken).body for key in TOLD],
        terms=services().editions.current("terms", spoken).body,
        minimum_age=site().minimum_age,
        errors=errors or [],
        banner=banner,
    )


def _first_step() -> str:
    """Return where a new member goes: back to the answer they began with, or to the journey."""
    came_from = way_back(request.args.get("next", ""))
    if came_from is not None:
        return came_from
    asked = services().catalogue.asked()
    return url_for("onboarding.step", field=asked[0]) if asked else "/"


def _changed() -> str:
    return gettext("이용약관이나 안내가 방금 바뀌었어요. 새 내용을 보고 다시 골라 주세요.")
