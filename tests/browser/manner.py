"""The manners a journey is walked in: a language, with JavaScript or without."""

from dataclasses import dataclass
from fnmatch import fnmatch

import pytest
from playwright.sync_api import Page, expect

from tests.browser import walk
from tests.browser.conftest import Desk


@dataclass(frozen=True)
class Manner:
    """How somebody reads Duett."""

    lang: str
    script: bool

    def page(self, desk: Desk, cookie: str = "", path: str = "") -> Page:
        return desk.page(path, cookie, lang=self.lang, java_script_enabled=self.script)

    def says(self, page: Page, korean: str) -> None:
        expect(page.locator("main h1")).to_contain_text(self.words(korean))
        self.arrives(page)

    def arrives(self, page: Page, at: str = "**") -> None:
        """Wait for an address, and look which language the page there speaks.

        A fragment does not count: without JavaScript, browsers carry it along from form to form.
        """
        page.wait_for_url(lambda url: fnmatch(url.partition("#")[0], at))
        assert page.locator("html").get_attribute("lang") == self.lang

    def words(self, korean: str) -> str:
        return walk.words(korean, self.lang)


KOREAN = Manner("ko", script=True)
PLAIN = Manner("ko", script=False)
ENGLISH = Manner("en", script=True)
BOTH = (
    pytest.param(KOREAN, id="korean"),
    pytest.param(PLAIN, id="korean-without-script"),
)
MANNERS = (*BOTH, pytest.param(ENGLISH, id="english", marks=pytest.mark.slow))
MOSTLY_PLAIN = (  # the quick suite walks without the script: what it does, others look at
    pytest.param(KOREAN, id="korean", marks=pytest.mark.slow),
    pytest.param(PLAIN, id="korean-without-script"),
)
