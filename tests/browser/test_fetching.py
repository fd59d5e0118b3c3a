"""Fetching from Kakao with a real browser: across both origins and back, in three manners."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser import walk
from tests.browser.conftest import Desk
from tests.browser.house import House

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CARD = "/onboarding/phone/kakao"
NUMBER = "010-0000-1002"
AT_KAKAO = "http://127.0.0.1:*/**"
"""The stand-in is another site than the house, so its pages are another process of the browser."""


@dataclass(frozen=True)
class Manner:
    lang: str
    script: bool


KOREAN = pytest.param(Manner("ko", script=True), id="korean")
OTHERS = (
    pytest.param(Manner("ko", script=False), id="korean-without-script"),
    pytest.param(Manner("en", script=True), id="english", marks=pytest.mark.slow),
)


@dataclass
class Sender:
    """Somebody with everything at Kakao, in front of a browser."""

    page: Page
    house: House
    lang: str

    def says(self, korean: str) -> None:
        expect(self.page.locator("main")).to_contain_text(walk.words(korean, self.lang))

    def set_out(self, path: str = CARD) -> None:
        """Go to the card by the link of the question, agree, and be garam at Kakao."""
        self.page.goto(self.house.address + path.removesuffix("/kakao"))
        self.page.locator(f"main a[href^='{path}']").click()
        self.page.check("input[name=agree]")
        with self.page.expect_navigation(url=AT_KAKAO):
            walk.act(self.page, "agree").click()
        if "/account/login" in self.page.url:
            with self.page.expect_navigation():
                self.page.locator("button[name=person][value=garam]").click()


@pytest.fixture
def send(desk: Desk, house: House):
    def make(manner: Manner) -> Sender:
        cookie = house.grown("garam", manner.lang)
        page = desk.page("", cookie, lang=manner.lang, java_script_enabled=manner.script)
        return Sender(page, house, manner.lang)

    return make


@pytest.mark.parametrize("manner", [KOREAN, *OTHERS])
def test_a_number_comes_and_is_changed_and_is_erased(send, manner: Manner) -> None:
    one = send(manner)
    one.set_out()
    one.page.locator("button[name=act][value=agree]").click()
    one.page.wait_for_url(f"**{CARD}?done=fetched")
    one.says("카카오에서 가져왔어요")
    expect(one.page.locator("main")).to_contain_text(NUMBER)
    one.page.get_by_role("link", name=walk.words("고치기", one.lang)).click()
    one.page.wait_for_url("**/onboarding/phone")
    expect(one.page.locator("input[name=value]")).to_have_value(NUMBER)
    one.page.goto(f"{one.house.address}{CARD}?done=fetched")
    walk.act(one.page, "erase").click()
    one.page.wait_for_url("**/onboarding/phone?done=erased")
    erased = walk.words("%(item)s를 지웠어요. 이제 어디에도 쓰지 않아요.", one.lang)
    expect(one.page.locator("main")).to_contain_text(
        erased % {"item": walk.words("전화번호", one.lang)}
    )
    expect(one.page.locator("input[name=value]")).to_have_value("")


@pytest.mark.parametrize("manner", [KOREAN])
def test_stopping_at_kakao_and_going_back_lead_to_the_question(send, manner: Manner) -> None:
    one = send(manner)
    one.set_out()
    one.page.locator("button[name=act][value=cancel]").click()
    one.page.wait_for_url("**/onboarding/phone?done=fetch_cancelled")
    one.says("카카오에서 가져오기를 그만뒀어요. 달라진 것은 없어요.")
    expect(one.page.locator("input[name=agree]")).not_to_be_checked()
    one.set_out()
    one.page.go_back()
    while "/kakao" not in walk.path(one.page) or one.house.address not in one.page.url:
        one.page.go_back()
    expect(one.page.locator("main h1")).to_contain_text("카카오에 등록한 전화번호를 가져올까요?")
    one.page.locator("main .back a").click()
    one.page.wait_for_url("**/onboarding/phone")


@pytest.mark.parametrize("manner", [pytest.param(*KOREAN.values, marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    "path, shown",
    [
        ("/onboarding/gender/kakao", "남성"),
        ("/onboarding/age/kakao", "1991년생"),
        ("/me/edit/name/kakao", "가람"),
        ("/me/edit/email/kakao", "garam@example.com"),
    ],
)
def test_every_field_comes(send, manner: Manner, path: str, shown: str) -> None:
    one = send(manner)
    one.set_out(path)
    one.page.locator("button[name=act][value=agree]").click()
    one.page.wait_for_url(f"**{path}?done=fetched")
    expect(one.page.locator("main")).to_contain_text(shown)
