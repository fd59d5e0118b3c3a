"""One house and one browser for each module; every page is watched for complaints."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    ViewportSize,
    sync_playwright,
)

from tests.browser.hand import COOKIE
from tests.browser.house import House, open_house
from webapp.cli.browser import find_browser

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE: ViewportSize = {"width": 360, "height": 740}
REFUSED = "Failed to load resource: the server responded with a status of 4"
PATIENCE_MS = 6000


@pytest.fixture(scope="module")
def house(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    file = folder / "duett.sqlite3"
    shutil.copy(migrated_sqlite, file)
    with open_house(file, folder) as made:
        yield made


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A real browser. A module has its own: two of them cannot be driven from one thread."""
    found = os.environ.get("DUETT_CHROMIUM") or find_browser()
    assert found, "no Chromium: ./duett test brings one"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def whole_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a press end when the page it led to is there.

    Playwright's ends when that page has begun: what is read without waiting (a count, an address,
    what is checked) could then be read of half a page.
    """
    click = Locator.click

    def press(self: Locator, **how: Any) -> None:
        click(self, **how)
        if not self.page.is_closed():
            self.page.wait_for_load_state()

    monkeypatch.setattr(Locator, "click", press)


@dataclass
class Desk:
    """Opens browsers for a test, and remembers what their pages complained about."""

    chromium: Browser
    house: House
    contexts: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def context(self, cookie: str = "", *, lang: str = "ko", **options: Any) -> BrowserContext:
        """Return a browser of its own; `cookie` makes it somebody's."""
        locale = {"ko": "ko-KR", "en": "en-GB"}[lang]
        wanted = {"locale": locale, "viewport": PHONE} | options
        context = self.chromium.new_context(**wanted)
        context.set_default_timeout(PATIENCE_MS)
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("request", lambda request: self._asked(request.url))
        if cookie:
            here = {"domain": "localhost", "path": "/", "secure": True, "httpOnly": True}
            own = {"name": COOKIE, "value": cookie, "sameSite": "Lax", **here}
            context.add_cookies([own])  # type: ignore[list-item]
        self.contexts.append(context)
        return context

    def page(self, path: str = "", cookie: str = "", **options: Any) -> Page:
        """Return a page in a browser of its own, opened at `path` when there is one."""
        page = self.context(cookie, **options).new_page()
        if path:
            page.goto(self.house.address + path)
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        self.contexts.clear()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"}:
            return
        expected = message.text.startswith(REFUSED) and self._is_a_page(message)
        if not expected:
            self.complaints.append(f"{message.location.get('url')}: {message.text}")

    def _is_a_page(self, message: ConsoleMessage) -> bool:
        url = message.location.get("url", "")
        return url.startswith(self.house.address) and "/static/" not in url

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}" not in self.house.origins:
            self.complaints.append(f"a request went to {url}")


@pytest.fixture
def desk(chromium: Browser, house: House) -> Iterator[Desk]:
    """A desk whose pages must have nothing to complain about: console, policy, other sites."""
    desk = Desk(chromium, house)
    yield desk
    desk.close()
    assert desk.complaints == []


@pytest.fixture
def visit(desk: Desk) -> Callable[..., Page]:
    return desk.page
