"""Coming back after long: told once that everything stayed, or until put away what went."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.faults.statements import statements
from tests.members.silence import MONTH, YEAR
from tests.promises.acts import Person, join, sweep
from tests.world import MBTI, START, Browser, World, hidden_inputs
from webapp.storage.tables import destruction

DAY = timedelta(days=1)
STAYED = "적어 두신 정보는 그대로예요"
WENT = "기간이 다 되어 지운 정보예요"


@pytest.fixture
def returner(house: World) -> Person:
    """Somebody who gave something at START and went away."""
    house.clock.moment = START
    person = join(house)
    person.agree()
    return person


def back(house: World, person: Person, after: timedelta, *, sweeps: bool = False) -> Browser:
    """Come back that long after START, through the login."""
    house.clock.moment = START + after
    if sweeps:
        sweep(house)
    return join(house, person.kakao_id).browser()


def home(browser: Browser) -> str:
    return browser.get("/").get_data(as_text=True)


def mine(browser: Browser) -> str:
    return browser.get("/me").get_data(as_text=True)


@pytest.mark.parametrize("days", [336, 350, 364])
def test_back_in_the_last_thirty_days_everything_stayed_and_that_is_said(house, returner, days):
    browser = back(house, returner, timedelta(days=days), sweeps=True)
    for page in (home(browser), mine(browser), home(browser)):
        assert STAYED in page
        assert "2027년 11월 22일\u2060(월)" in page
        assert WENT not in page


@pytest.mark.parametrize("days", [0, 30, 200, 334])
def test_back_earlier_there_is_nothing_to_say(house: World, returner: Person, days: int):
    browser = back(house, returner, timedelta(days=days), sweeps=True)
    assert STAYED not in home(browser) + mine(browser)
    assert WENT not in home(browser) + mine(browser)


def test_it_is_said_on_that_day_and_where_they_came_back(house: World, returner: Person):
    browser = back(house, returner, YEAR - 3 * DAY)
    other = back(house, returner, YEAR - 3 * DAY + timedelta(hours=1))
    assert STAYED in home(browser)
    assert STAYED not in home(other)
    house.clock.moment += timedelta(hours=5)  # past midnight in Korea
    assert STAYED not in home(browser)


def test_somebody_with_nothing_to_lose_is_not_told_that_it_stayed(house: World, returner: Person):
    returner.withdraw()
    assert STAYED not in home(back(house, returner, YEAR - 3 * DAY))


@pytest.mark.parametrize("sweeps", [True, False], ids=["swept", "before the sweep came by"])
def test_what_was_deleted_is_listed_until_it_is_put_away(house: World, returner: Person, sweeps):
    browser = back(house, returner, YEAR + 3 * DAY, sweeps=sweeps)
    for page in (home(browser), mine(browser)):
        assert WENT in page
        assert "<strong>MBTI</strong>" in page
        assert "2027년 11월 25일\u2060(목)" in page  # when it was really done
        assert STAYED not in page
    house.clock.forward(days=20)
    assert WENT in home(browser), "a second visit says it, too"
    answer = browser.post("/me/deletions", data=deletion_form(home(browser)))
    assert answer.headers["Location"] == "/"
    assert WENT not in home(browser) + mine(browser)


def deletion_form(page: str) -> dict[str, str]:
    part = page[page.index('action="/me/deletions"') :]
    return hidden_inputs("<main" + part[: part.index("</form>")])


def test_it_leads_back_to_the_page_it_stood_on(house: World, returner: Person):
    browser = back(house, returner, YEAR + 3 * DAY)
    answer = browser.post("/me/deletions", data=deletion_form(mine(browser)))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/me")


def test_what_is_deleted_after_the_page_was_shown_is_told_anew(house: World, returner: Person):
    browser = back(house, returner, YEAR + 3 * DAY)
    shown = deletion_form(home(browser))
    with house.storage.engine.begin() as connection:
        gone = connection.execute(
            select(destruction).where(destruction.c.member_id == returner.member_id)
        ).one()
        later = gone._asdict() | {
            "destruction_id": gone.member_id,
            "destroyed_at": house.clock() + timedelta(minutes=1),
            "reason": "undeclared",
            "field_key": "shoe_size",
        }
        connection.execute(destruction.insert().values(later))
    house.clock.forward(minutes=2)
    browser.post("/me/deletions", data=shown)
    page = home(browser)
    assert "<strong>이제 받지 않는 항목</strong>" in page
    assert "<strong>MBTI</strong>" not in page


def test_nothing_of_the_future_can_be_put_away(house: World, returner: Person):
    browser = back(house, returner, YEAR + 3 * DAY)
    form = deletion_form(home(browser)) | {"until": "2099-01-01T00:00:00+00:00"}
    assert browser.post("/me/deletions", data=form).status_code == 303
    browser.fill("/me/edit/mbti", **MBTI, agree="yes", act="agree")
    assert WENT in home(back(house, returner, 2 * YEAR + 9 * DAY))


@pytest.mark.parametrize(
    "wrong",
    [
        {"until": ""},
        {"until": "yesterday"},
        {"until": "2027-11-25T10:30:00"},
        {"until": "9999-99-99"},
        {"until": "0001-01-01T00:00:00+14:00"},
        {"until": "9999-12-31T23:59:59-14:00"},
        {"back": ""},
        {"back": "https://elsewhere.test"},
    ],
)
def test_a_form_nobody_was_shown_changes_nothing(house: World, returner: Person, wrong):
    browser = back(house, returner, YEAR + 3 * DAY)
    form = deletion_form(home(browser)) | wrong
    assert browser.post("/me/deletions", data=form).status_code == 400
    assert WENT in home(browser)


def test_without_its_token_nothing_is_put_away(house: World, returner: Person):
    browser = back(house, returner, YEAR + 3 * DAY)
    form = deletion_form(home(browser)) | {"csrf_token": "x"}
    assert browser.post("/me/deletions", data=form).status_code == 400
    assert WENT in home(browser)


def test_what_people_end_themselves_is_no_news_to_them(house: World, returner: Person):
    returner.withdraw()
    assert WENT not in home(back(house, returner, MONTH))


def test_showing_it_asks_once_and_writes_nothing(house: World, returner: Person):
    browser = back(house, returner, YEAR + 3 * DAY)
    with statements(house) as sent:
        assert WENT in home(browser)
    assert len([s for s in sent if "destruction" in s]) == 1
    assert not [s for s in sent if not s.startswith(("SELECT", "WITH"))]


def test_english_people_are_told_in_english(house: World, returner: Person):
    browser = back(house, returner, YEAR + 3 * DAY)
    browser.post("/language", data={"lang": "en", "back": "/"})
    page = home(browser)
    assert WENT not in page
    assert "25 Nov 2027" in page
