"""A listening party from the first page to the last list: two apply, one agrees to the sponsor."""

import sqlite3
from contextlib import closing
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser import walk
from tests.browser.board import put_up, who
from tests.browser.conftest import Desk
from tests.browser.house import House
from tests.browser.manner import ENGLISH, MOSTLY_PLAIN, Manner
from tests.events.samples import listening
from webapp import wiring
from webapp.consent.decision import MemberId
from webapp.events.shapes import EventFile
from webapp.events.sheet import Sheet
from webapp.members.staff import Clerk

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HERS = {1: "010-1234-5678", 2: "땅콩", 3: "소리"}
HIS = {1: "010-8765-4321", 3: "=가람"}
CLERK = Clerk(uuid4(), "test")
in_english = pytest.param(ENGLISH, id="english", marks=pytest.mark.slow)


def give(page: Page, value: str | None = None) -> None:
    """Agree to a question, or to handing on where nothing is written."""
    if value is not None:
        page.fill("main [name=value]", value)
    assert not page.locator("main input[name=agree]").is_checked()
    page.check("main input[name=agree]")
    walk.act(page, "agree").click()


def begin(page: Page, house: House, file: EventFile, manner: Manner) -> None:
    """Come from the list to the first question."""
    page.goto(f"{house.address}/events")
    page.locator(f"main a[href='/events/{file.slug}']").first.click()
    page.locator(f"main a[href='/events/{file.slug}/apply']").click()
    manner.arrives(page, f"**/events/{file.slug}/apply/1")


def send(page: Page, file: EventFile, manner: Manner) -> None:
    manner.arrives(page, f"**/events/{file.slug}/apply/check")
    page.locator(f"main form[action='/events/{file.slug}/apply/send'] button").click()
    manner.arrives(page, f"**/events/{file.slug}/apply/done")
    manner.says(page, "신청했어요.")
    page.locator(f"main a[href='/me/events/{file.slug}']").click()
    manner.arrives(page, f"**/me/events/{file.slug}")


def transferred(house: House, file: EventFile) -> Sheet:
    """Hand on to the sponsor, as an organiser does at a terminal."""
    hand = wiring.build_handing_over(house.settings, now=house.clock)
    return hand.transfer(file.slug, "monorecord", CLERK, "drawing a record")


def told_to_delete(house: House, file: EventFile) -> list[str]:
    hand = wiring.build_handing_over(house.settings, now=house.clock)
    sheet = hand.notices(file.slug, "monorecord", CLERK, "they withdrew")
    return [row.facts["reference"] for row in sheet.rows]


def left_of(house: House, member_id: MemberId, file: EventFile) -> int:
    """Count every row of a person about an event, but for the decisions."""
    counted = (
        "SELECT count(*) FROM event_entry WHERE member_id = :who AND event_id = :event",
        "SELECT count(*) FROM event_transfer WHERE member_id = :who AND event_id = :event",
        "SELECT count(*) FROM field_value WHERE member_id = :who AND scope = :scope",
        "SELECT count(*) FROM value_key WHERE member_id = :who AND scope = :scope",
    )
    known = {"who": member_id.hex, "event": file.event_id, "scope": file.scope}
    with closing(sqlite3.connect(house.file)) as rows:
        return sum(int(rows.execute(statement, known).fetchone()[0]) for statement in counted)


def she_applies(desk: Desk, house: House, file: EventFile, manner: Manner) -> Page:
    """Begin before signing in, pass the gate as somebody new, and agree to everything."""
    person, page = house.stranger(), manner.page(desk)
    begin(page, house, file, manner)
    give(page, HERS[1])
    manner.arrives(page, "**/login?*")
    walk.go_to_kakao(page)
    walk.be(page, person)
    manner.arrives(page, "**/join?next=*")
    walk.join(page)
    manner.arrives(page, f"**/events/{file.slug}/apply/1")
    assert page.input_value("main [name=value]") == HERS[1]
    give(page)
    for number in (2, 3, 4):
        manner.arrives(page, f"**/events/{file.slug}/apply/{number}")
        give(page, HERS.get(number))
    send(page, file, manner)
    for value in HERS.values():
        expect(page.locator("main")).to_contain_text(value)
    return page


def he_applies(desk: Desk, house: House, file: EventFile, manner: Manner) -> Page:
    """Come as a member, skip what can be skipped, and refuse the sponsor."""
    page = manner.page(desk, house.newcomer(manner.lang))
    begin(page, house, file, manner)
    for number in (1, 2, 3, 4):
        manner.arrives(page, f"**/events/{file.slug}/apply/{number}")
        if number in HIS:
            give(page, HIS[number])
        else:
            walk.act(page, "skip").click()
    send(page, file, manner)
    return page


@pytest.mark.parametrize("manner", [*MOSTLY_PLAIN, in_english])
def test_two_people_apply_and_each_keeps_the_last_word(
    desk: Desk, house: House, manner: Manner
) -> None:
    file = put_up(house, listening())
    hers, his = she_applies(desk, house, file, manner), he_applies(desk, house, file, manner)
    first = transferred(house, file)
    assert [dict(row.items) for row in first.rows] == [{"name": HERS[3]}]
    assert told_to_delete(house, file) == []

    hers.reload()
    hers.locator("main button[name=notice][value=to_monorecord]").click()
    manner.arrives(hers, f"**/me/events/{file.slug}?done=not_handed_any_more")
    assert transferred(house, file).rows == ()
    assert told_to_delete(house, file) == [first.rows[0].facts["reference"]]
    assert told_to_delete(house, file) == []

    him = who(his, house)
    assert left_of(house, him, file) == 5  # the application, two answers, their keys
    his.locator(f"main form[action='/me/events/{file.slug}/cancel'] button").click()
    manner.arrives(his, "**/me/events?done=cancelled")
    assert left_of(house, him, file) == 0
    expect(his.locator("main")).not_to_contain_text(HIS[1])
    his.goto(f"{house.address}/me/consents")
    expect(his.locator("main input[name=scope]")).to_have_count(0)
