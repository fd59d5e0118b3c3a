"""`/login`, the button, and the way back from Kakao."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import MethodNotAllowed

from webapp.members.errors import (
    AttemptExpired,
    AttemptForeign,
    AttemptUnknown,
    KakaoRefused,
    KakaoUnavailable,
)
from webapp.members.login import Browser, Returned
from webapp.members.rows import Attempt
from webapp.onboarding.fetching import FETCH
from webapp.web import fetching
from webapp.web.device import device_name
from webapp.web.events.way_back import carry_over, way_back
from webapp.web.guards import next_url
from webapp.web.limits import limited
from webapp.web.members.errands import ERRANDS
from webapp.web.notices import message
from webapp.web.origin import from_our_pages
from webapp.web.proxies import client_ip
from webapp.web.services import services
from webapp.web.session import (
    browser_hash,
    current_member,
    end_session,
    may_have_parked,
    new_browser_id,
    rename_browser,
    start_member_session,
    token_hash,
)

blueprint = Blueprint("login", __name__)

_CANCELLED = "access_denied"
_PASSING = frozenset({"server_error", "temporarily_unavailable"})


@blueprint.get("/login")
def show() -> ResponseReturnValue:
    """Show the Kakao button; somebody signed in is sent on."""
    if current_member() is not None:
        return redirect(next_url(request.args.get("next")) or "/", 303)
    return render_template(
        "members/login.html", next=request.args.get("next", "")[:80], message=message()
    )


@blueprint.post("/auth/kakao")
@from_our_pages
@limited("login")
def go() -> ResponseReturnValue:
    """Remember this browser and send it to Kakao."""
    if current_member() is not None:
        return redirect(next_url(request.form.get("next")) or "/", 303)
    asked = request.form.get("next", "")
    next_key = asked if next_url(asked) else ""
    return redirect(services().login.start(browser_hash(create=True), next_key), 303)


@blueprint.get("/auth/kakao/callback")
@limited("callback")
def callback() -> ResponseReturnValue:
    """Finish what the button began; the code leaves the address with the redirect."""
    if request.method == "HEAD":  # a look at the address must not use the login up
        raise MethodNotAllowed(["GET"])
    state = request.args.get("state", "")
    browser = browser_hash() or b""  # the empty name began no attempt: then it was another browser
    if not state:
        return _unknown()
    if "error" in request.args:
        return _refused(state, browser, request.args["error"])
    try:
        attempt = services().login.take(state, browser)
    except (AttemptUnknown, AttemptForeign):
        if current_member() is None:
            raise
        return redirect("/", 303)  # a reload, or a second tab that was slower: they are in
    except AttemptExpired:
        if current_member() is None:
            raise
        return redirect(url_for("profile.show", done="late"), 303)
    return _arrive(attempt, browser, request.args.get("code", ""))


def _arrive(attempt: Attempt, browser: bytes, code: str) -> ResponseReturnValue:
    """Do what the person went to Kakao for."""
    if attempt.errand == FETCH:
        return fetching.finish(attempt, code)
    identity = services().login.identify(attempt, code)
    if attempt.errand in ERRANDS:
        return ERRANDS[attempt.errand].finish(attempt, identity)
    renamed, waits_as = new_browser_id(is_parked=may_have_parked())
    arrived = services().login.arrive(attempt, identity, this_browser(browser), waits_as)
    if isinstance(arrived, Returned):
        carry_over(browser, token_hash(arrived.token))
        start_member_session(arrived.token)
        return redirect(way_back(arrived.next_key) or next_url(arrived.next_key) or "/", 303)
    carry_over(browser, waits_as)
    rename_browser(renamed)
    came_from = attempt.next_key if way_back(attempt.next_key) else None
    return redirect(url_for("join.show", next=came_from), 303)


@blueprint.post("/logout")
def sign_out() -> ResponseReturnValue:
    """End this session and what waits in it; sent again, there is nothing left to end."""
    signed_in = current_member()
    if signed_in is not None:
        services().members.end(signed_in.member_id, signed_in.session_hash)
    end_session(clear_browser=True)
    return redirect("/?done=signed_out", 303)


def this_browser(hashed: bytes) -> Browser:
    """Return the browser of this request, with what the statute wants noted of a login."""
    return Browser(hashed, client_ip(), device_name())


def _refused(state: str, browser: bytes, error: str) -> ResponseReturnValue:
    """Answer a return without a code; the words of Kakao are neither shown nor logged."""
    attempt = services().login.abandon(state, browser)
    if attempt is None:
        return _unknown()
    if attempt.errand == FETCH:
        return fetching.give_up(attempt, None if error == _CANCELLED else _fault(error))
    if error == _CANCELLED and attempt.errand in ERRANDS:
        return ERRANDS[attempt.errand].give_up()
    if error == _CANCELLED:
        services().parked.forget(browser)
        return redirect(url_for("login.show", done="cancelled"), 303)
    raise _fault(error)


def _fault(error: str) -> KakaoUnavailable | KakaoRefused:
    kind = KakaoUnavailable if error in _PASSING else KakaoRefused
    return kind("error_answer")


def _unknown() -> ResponseReturnValue:
    """Answer a state that is not (any more) ours: a reload by somebody signed in goes home."""
    if current_member() is not None:
        return redirect("/", 303)
    raise AttemptUnknown
