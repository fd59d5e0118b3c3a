"""The whole house for a test: real database, real keys, the stand-in over HTTP, a clock in hand."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.kakao.standin_server import (
    ADMIN_KEY,
    CLIENT_SECRET,
    REST_API_KEY,
    Walker,
    standin_server,
)
from tests.photos.pictures import Upload, jpeg
from webapp import wiring
from webapp.app import create_app
from webapp.keys.keyring import create_keyring
from webapp.settings import Settings
from webapp.standin.serving import RunningStandin
from webapp.storage.transaction import Storage
from webapp.web.services import Services
from webapp.worker import Worker

ORIGIN = "https://duett.test"
START = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)  # a Sunday, 19:30 in Korea
MBTI = {"ei": "I", "sn": "N", "tf": "F", "jp": "P"}
ANSWERS: dict[str, dict[str, Any]] = {  # what somebody writes at each question
    "photo": {"value": Upload(jpeg())},
    "mbti": MBTI,
    "music": {"value": ["citypop", "jazz"], "artist": "새소년"},
    "region": {"sido": "11", "sigungu": "11440"},
    "phone": {"value": "010-1234-5678"},
    "gender": {"value": "female"},
    "age": {"value": "1999"},
    "name": {"value": "소리"},
    "email": {"value": "sori@example.com"},
}
_ADDRESSES = count(1)
GROWN = {"year": "1999", "month": "3", "day": "2", "terms": "yes", "act": "join"}


@dataclass
class Clock:
    """The one clock of a world; `forward` moves it."""

    moment: datetime = START

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **amount: float) -> None:
        self.moment += timedelta(**amount)


class Browser(FlaskClient):
    """A browser at the public address that sends what browsers send."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        headers = dict(kwargs.pop("headers", {}))
        headers = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"} | headers
        return super().open(*args, headers=headers, **({"base_url": ORIGIN} | kwargs))

    def fill(self, path: str, **form: Any) -> TestResponse:
        """Open a page, then post its form with its hidden parts and these values."""
        hidden = hidden_inputs(self.get(path).get_data(as_text=True))
        return self.post(path, data=hidden | form)


@dataclass
class World:
    """An application with everything behind it within a test's reach."""

    app: Flask
    settings: Settings
    clock: Clock
    standin: RunningStandin
    storage: Storage
    _workers: list[Worker] = field(default_factory=list)

    @property
    def services(self) -> Services:
        found: Services = self.app.extensions["duett.services"]
        return found

    def browser(self) -> Browser:
        """Return a fresh browser."""
        client = self.app.test_client()
        assert isinstance(client, Browser)
        # An address of its own, so that the limits of one place do not stop a test of another.
        number = next(_ADDRESSES)
        client.environ_base["REMOTE_ADDR"] = f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
        return client

    def worker(self) -> Worker:
        self._workers.append(wiring.build_worker(self.settings, now=self.clock))
        return self._workers[-1]

    def close(self) -> None:
        """Let every connection go."""
        own = self.services.health
        assert isinstance(own, Storage)
        for storage in (own, self.storage):
            storage.dispose()
        for worker in self._workers:
            worker.close()

    def log_in(self, browser: Browser, person: str = "sori", **form: Any) -> TestResponse:
        """Press the Kakao button, walk the stand-in as `person`, and come back."""
        away = browser.post("/auth/kakao", data=form)
        return self.come_back(browser, away, person)

    def come_back(self, browser: Browser, away: TestResponse, person: str) -> TestResponse:
        """Walk from an answer that leads to Kakao back to the callback."""
        callback = f"{ORIGIN}/auth/kakao/callback"
        with Walker(callback) as walker:
            told = walker.log_in(away.headers["Location"], person)
        return browser.get("/auth/kakao/callback", query_string=told)

    def member(self, person: str = "sori") -> Browser:
        """Return the browser of somebody who joined just now (or came back)."""
        browser = self.browser()
        back = self.log_in(browser, person)
        if urlsplit(back.headers["Location"]).path == "/join":
            joined = browser.fill("/join", **GROWN)
            assert joined.status_code == 303, joined.get_data(as_text=True)
        return browser


@contextmanager
def world(database_url: str, folder: Path, **environ: str) -> Iterator[World]:
    """Build a world on a migrated database; `environ` are variables that differ."""
    clock = Clock()
    create_keyring(folder / "keyring.json")
    callback = f"{ORIGIN}/auth/kakao/callback"
    with standin_server(redirect_uris=(callback,), now=clock) as standin:
        settings = Settings.from_env(
            {
                "DUETT_ENV": "development",
                "PUBLIC_URL": ORIGIN,
                "TRUSTED_HOSTS": "duett.test",
                "SECRET_KEY": "a secret for tests only, 32 bytes or more",
                "KEYRING": str(folder / "keyring.json"),
                "DATABASE_URL": database_url,
                "PHOTO_STORE": str(folder / "photos"),
                "KAKAO_REST_API_KEY": REST_API_KEY,
                "KAKAO_CLIENT_SECRET": CLIENT_SECRET,
                "KAKAO_ADMIN_KEY": ADMIN_KEY,
                "KAKAO_AUTH_BASE": standin.origins[0],
                "KAKAO_API_BASE": standin.origins[0],
                "KAKAO_ISSUER": standin.origins[0],
                "WORKERS": "1",
                **environ,
            }
        )
        app = create_app(settings, now=clock)
        app.test_client_class = Browser
        made = World(app, settings, clock, standin, Storage(database_url))
        yield made
        made.close()


def hidden_inputs(page: str) -> dict[str, str]:
    """Return the hidden parts of the form in <main>, as a browser would send them."""
    main = page.partition("<main")[2]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', main)
    return dict(found)
