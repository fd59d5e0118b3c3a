"""Putting the stand-in together; it refuses to exist anywhere but in development."""

import os
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from webapp.standin import pictures
from webapp.standin.account import Account
from webapp.standin.authorize import Authorize
from webapp.standin.control import Control
from webapp.standin.pages import page, protect
from webapp.standin.scopes import Scopes
from webapp.standin.services import LinkedServices
from webapp.standin.settings import StandinSettings
from webapp.standin.state import State
from webapp.standin.token import Token
from webapp.standin.users import Users

UNWATCHED = ("/standin/", "/static/")


class StandinRefusedError(RuntimeError):
    """The stand-in was asked to run where real people log in, or where others can reach it."""

    def __init__(self) -> None:
        super().__init__("카카오 흉내는 개발 환경에서, 이 컴퓨터 안에서만 켤 수 있어요.")


def create_standin(settings: StandinSettings, now: Callable[[], datetime]) -> Flask:
    """Make the stand-in as a WSGI application; `now` gives aware UTC.

    One application answers on both origins. Raises StandinRefusedError unless the environment is
    development: anybody may log in as anybody here.
    """
    if settings.environment != "development" or os.environ.get("DUETT_ENV") == "production":
        raise StandinRefusedError
    app = Flask(__name__)
    bases = (settings.auth_base, settings.accounts_base)
    app.config["TRUSTED_HOSTS"] = ["localhost", *(urlsplit(base).hostname for base in bases)]
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # of the default provider
    state = State(now)
    app.extensions["standin"] = state
    _listen(app, state)
    protect(app, settings)
    for room in (Authorize, Account, Token, Users, Scopes, LinkedServices, Control):
        room(settings, state).add_to(app)
    pictures.add_to(app)
    app.add_url_rule("/", "home", _home(state))
    app.add_url_rule("/favicon.ico", "icon", lambda: Response("", 204))
    return app


def _home(state: State) -> Callable[[], Response]:
    return lambda: page("home.html", active=state.active_faults())


def _listen(app: Flask, state: State) -> None:
    def begin() -> None:
        g.note = state.listener()

    def note(answer: Response) -> Response:
        if not request.path.startswith(UNWATCHED):
            g.note({"method": request.method, "path": request.path, "status": answer.status_code})
        return answer

    app.before_request(begin)
    app.after_request(note)
