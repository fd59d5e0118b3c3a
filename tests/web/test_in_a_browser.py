"""What only a real browser can show: that it keeps our cookie and accepts our policy."""

import os
import shutil
import socket
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from tests.web.world import TOKEN, make_world

pytestmark = pytest.mark.browser
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PRESS = """([address, fields]) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement("input");
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server at http://localhost: no https, as on a developer's machine."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    world = make_world(public_url=f"http://localhost:{port}", trusted_hosts=("localhost",))
    server = make_server("127.0.0.1", port, world.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield world.site.public_url
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page() -> Iterator[Page]:
    found = os.environ.get("DUETT_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser.new_page(locale="ko-KR")
        browser.close()


def press(page: Page, address: str, **fields: str) -> str:
    with page.expect_navigation():
        page.evaluate(PRESS, [address, fields])
    return page.inner_text("body")


def test_the_host_cookie_lives_on_localhost(page: Page, address: str) -> None:
    page.goto(f"{address}/form")
    assert page.context.cookies() == []
    pressed = press(page, f"{address}/press")
    (cookie,) = page.context.cookies()
    assert cookie["name"] == "__Host-duett"
    assert cookie["value"].startswith("b.")
    assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (True, True, "Lax")
    page.goto(f"{address}/browser")
    assert page.inner_text("body") == pressed
    page.goto(f"{address}/form")
    press(page, f"{address}/enter", token=TOKEN)
    assert [cookie["value"] for cookie in page.context.cookies()] == [f"m.{TOKEN}"]
    page.goto(f"{address}/form")
    press(page, f"{address}/leave")
    assert page.context.cookies() == []


def test_another_site_cannot_press_our_button(page: Page, address: str) -> None:
    page.goto("about:blank")
    assert "요청이 온 곳" in press(page, f"{address}/press")
    assert page.context.cookies() == []


def test_our_pages_obey_our_own_policy(page: Page, address: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda failed: complaints.append(failed.url))
    for path in ("/form", "/nowhere"):
        page.goto(f"{address}{path}", wait_until="networkidle")
    assert [text for text in complaints if "404 (NOT FOUND)" not in text] == []
    assert page.evaluate("document.styleSheets[0].cssRules.length") > 5  # the stylesheet came


def test_the_language_button_works_without_a_session(page: Page, address: str) -> None:
    page.goto(f"{address}/form")
    page.get_by_role("button", name="English").click()
    page.wait_for_url(f"{address}/form")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert [cookie["name"] for cookie in page.context.cookies()] == ["lang"]
