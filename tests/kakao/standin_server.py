"""A stand-in on free ports for any test, and a browser without a window to walk its pages."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
import requests

from webapp.standin.serving import AppKeys, RunningStandin, run

REST_API_KEY = "0123456789abcdef0123456789abcdef"
CLIENT_SECRET = "invented-client-secret"
ADMIN_KEY = "fedcba9876543210fedcba9876543210"
REDIRECT_URI = "http://localhost:8000/auth/kakao/callback"
MAX_HOPS = 12
TICKED = r'name="item" value="(\w+)" checked'


def real_now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the one clock of these tests


@contextmanager
def standin_server(
    *,
    redirect_uris: tuple[str, ...] = (REDIRECT_URI,),
    now: Callable[[], datetime] = real_now,
    unlink_webhook: str | None = None,
    account_webhook: str | None = None,
) -> Iterator[RunningStandin]:
    """Run a stand-in on two free ports of 127.0.0.1 for the length of a `with`."""
    running = run(
        environment="development",
        keys=AppKeys(REST_API_KEY, CLIENT_SECRET, ADMIN_KEY),
        redirect_uris=redirect_uris,
        now=now,
        port=0,
        accounts_port=0,
        unlink_webhook=unlink_webhook,
        account_webhook=account_webhook,
    )
    try:
        yield running
    finally:
        running.stop()


@dataclass(frozen=True)
class Page:
    """Where the walk stands: a page of the stand-in, or the way out to the app."""

    url: str
    status: int
    text: str


class Walker:
    """Follows redirects and presses buttons by hand, keeping cookies, until the app is reached."""

    def __init__(self, app_address: str = REDIRECT_URI, user_agent: str = "a test") -> None:
        self._app = app_address
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["User-Agent"] = user_agent

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def open(self, url: str) -> Page:
        return self._follow(self._session.get(url, allow_redirects=False, timeout=5))

    def press(self, page: Page, **form: str | list[str]) -> Page:
        """Post the form of the page with these values, and with the boxes ticked beforehand."""
        if form.get("act") == "agree":
            form.setdefault("item", re.findall(TICKED, page.text))
        return self._follow(
            self._session.post(page.url, data=form, allow_redirects=False, timeout=5)
        )

    def log_in(self, url: str, person: str, fault: str = "") -> dict[str, str]:
        """Walk from the authorize address to the app, consenting; return what the app is told."""
        page = self.open(url)
        if "/account/login" in page.url:
            page = self.press(page, person=person, fault=fault)
        if "/account/consent" in page.url:
            page = self.press(page, act="agree")
        return self.told(page)

    def told(self, page: Page) -> dict[str, str]:
        assert page.url.startswith(self._app), f"the walk ended at {page.url}: {page.text[:200]}"
        return dict(parse_qsl(urlsplit(page.url).query))

    def _follow(self, answer: requests.Response) -> Page:
        for _ in range(MAX_HOPS):
            if not answer.is_redirect:
                return Page(answer.url, answer.status_code, answer.text)
            url = urljoin(answer.url, answer.headers["Location"])
            if url.startswith(self._app):
                return Page(url, answer.status_code, "")
            answer = self._session.get(url, allow_redirects=False, timeout=5)
        pytest.fail("the redirects went in circles")
