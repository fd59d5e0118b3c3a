"""What people write is kept, what they agree to is never guessed, and nothing happens twice."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import walk
from tests.browser.conftest import Desk
from tests.browser.house import House

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STEP = "/onboarding/mbti"
QUESTION = f"{STEP}?from=check"  # an answer leads to the check page


def chosen(page: Page) -> dict[str, str]:
    """Return what is chosen on the page, by name."""
    found: dict[str, str] = page.locator("main input:checked").evaluate_all(
        "all => Object.fromEntries(all.map(at => [at.name, at.value]))"
    )
    return found


def test_what_was_chosen_is_kept_after_an_error_and_the_tick_is_not(
    desk: Desk, house: House
) -> None:
    page = desk.page(QUESTION, house.newcomer())
    three, decided = {"ei": "E", "sn": "S", "tf": "F"}, house.answers()
    walk.agree(page, **three)
    assert chosen(page) == three
    walk.choose(page, jp="P")
    walk.act(page, "agree").click()
    assert chosen(page) == {**three, "jp": "P"}
    assert house.answers() == decided
    page.check("input[name=agree]")
    walk.act(page, "agree").click()
    page.wait_for_url("**/onboarding/check")
    expect(page.locator("main")).to_contain_text("ESFP")


def test_what_was_written_at_the_gate_is_kept_and_the_terms_are_not(
    desk: Desk, house: House
) -> None:
    page = desk.page("/join", house.pending())
    walk.join(page, year="1999", month="2", day="30")
    kept = {part: page.input_value(f"input[name={part}]") for part in ("year", "month", "day")}
    assert kept == {"year": "1999", "month": "2", "day": "30"}
    assert chosen(page) == {}


def test_the_birth_date_says_what_it_is(desk: Desk, house: House) -> None:
    """WCAG 1.3.5."""
    page = desk.page("/join", house.pending())
    for part in ("year", "month", "day"):
        assert page.get_attribute(f"input[name={part}]", "autocomplete") == f"bday-{part}"


@pytest.mark.parametrize("script", [True, False], ids=["script", "without-script"])
def test_no_way_of_coming_back_leaves_a_tick(desk: Desk, house: House, *, script: bool) -> None:
    """After reload, back, forward and the other language, nobody has agreed to anything."""
    page = desk.page(QUESTION, house.newcomer(), java_script_enabled=script)
    decided = house.answers()
    page.check("input[name=agree]")
    page.reload()
    assert not page.is_checked("input[name=agree]")
    page.check("input[name=agree]")
    page.goto(f"{house.address}/why")
    page.go_back()
    assert not page.is_checked("input[name=agree]")
    page.check("input[name=agree]")
    page.go_forward()
    page.go_back()
    assert not page.is_checked("input[name=agree]")
    page.check("input[name=agree]")
    page.locator("form[action='/language'] button").click()
    page.wait_for_load_state()
    assert not page.is_checked("input[name=agree]")
    assert house.answers() == decided


def test_the_terms_are_not_ticked_by_coming_back(desk: Desk, house: House) -> None:
    page = desk.page("/join", house.pending())
    page.check("input[name=terms]")
    page.reload()
    assert not page.is_checked("input[name=terms]")
    page.check("input[name=terms]")
    page.goto(f"{house.address}/terms")
    page.go_back()
    assert not page.is_checked("input[name=terms]")


@pytest.fixture
def slow_line(house: House) -> Iterator[None]:
    """A line that a test makes slow, and that is quick again for the next."""
    yield
    house.door.held = 0.0


@pytest.mark.usefixtures("slow_line")
@pytest.mark.parametrize("script", [True, False], ids=["script", "without-script"])
@pytest.mark.parametrize("value", ["agree", pytest.param("skip", marks=pytest.mark.slow)])
def test_pressing_twice_decides_once(desk: Desk, house: House, *, script: bool, value: str) -> None:
    """The script lets one press through; without it, the server knows the second for the same."""
    page = desk.page(QUESTION, house.newcomer(), java_script_enabled=script)
    before, sent = len(house.answers()), house.door.posts
    walk.choose(page)
    page.check("input[name=agree]")
    button = walk.act(page, value).bounding_box()
    assert button
    house.door.held = 0.6
    for _ in range(2):
        page.mouse.click(button["x"] + 9, button["y"] + 9)
        page.wait_for_timeout(250)
    page.wait_for_url("**/onboarding/check")
    assert house.door.posts - sent == (1 if script else 2)
    assert len(house.answers()) == before + 1


def test_going_back_and_sending_again_changes_and_does_not_agree_anew(
    desk: Desk, house: House
) -> None:
    page = desk.page(QUESTION, house.newcomer())
    walk.agree(page)
    page.wait_for_url("**/onboarding/check")
    decided = len(house.answers())
    page.go_back()
    page.wait_for_url(f"**{STEP}*")
    assert chosen(page) == walk.MBTI
    walk.choose(page, ei="E")
    walk.act(page, "agree").click()
    page.wait_for_url("**/onboarding/check")
    expect(page.locator("main")).to_contain_text("ENFP")
    assert len(house.answers()) == decided


def test_of_two_tabs_the_last_one_sent_counts(desk: Desk, house: House) -> None:
    one = desk.page(QUESTION, house.newcomer())
    two = one.context.new_page()
    two.goto(house.address + QUESTION)
    walk.agree(two, **walk.MBTI)
    two.wait_for_url("**/onboarding/check")
    values = house.values()
    walk.act(one, "skip").click()
    one.wait_for_url("**/onboarding/check")
    assert (house.answers()[-1], house.values()) == ("refused", values - 1)
    two.reload()
    expect(two.locator("main")).not_to_contain_text("INFP")


def test_a_change_of_what_another_tab_has_withdrawn_asks_again(desk: Desk, house: House) -> None:
    one = desk.page("/me/edit/mbti", house.giver())
    two = one.context.new_page()
    two.goto(f"{house.address}/me/consents")
    walk.withdraw_button(two).click()
    two.wait_for_url("**/me/consents?done=*")
    walk.choose(one, ei="E")
    with one.expect_response("**/me/edit/mbti") as answered:
        walk.act(one, "agree").click()
    assert answered.value.status == 409
    assert one.get_by_role("status").count() == 1
    assert chosen(one) == {**walk.MBTI, "ei": "E"}  # kept, and not ticked
    assert house.answers()[-1] == "withdrawn"
    one.check("input[name=agree]")
    walk.act(one, "agree").click()
    one.wait_for_url("**/me/edit?done=saved&of=*")


def test_what_is_sent_after_signing_out_leads_to_the_login_and_back(
    desk: Desk, house: House
) -> None:
    person = house.stranger()
    one = desk.page()
    walk.come_in(one, house.address, person)
    walk.join(one)
    one.wait_for_url(f"**{walk.FIRST}")
    one.goto(house.address + QUESTION)
    before = len(house.answers())
    two = one.context.new_page()
    two.goto(f"{house.address}/me/sessions")
    two.locator("main form[action='/logout'] button").click()
    two.wait_for_url("**/?done=signed_out")
    walk.agree(one)
    one.wait_for_url("**/login?next=onboarding.step:mbti*")
    assert len(house.answers()) == before
    walk.go_to_kakao(one)  # which still knows who this is
    one.wait_for_url(f"**{STEP}*")


def test_a_login_in_another_tab_keeps_what_was_chosen(desk: Desk, house: House) -> None:
    """The form token of before fits no longer: the page comes back with the answer, unticked."""
    person = house.stranger()
    one = desk.page()
    walk.come_in(one, house.address, person)
    walk.join(one)
    one.wait_for_url(f"**{walk.FIRST}")
    one.goto(house.address + QUESTION)
    walk.choose(one)
    one.check("input[name=agree]")
    two = one.context.new_page()
    two.goto(f"{house.address}/me/sessions")
    two.locator("main form[action='/logout'] button").click()
    walk.come_in(two, house.address, person)
    two.wait_for_url(f"{house.address}/")
    walk.act(one, "agree").click()
    expect(one.get_by_role("status")).to_be_visible()
    assert chosen(one) == walk.MBTI
    one.check("input[name=agree]")
    walk.act(one, "agree").click()
    one.wait_for_url("**/onboarding/check")


def test_somebody_who_left_in_another_tab_is_told(desk: Desk, house: House) -> None:
    person = house.stranger()
    one = desk.page()
    walk.come_in(one, house.address, person)
    walk.join(one)
    one.wait_for_url(f"**{walk.FIRST}")
    one.goto(house.address + QUESTION)
    two = one.context.new_page()
    two.goto(f"{house.address}/withdraw")
    two.locator("main form button").click()
    two.locator(f"button[name=person][value={person}]").click()
    two.wait_for_url("**/withdraw/done?*")
    values = house.values()
    walk.agree(one)
    one.wait_for_url("**/login?*")
    assert house.values() == values


def test_choosing_and_focusing_change_nothing_by_themselves(desk: Desk, house: House) -> None:
    """WCAG 3.2.1, 3.2.2."""
    page = desk.page(QUESTION, house.newcomer())
    seen: list[str] = []
    page.on("framenavigated", lambda frame: seen.append(frame.url))
    walk.choose(page)
    page.check("input[name=agree]")
    for _ in range(30):
        page.keyboard.press("Tab")
    assert seen == []
    assert walk.path(page) == STEP


def test_moving_away_from_a_button_lets_it_go(desk: Desk, house: House) -> None:
    """WCAG 2.5.2: nothing happens on pressing down alone."""
    page = desk.page(QUESTION, house.newcomer())
    before = len(house.answers())
    found = walk.act(page, "skip").bounding_box()
    assert found
    page.mouse.move(found["x"] + 9, found["y"] + 9)
    page.mouse.down()
    page.mouse.move(5, 5)
    page.mouse.up()
    page.reload()
    assert len(house.answers()) == before
