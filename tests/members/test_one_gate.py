"""One person at a time at the gate of a browser, under a name nobody knew before they came."""

from urllib.parse import urlsplit
from uuid import UUID

from tests.kakao.standin_server import Walker
from tests.rooms import rows
from tests.world import GROWN, ORIGIN, Browser, World
from webapp.standin.people import PEOPLE as EVERYBODY
from webapp.web.session import COOKIE, token_hash

PEOPLE = {person.key: person for person in EVERYBODY}


def _value(browser: Browser) -> str:
    found = browser.get_cookie(COOKIE, domain=urlsplit(ORIGIN).hostname or "")
    return found.value if found else ""


def _hold(browser: Browser, value: str) -> None:
    browser.set_cookie(COOKIE, value, domain=urlsplit(ORIGIN).hostname or "", secure=True)


def _owner(house: World, value: str) -> UUID | None:
    found = house.services.members.session(token_hash(value[2:]), house.clock())
    return found.member_id if found else None


def test_a_browser_gets_a_new_name_when_somebody_arrives(house: World):
    browser = house.browser()
    away = browser.post("/auth/kakao")
    before = _value(browser)
    assert house.come_back(browser, away, "garam").headers["Location"] == "/join"
    assert _value(browser) != before
    knows = house.browser()
    _hold(knows, before)
    assert knows.get("/join").status_code == 410
    assert knows.post("/join", data=GROWN).status_code in (400, 410)


def test_the_second_to_join_in_a_browser_is_not_the_first(house: World):
    browser = house.browser()
    house.log_in(browser, "byeol")
    lost = _value(browser)
    assert browser.fill("/join", **GROWN).status_code == 303
    first = _value(browser)
    _hold(browser, lost)  # the answer was lost: the browser still has the name of the gate
    house.log_in(browser, "rio")
    assert browser.fill("/join", **GROWN).status_code == 303
    assert _value(browser) != first
    owners = [_owner(house, value) for value in (first, _value(browser))]
    assert None not in owners
    assert owners[0] != owners[1]


def test_of_two_people_in_two_tabs_the_one_whose_page_it_is_joins_or_nobody(house: World):
    browser = house.browser()
    house.log_in(browser, "maru")
    page = browser.get("/join").get_data(as_text=True)
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    ticket = page.partition('name="ticket" value="')[2].partition('"')[0]
    house.log_in(browser, "taesan")
    members = len(rows(house.storage, "member"))
    answer = browser.post("/join", data=GROWN | {"csrf_token": token, "ticket": ticket})
    assert answer.status_code == 400
    assert len(rows(house.storage, "member")) == members
    house.worker().tick()
    assert house.standin.state.linked(PEOPLE["maru"]) is None


def test_two_tabs_under_way_both_come_back(house: World):
    browser = house.browser()
    first, second = browser.post("/auth/kakao"), browser.post("/auth/kakao")
    assert house.come_back(browser, first, "onyu").headers["Location"] == "/join"
    assert house.come_back(browser, second, "onyu").headers["Location"] == "/join"
    assert browser.get("/join").status_code == 200


def test_a_joined_gate_answers_a_repeat_and_only_for_a_moment(house: World):
    browser = house.browser()
    away = browser.post("/auth/kakao")
    callback = f"{ORIGIN}/auth/kakao/callback"
    with Walker(callback) as walker:
        told = walker.log_in(away.headers["Location"], "bom")
    browser.get("/auth/kakao/callback", query_string=told)
    name = _value(browser)
    page = browser.get("/join").get_data(as_text=True)
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    ticket = page.partition('name="ticket" value="')[2].partition('"')[0]
    form = GROWN | {"csrf_token": token, "ticket": ticket}
    assert browser.post("/join", data=form).status_code == 303
    joined = _value(browser)
    again = house.browser()
    _hold(again, name)
    assert again.post("/join", data=form).status_code == 303
    assert _value(again) == joined
    house.clock.forward(minutes=3)
    late = house.browser()
    _hold(late, name)
    assert late.post("/join", data=form).status_code == 410
