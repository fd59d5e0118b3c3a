import base64
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from webapp.standin.app import create_standin
from webapp.standin.settings import StandinSettings
from webapp.standin.state import State

HERE = "http://127.0.0.1:8001"
THERE = "http://127.0.0.1:8002"
APP = "http://localhost:8000/auth/kakao/callback"
KEY = "0123456789abcdef0123456789abcdef"
SECRET = "invented-client-secret"
ADMIN = "fedcba9876543210fedcba9876543210"
VERIFIER = "a-verifier-" + "v" * 40

TICKED = r'name="item" value="(\w+)" checked'


@dataclass
class Clock:
    at: datetime = field(default_factory=lambda: datetime(2026, 11, 1, 3, 0, tzinfo=UTC))

    def now(self) -> datetime:
        return self.at

    def wait(self, **span: float) -> None:
        self.at += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def settings() -> StandinSettings:
    return StandinSettings(
        environment="development",
        auth_base=HERE,
        accounts_base=THERE,
        rest_api_key=KEY,
        client_secret=SECRET,
        admin_key=ADMIN,
        redirect_uris=(APP,),
        hang_seconds=0.2,
    )


@pytest.fixture(scope="session")
def built(settings) -> tuple[Flask, Clock]:
    """One application for all tests: making its keys takes a moment."""
    clock = Clock()
    return create_standin(settings, lambda: clock.at), clock


@pytest.fixture
def app(built, clock) -> Iterator[Flask]:
    made, _ = built
    state: State = made.extensions["standin"]
    state.reset()
    state.now = clock.now
    yield made
    state.reset()


@pytest.fixture
def state(app) -> State:
    found: State = app.extensions["standin"]
    return found


class Browser:
    """A browser at the stand-in: follows its redirects, stops at the app."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def authorize(self, agent: str = "a test", **more: str) -> TestResponse:
        challenge = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest())
        asked = {
            "client_id": KEY,
            "redirect_uri": APP,
            "response_type": "code",
            "state": "s-1",
            "nonce": "n-1",
            "code_challenge": challenge.rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        } | more
        asked = {name: value for name, value in asked.items() if value}
        return self.follow(
            self.client.get(
                f"/oauth/authorize?{urlencode(asked)}",
                base_url=HERE,
                headers={"User-Agent": agent},
            )
        )

    def press(self, page: TestResponse, **form: str | list[str]) -> TestResponse:
        if form.get("act") == "agree":  # a browser sends the boxes that are ticked
            form.setdefault("item", re.findall(TICKED, page.get_data(as_text=True)))
        url = urlsplit(page.request.url)
        return self.follow(self.client.post(f"{url.path}?{url.query}", base_url=THERE, data=form))

    def follow(self, answer: TestResponse) -> TestResponse:
        while answer.status_code in {302, 303} and not answer.location.startswith(APP):
            url = urlsplit(answer.location)
            answer = self.client.get(
                f"{url.path}?{url.query}", base_url=f"{url.scheme}://{url.netloc}"
            )
        return answer

    def log_in(self, person: str = "sori", **more: str) -> dict[str, str]:
        page = self.authorize(**{"prompt": "select_account", **more})
        page = self.press(page, person=person)
        if page.request.path == "/account/consent":
            page = self.press(page, act="agree")
        return told(page)

    def exchange(self, code: str, **more: str) -> TestResponse:
        form = {
            "grant_type": "authorization_code",
            "client_id": KEY,
            "client_secret": SECRET,
            "redirect_uri": APP,
            "code": code,
            "code_verifier": VERIFIER,
        } | more
        return self.client.post("/oauth/token", base_url=HERE, data=form)

    def tokens(self, person: str = "sori", **more: str) -> dict[str, Any]:
        answer = self.exchange(self.log_in(person, **more)["code"])
        assert answer.status_code == 200
        found: dict[str, Any] = answer.get_json()
        return found

    def me(self, token: str, **query: str) -> TestResponse:
        bearer = {"Authorization": f"Bearer {token}"}
        return self.client.get("/v2/user/me", base_url=HERE, headers=bearer, query_string=query)


def told(answer: TestResponse) -> dict[str, str]:
    """What the app is told by the redirect back to it."""
    assert answer.status_code in {302, 303}, answer.get_data(as_text=True)
    assert answer.location.startswith(f"{APP}?")
    return dict(parse_qsl(urlsplit(answer.location).query))


def claims_of(token: str) -> dict[str, Any]:
    body = token.split(".")[1]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return found


@pytest.fixture
def browser(app) -> Browser:
    return Browser(app.test_client())
