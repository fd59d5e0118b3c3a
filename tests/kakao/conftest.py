import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from tests.kakao.events import APP_ID, Events
from tests.kakao.standin_server import (
    ADMIN_KEY,
    CLIENT_SECRET,
    REDIRECT_URI,
    REST_API_KEY,
    Walker,
    real_now,
    standin_server,
)
from webapp.kakao.login import Kakao
from webapp.kakao.settings import KakaoSettings
from webapp.kakao.webhooks import Hooks
from webapp.members.ports import KakaoIdentity
from webapp.standin import webhooks as sending
from webapp.standin.serving import RunningStandin

NONCE = "nonce-of-this-attempt-0123456789"
VERIFIER = "verifier-of-this-attempt-0123456789-0123456789-abcdef"


@dataclass
class Clock:
    """A monotonic clock and a wall clock that only move when told to."""

    seconds: float = 1000.0
    ahead: timedelta = timedelta()

    def tick(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return real_now() + self.ahead

    def wait(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.fixture(scope="session")
def one_standin() -> Iterator[RunningStandin]:
    with standin_server() as running:
        yield running


@pytest.fixture
def standin(one_standin) -> Iterator[RunningStandin]:
    one_standin.state.reset()
    yield one_standin
    one_standin.state.reset()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(standin) -> KakaoSettings:
    return KakaoSettings(
        auth_base=standin.settings.auth_base,
        api_base=standin.settings.auth_base,
        issuer=standin.settings.issuer,
        rest_api_key=REST_API_KEY,
        client_secret=CLIENT_SECRET,
        admin_key=ADMIN_KEY,
        redirect_uri=REDIRECT_URI,
    )


@pytest.fixture
def kakao(settings, clock) -> Kakao:
    return Kakao(settings, clock.now, clock.tick)


@pytest.fixture
def hooks(settings, clock) -> Hooks:
    return Hooks(settings, APP_ID, clock.now, clock.tick)


@pytest.fixture
def events(standin) -> Events:
    return Events(standin)


@pytest.fixture
def sent(standin, monkeypatch):
    """Let the stand-in send, and return what it would have sent."""
    taken: list[tuple[str, dict[str, str]]] = []

    def take(_url: str, body: str, headers: dict[str, str]) -> dict[str, object]:
        taken.append((body, headers))
        return {"status": 202, "body": ""}

    monkeypatch.setattr(sending, "_post", take)

    def send(kind: str, **form: str) -> tuple[str, dict[str, str]]:
        browser = standin.app.test_client()
        form = {"person": "sori"} | form
        address = f"/standin/webhooks/{kind}"
        answer = browser.post(address, base_url=standin.settings.auth_base, data=form)
        assert answer.status_code == 200
        return taken.pop()

    return send


@pytest.fixture
def hasty(settings) -> Kakao:
    """A client of little patience, so that silence is noticed within a test's time."""
    return Kakao(replace(settings, read_seconds=0.3, answer_seconds=0.5), real_now)


@pytest.fixture
def walker() -> Iterator[Walker]:
    with Walker() as opened:
        yield opened


LogIn = Callable[..., KakaoIdentity]


@pytest.fixture
def log_in(walker) -> LogIn:
    """Walk the whole round with this client and return who came back."""

    def whole_round(client: Kakao, person: str = "sori", fault: str = "") -> KakaoIdentity:
        url = client.authorize_url(
            state="s-1", nonce=NONCE, verifier=VERIFIER, prompt="select_account"
        )
        told = walker.log_in(url, person, fault)
        assert told["state"] == "s-1"
        return client.identify(code=told["code"], nonce=NONCE, verifier=VERIFIER)

    return whole_round


@pytest.fixture
def every_log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Everything any library says, down to DEBUG."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="urllib3")  # another test may have quietened it
    return caplog
