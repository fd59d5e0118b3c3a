"""The states of home and My page for somebody who was away for long."""

from playwright.sync_api import Page

from tests.browser.hand import COOKIE
from tests.browser.house import House
from tests.browser.state import State
from tests.members.returned import came_back


def come_back(page: Page, house: House) -> None:
    [cookie] = [each for each in page.context.cookies() if each.get("name") == COOKIE]
    came_back(house.settings.database_url, str(cookie.get("value")), house.clock())
    page.reload()


BACK = (
    State("home, back after long", "giver", "/", (come_back,), within="home, asked again"),
    State("My page, back after long", "giver", "/me", (come_back,), within="home, back after long"),
)
