"""What waits of an answer saved signed out: whom it follows, and with whom and what it goes."""

from urllib.parse import urlsplit

import pytest

from tests.events.applicant import Fair, words
from tests.events.signed_out import NUMBER, PARKED, come_in, forget_all, parked, save
from tests.faults.statements import listed, statements
from tests.promises import pages
from tests.world import GROWN, START, Browser, World
from webapp.web.session import COOKIE


@pytest.fixture(autouse=True)
def _nothing_waits(house: World) -> None:
    forget_all(house)


@pytest.fixture
def garam(house: World, party: Fair) -> Browser:
    """A member who saved an answer signed out, and came in to it."""
    house.member("garam")
    browser = house.browser()
    assert come_in(party, browser, "garam") == f"{party.apply}/1"
    assert parked(house) == 1
    return browser


def name_of(browser: Browser) -> str:
    cookie = browser.get_cookie(COOKIE, "duett.test")
    assert cookie is not None
    return str(cookie.value)


def test_it_follows_a_login_that_leads_elsewhere(house: World, party: Fair):
    house.member("garam")
    browser = house.browser()
    save(party, browser)
    assert house.log_in(browser, "garam").headers["Location"] == "/"
    page = browser.get(f"{party.apply}/1").get_data(as_text=True)
    assert PARKED in words(page)
    assert f'value="{NUMBER}"' in page
    assert " checked" not in page


def test_it_follows_somebody_new_who_came_in_by_the_front_page(house: World, party: Fair):
    browser = house.browser()
    save(party, browser)
    assert house.log_in(browser, "rio").headers["Location"] == "/join"
    assert browser.fill("/join", **GROWN).headers["Location"].startswith("/onboarding/")
    assert f'value="{NUMBER}"' in browser.get(f"{party.apply}/1").get_data(as_text=True)


@pytest.mark.parametrize(
    "how", [{"act": "stop"}, GROWN | {"year": "2020"}], ids=["stops", "too young"]
)
def test_at_the_gate_it_goes_with_whoever_came_by_the_front_page(house: World, party: Fair, how):
    browser = house.browser()
    save(party, browser)
    assert house.log_in(browser, "dain").headers["Location"] == "/join"
    assert parked(house) == 1
    browser.fill("/join", **how)
    assert parked(house) == 0


def test_it_goes_with_whoever_gives_up_at_kakao(house: World, party: Fair):
    browser = house.browser()
    save(party, browser)
    away = browser.post("/auth/kakao").headers["Location"]
    state = urlsplit(away).query.partition("state=")[2].partition("&")[0]
    back = browser.get(f"/auth/kakao/callback?error=access_denied&state={state}")
    assert back.headers["Location"] == "/login?done=cancelled"
    assert parked(house) == 0


def test_only_a_login_of_the_last_half_hour_is_asked_for_one(house: World, party: Fair):
    someone = party.applicant("garam").browser
    someone.get(f"{party.apply}/1")
    counts = []
    for minutes in (0, 31):
        house.clock.forward(minutes=minutes)
        with statements(house) as sent:
            assert someone.get(f"{party.apply}/1").status_code == 200
        counts.append("event_parked" in listed(sent))
    house.clock.moment = START
    assert counts == [True, False]


def test_signing_out_leaves_nothing_that_waits(house: World, party: Fair, garam: Browser):
    assert garam.fill("/me/sessions", act="others").status_code == 303
    assert parked(house) == 1, "this session has not ended"
    token = garam.get(f"{party.apply}/1").get_data(as_text=True)
    csrf = token.partition('name="csrf_token" value="')[2].partition('"')[0]
    assert garam.post("/logout", data={"csrf_token": csrf}).status_code == 303
    assert parked(house) == 0


def test_ending_a_session_from_another_browser_ends_what_waits_in_it(house: World, garam: Browser):
    other = house.member("garam")
    assert other.fill("/me/sessions", act="others").status_code == 303
    assert parked(house) == 0
    assert garam.get("/me").status_code == 303


def test_leaving_deletes_what_waits(house: World, party: Fair):
    browser = house.browser()
    assert come_in(party, browser, "taesan").startswith("/join?next=")
    browser.fill("/join", **GROWN)
    assert parked(house) == 1
    away = browser.fill("/withdraw")
    assert "/withdraw/done" in house.come_back(browser, away, "taesan").headers["Location"]
    assert parked(house) == 0


def test_a_page_of_the_gate_in_another_tab_can_still_be_sent(house: World, party: Fair):
    browser = house.browser()
    assert house.log_in(browser, "byeol").headers["Location"] == "/join"
    old = pages.get(browser, "/join")
    before = name_of(browser)
    save(party, browser)
    assert name_of(browser) != before, "somebody may know the name before (V7.2.4)"
    shown = browser.post("/join", data=pages.hidden_of(pages.one(old, "main form")) | GROWN)
    assert shown.status_code == 400
    again = pages.soup(shown.get_data(as_text=True))
    form = pages.hidden_of(pages.one(again, "main form")) | GROWN
    assert browser.post("/join", data=form).status_code == 303
    assert f'value="{NUMBER}"' in browser.get(f"{party.apply}/1").get_data(as_text=True)


def test_a_login_under_way_in_another_tab_still_comes_back(house: World, party: Fair):
    house.member("garam")
    browser = house.browser()
    first, second = browser.post("/auth/kakao"), browser.post("/auth/kakao")
    save(party, browser)
    save(party, browser)
    assert house.come_back(browser, first, "garam").headers["Location"] == "/"
    assert f'value="{NUMBER}"' in browser.get(f"{party.apply}/1").get_data(as_text=True)
    assert house.come_back(browser, second, "garam").headers["Location"] == "/"


def test_who_knew_the_name_before_has_nothing_under_way_either(house: World, party: Fair):
    browser, knows = house.browser(), house.browser()
    assert house.log_in(browser, "onyu").headers["Location"] == "/join"
    away = browser.post("/auth/kakao")
    knows.set_cookie(COOKIE, name_of(browser), domain="duett.test", secure=True)
    assert knows.get("/join").status_code == 200
    save(party, browser)
    assert knows.get("/join").status_code == 410
    assert house.come_back(knows, away, "onyu").status_code == 400
    assert browser.get("/join").status_code == 200
