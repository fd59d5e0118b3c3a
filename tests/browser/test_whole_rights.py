"""My page in a real browser: changing, correcting, carrying away, showing, signing out."""

import json
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import walk
from tests.browser.answers import SHOWN, give
from tests.browser.conftest import Desk
from tests.browser.house import House
from tests.browser.manner import ENGLISH, MOSTLY_PLAIN, Manner

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FROM_KAKAO = {
    "photo": "",
    "phone": "010-0000-1002",
    "gender": "남성",
    "age": "1991",
    "name": "가람",
    "email": "garam@example.com",
}
in_english = pytest.param(ENGLISH, id="english", marks=pytest.mark.slow)
in_both = pytest.mark.parametrize("manner", MOSTLY_PLAIN)


def shows(page: Page, *fields: str) -> None:
    """Look that the page shows these answers, a photo as a picture."""
    for field in fields:
        if field == "photo":
            expect(page.locator("main img[src^='/me/photo/']").first).to_be_visible()
        else:
            expect(page.locator("main")).to_contain_text(SHOWN[field])


def hides(page: Page, *fields: str) -> None:
    for field in fields:
        if field == "photo":
            expect(page.locator("main img[src^='/me/photo/']")).to_have_count(0)
        else:
            expect(page.locator("main")).not_to_contain_text(SHOWN[field])


@in_both
def test_an_answer_is_changed_erased_and_its_consent_withdrawn(
    desk: Desk, house: House, manner: Manner
) -> None:
    page = manner.page(desk, house.giver_of_all(manner.lang), "/me/edit/age")
    page.fill("input[name=value]", "1988")
    walk.act(page, "agree").click()
    manner.arrives(page, "**/me/edit?done=saved&of=*")
    expect(page.locator("main")).to_contain_text("1988")
    values = house.values()
    page.goto(f"{house.address}/me/edit/phone")
    walk.withdraw_button(page, "phone").click()
    manner.arrives(page, "**/me/consents?done=erased&of=*")
    walk.withdraw_button(page, "region").click()
    manner.arrives(page, "**/me/consents?done=erased&of=*")
    assert house.values() == values - 2
    page.goto(f"{house.address}/me")
    hides(page, "phone", "region")
    shows(page, "mbti", "music")


@in_both
def test_a_correction_is_asked_for_and_taken_back(desk: Desk, house: House, manner: Manner) -> None:
    page = manner.page(desk, house.giver_of_all(manner.lang), "/me/edit/phone")
    page.locator("main a[href='/me/correction?field=phone']").click()
    page.fill("[name=said]", "번호 끝자리가 달라요.")
    walk.act(page, "ask").click()
    manner.arrives(page, "**/me/correction?done=correcting")
    expect(page.locator("main .said")).to_have_text("번호 끝자리가 달라요.")
    page.goto(f"{house.address}/me")
    held = manner.words("정정 요청으로 쓰지 않는 중이에요")
    expect(page.locator("main")).to_contain_text(held)
    page.goto(f"{house.address}/me/correction")
    page.locator("main form:has(input[value=take_back]) button").click()
    manner.arrives(page, "**/me/correction?done=taken_back")
    page.goto(f"{house.address}/me")
    expect(page.locator("main")).not_to_contain_text(held)


@in_both
def test_a_copy_is_carried_away_after_kakao(
    desk: Desk, house: House, manner: Manner, tmp_path: Path
) -> None:
    cookie, person = house.known(manner.lang)
    page = manner.page(desk, cookie, "/onboarding/mbti")
    give(page, "mbti")
    page.goto(f"{house.address}/me/edit/email")
    give(page, "email")
    page.goto(f"{house.address}/me/export")
    assert page.locator("main form[action='/me/export/file']").count() == 0
    page.locator("main form[action='/me/export'] button").click()
    walk.be(page, person)
    manner.arrives(page, "**/me/export?*")
    shows(page, "mbti", "email")
    for form, name in (("json", "copy.json"), ("page", "copy.zip")):
        with page.expect_download() as coming:
            page.locator(f"main button[name=form][value={form}]").click()
        coming.value.save_as(tmp_path / name)
    copy = json.loads((tmp_path / "copy.json").read_text("utf-8"))
    assert {kept["field"]: kept["value"] for kept in copy["values"]} == {
        "mbti": SHOWN["mbti"],
        "email": SHOWN["email"],
    }
    with zipfile.ZipFile(tmp_path / "copy.zip") as packed:
        assert SHOWN["email"] in packed.read("index.html").decode()


@in_both
def test_who_may_see_an_answer_is_chosen_and_taken_back(
    desk: Desk, house: House, manner: Manner
) -> None:
    page = manner.page(desk, house.giver_of_all(manner.lang), "/me/edit/mbti")
    alone, other = (page.locator("fieldset.audience > label").nth(place) for place in range(2))
    chosen, alone_words = other.inner_text(), alone.inner_text()
    other.click()
    walk.act(page, "show").click()
    manner.arrives(page, "**/me/edit/mbti?done=shown")
    row = page.locator("main li.row").filter(has_text="MBTI").first
    page.goto(f"{house.address}/me")
    expect(row).to_contain_text(chosen)
    page.goto(f"{house.address}/me/consents")
    assert walk.withdraw_button(page, "show_mbti_matched").is_visible()
    page.goto(f"{house.address}/me/edit/mbti")
    alone.click()
    walk.act(page, "hide").click()
    manner.arrives(page, "**/me/edit/mbti?done=shown")
    page.goto(f"{house.address}/me")
    expect(row).to_contain_text(alone_words)
    expect(row).not_to_contain_text(chosen)


@in_both
def test_other_browsers_are_signed_out(desk: Desk, house: House, manner: Manner) -> None:
    one, two = house.both_browsers(manner.lang)
    page = manner.page(desk, one, "/me/sessions")
    page.locator("main button[name=act][value=others]").click()
    manner.arrives(page, "**/me/sessions?done=others_ended")
    assert page.locator("main button[name=act][value=others]").count() == 0
    other = manner.page(desk, two, "/me")
    manner.arrives(other, "**/login?next=*")
    page.goto(f"{house.address}/me")
    assert walk.path(page) == "/me"
