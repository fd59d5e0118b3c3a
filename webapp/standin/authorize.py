"""/oauth/authorize: who asks, where to send them next, and the way back with a code."""

import re
from urllib.parse import urlencode

from flask import Flask, Response, request

from webapp.standin.consent import Consents
from webapp.standin.faults import BY_NAME
from webapp.standin.pages import koe_page, lost_page
from webapp.standin.settings import StandinSettings
from webapp.standin.state import Asked, State, Walk

COOKIE = "kakao-standin"
PROMPTS_WITH_A_PAGE = frozenset({"login", "create", "select_account"})


class Authorize:
    """The two addresses on the auth host that the browser passes through."""

    def __init__(self, settings: StandinSettings, state: State) -> None:
        self._settings = settings
        self._state = state
        self._consents = Consents(settings, state)

    def add_to(self, app: Flask) -> None:
        app.add_url_rule("/oauth/authorize", "authorize", self.begin)
        app.add_url_rule("/oauth/authorize/continue", "continue", self.go_on)

    def begin(self) -> Response:
        """Accept the request, or show Kakao's page for what is wrong with it."""
        wrong = self._wrong()
        if wrong:
            return wrong
        asked = _asked()
        fault = self._state.take_fault("authorize")
        if fault:
            return _struck(fault, asked)
        walk_id, walk = self._state.begin(asked)
        known = self._state.logged_in(request.cookies.get(COOKIE))
        # In its in-app browser KakaoTalk logs in by itself: the page is never shown there.
        in_app = "KAKAOTALK" in request.headers.get("User-Agent", "")
        wants_page = bool(asked.prompt & PROMPTS_WITH_A_PAGE) and not in_app
        if known and not wants_page:
            walk.person, walk.auth_time = known
        elif "none" in asked.prompt:
            self._state.end(walk_id)
            return back(asked, error="login_required", description="user login required.")
        return self._next(walk_id, walk)

    def go_on(self) -> Response:
        """Come here from the account pages."""
        walk_id = request.args.get("walk", "")
        walk = self._state.walk(walk_id)
        return self._next(walk_id, walk) if walk else lost_page()

    def _next(self, walk_id: str, walk: Walk) -> Response:
        accounts = self._settings.accounts_base
        if walk.person is None or walk.auth_time is None:
            return to(f"{accounts}/account/login?{urlencode({'walk': walk_id})}")
        if walk.fault and BY_NAME[walk.fault].place == "authorize":
            return _struck(walk.fault, walk.asked)
        if walk.person.verified_under_14:
            self._state.end(walk_id)
            return back(walk.asked, error="access_denied", description="Not allowed under age 14")
        if not walk.consented and self._consents.must_ask(walk):
            if "none" not in walk.asked.prompt:
                return to(f"{accounts}/account/consent?{urlencode({'walk': walk_id})}")
            self._state.end(walk_id)
            return back(walk.asked, error="consent_required", description="user consent required.")
        self._state.end(walk_id)
        code = self._state.issue_code(walk, walk.person, walk.auth_time)
        return to_app(walk.asked, {"code": code})

    def _wrong(self) -> Response | None:
        args = request.args
        if args.get("client_id") != self._settings.rest_api_key:
            return koe_page("KOE101")
        if args.get("redirect_uri") not in self._settings.redirect_uris:
            return koe_page("KOE006", args.get("redirect_uri", ""))
        if args.get("response_type") != "code":
            return koe_page("KOE201")
        if args.get("code_challenge") and args.get("code_challenge_method") != "S256":
            return koe_page("KOE204", "code_challenge_method")
        known = {"openid", *(item.scope for item in self._settings.items)}
        unset = [scope for scope in _listed("scope") if scope not in known]
        return koe_page("KOE205", ", ".join(unset)) if unset else None


def _struck(fault: str, asked: Asked) -> Response:
    if fault == "authorize_server_error":
        return back(asked, error="server_error", description="temporary fault")
    return koe_page(fault.upper())


def _listed(name: str) -> tuple[str, ...]:
    """Kakao's reference separates by commas, its own SDKs by spaces: both work."""
    return tuple(filter(None, re.split(r"[,\s]+", request.args.get(name, ""))))


def _asked() -> Asked:
    args = request.args
    return Asked(
        client_id=args["client_id"],
        redirect_uri=args["redirect_uri"],
        state=args.get("state"),
        nonce=args.get("nonce"),
        challenge=args.get("code_challenge"),
        scope=_listed("scope"),
        prompt=frozenset(_listed("prompt")),
    )


def to(address: str) -> Response:
    answer = Response("", 302)
    answer.headers["Location"] = address
    return answer


def to_app(asked: Asked, values: dict[str, str]) -> Response:
    """Redirect to the app with these values and the state it sent."""
    if asked.state is not None:
        values = values | {"state": asked.state}
    joint = "&" if "?" in asked.redirect_uri else "?"
    return to(f"{asked.redirect_uri}{joint}{urlencode(values)}")


def back(asked: Asked, *, error: str, description: str) -> Response:
    """Redirect to the app with an error."""
    return to_app(asked, {"error": error, "error_description": description})
