"""The one cookie: a random browser id before login, the key of a member's session row after it.

Nothing is kept in the cookie but a random token and nothing is kept beside it but the session row,
so reading a page never sets it. Looking the row up waits until somebody asks: static files and
health checks cost no statement, and an error page can be drawn while the database is away.
"""

import hashlib
import hmac
import re
import secrets
from datetime import timedelta
from typing import Any, Literal, cast, overload

from flask import Flask, Request, Response
from flask.globals import request_ctx
from flask.sessions import SessionInterface, SessionMixin

from webapp.members import signing_in
from webapp.members.signing_in import SignedIn
from webapp.web.services import services, site

COOKIE = "__Host-duett"
BROWSER_ID_AGE = timedelta(hours=1)  # outlives a pending sign-up (30 minutes) and its attempts
MEMBER_IDLE = signing_in.IDLE
MEMBER_ABSOLUTE = signing_in.ABSOLUTE
_RENEW_AFTER = timedelta(days=1)
_SHAPE = re.compile(r"([bpm])\.([A-Za-z0-9_-]{43})", re.ASCII)
_BROWSER, _PARKED = "b.", "p."
"""How a browser id begins; the second is one under which an answer to an event was parked."""

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_KEPT = "csrf_token"


def token_hash(token: str) -> bytes:
    """Return the SHA-256 of a member token: the key of its session row."""
    return hashlib.sha256(token.encode("ascii")).digest()


def csrf_secret(secret_key: str, cookie_value: str) -> str:
    """Return what a form token is bound to: nobody without the cookie can have it, none is kept."""
    message = b"duett csrf\0" + cookie_value.encode("ascii")
    return hmac.digest(secret_key.encode(), message, "sha256").hex()


class BrowserSession(dict[str, Any], SessionMixin):
    """What one request knows about the browser that sent it."""

    modified = False

    def __init__(self, value: str = "", csrf: str = "") -> None:
        super().__init__({_KEPT: csrf} if csrf else {})
        self.value = value  # the cookie as it came, well formed, or ""
        self.outgoing: str | None = None  # a new cookie, "" to delete it, None to leave it alone
        self.clears_browser = False
        self._member: SignedIn | None = None
        self._asked = False

    def __setitem__(self, key: str, value: Any) -> None:  # noqa: ANN401  the base class's signature
        """Take the form token Flask-WTF makes for a page without a cookie, and nothing else.

        Anything else would silently be lost with the response: state belongs in rows.
        """
        if key != _KEPT:
            message = "nothing is kept in the session: use a row"
            raise TypeError(message)
        super().__setitem__(key, value)

    def member(self) -> SignedIn | None:
        """Return the live member session, looked up at most once in a request."""
        if not self._asked:
            # Set before asking: an error page drawn because the lookup failed must not fail again.
            self._asked = True
            if self.value.startswith("m."):
                found = services()
                self._member = found.members.session(token_hash(self.value[2:]), found.now())
        return self._member

    def known_member(self) -> SignedIn | None:
        """Return the member session if this request looked it up; never looks it up itself."""
        return self._member

    def replace(self, value: str) -> None:
        """Make `value` the cookie; "" deletes it and signs this browser out."""
        self.outgoing = self.value = value
        self._member, self._asked = None, not value
        self.clear()
        if value:
            self[_KEPT] = csrf_secret(site().secret_key, value)


class CookieSession(SessionInterface):
    """Flask's session, reduced to the cookie above."""

    def open_session(self, app: Flask, request: Request) -> BrowserSession:  # noqa: ARG002
        """Read the cookie; what is malformed counts as absent."""
        if request.path.startswith("/static/"):
            return BrowserSession()
        match = _SHAPE.fullmatch(request.cookies.get(COOKIE, ""))
        if match is None:
            return BrowserSession()
        return BrowserSession(match[0], csrf_secret(site().secret_key, match[0]))

    def save_session(
        self,
        app: Flask,  # noqa: ARG002  the base class's signature
        session: SessionMixin,
        response: Response,
    ) -> None:
        """Send the cookie if it is new, deleted, or a member's is due to roll (once a day)."""
        visit = cast("BrowserSession", session)
        if response.status_code >= 500:  # noqa: PLR2004  a failed act must not half sign in
            return
        if visit.clears_browser:
            # Without "cookies": that would take the chosen language too, and the cookies of every
            # other host of the domain. Ours is deleted below.
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        if visit.outgoing == "":
            response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Lax")
        elif visit.outgoing is not None:
            is_member = visit.outgoing.startswith("m.")
            _send(response, visit.outgoing, MEMBER_IDLE if is_member else BROWSER_ID_AGE)
        elif (member := visit.known_member()) is not None:
            _roll(response, visit.value, member)


def _send(response: Response, value: str, age: timedelta) -> None:
    response.set_cookie(
        COOKIE,
        value,
        max_age=int(age.total_seconds()),
        path="/",
        secure=True,
        httponly=True,
        samesite="Lax",
    )


def _roll(response: Response, value: str, member: SignedIn) -> None:
    now = services().now()
    if member.last_seen_at < now and now - member.last_seen_at < _RENEW_AFTER:
        return
    left = member.created_at + MEMBER_ABSOLUTE - now
    if left > timedelta(0):
        _send(response, value, min(MEMBER_IDLE, left))


def current() -> BrowserSession:
    """Return the session of this request."""
    return cast("BrowserSession", request_ctx.session)


def _new_token() -> str:
    return secrets.token_urlsafe(32)


@overload
def browser_hash(*, create: Literal[True]) -> bytes: ...
@overload
def browser_hash(*, create: bool = False) -> bytes | None: ...
def browser_hash(*, create: bool = False) -> bytes | None:
    """Return 32 bytes naming this browser, or None if it has no cookie.

    Derived from the cookie, never the cookie itself: a copy of the database opens no session.
    A member's cookie names its browser too, so that a re-authentication comes back to the same
    name. With `create`, a browser without a live cookie gets one (only on pressing a button), and
    a browser id starts its hour again.
    """
    visit = current()
    if create and (not visit.value.startswith("m.") or visit.member() is None):
        is_browser = visit.value.startswith((_BROWSER, _PARKED))
        visit.replace(visit.value if is_browser else f"{_BROWSER}{_new_token()}")
    if not visit.value:
        return None
    return _name_of(visit.value)


def new_browser_id(*, is_parked: bool = False) -> tuple[str, bytes]:
    """Return a fresh cookie value for this browser and the name that goes with it; sets nothing.

    `rename_browser` sets it when somebody who is not a member arrives, or saves an answer to an
    event (V7.2.4): whoever knew the name before, from a shared computer say, has nothing with it.
    `is_parked`: it says of itself that such an answer is parked under it.
    """
    value = f"{_PARKED if is_parked else _BROWSER}{_new_token()}"
    return value, _name_of(value)


def may_have_parked() -> bool:
    """Tell whether an answer was parked under the name of this browser: no need to look for one."""
    return current().value.startswith(_PARKED)


def rename_browser(value: str) -> None:
    """Make a value of `new_browser_id` this browser's cookie."""
    current().replace(value)


def _name_of(value: str) -> bytes:
    return hashlib.sha256(b"duett browser\0" + value.encode("ascii")).digest()


def start_member_session(token: str) -> None:
    """Sign this browser in: `token` (43 url-safe characters) becomes its cookie, at a new login.

    Raises ValueError for another shape: such a cookie would never be read back.
    """
    if _TOKEN.fullmatch(token) is None:
        message = "a member token is 43 url-safe characters"
        raise ValueError(message)
    current().replace(f"m.{token}")


def end_session(*, clear_browser: bool = False) -> None:
    """Delete the cookie; `clear_browser` also empties cache and storage (signing out, leaving)."""
    visit = current()
    visit.replace("")
    visit.clears_browser = clear_browser


def current_member() -> SignedIn | None:
    """Return who is signed in, or None."""
    return current().member()
