"""A skipped question comes back twice, at its time, for a week; then never (promise P5)."""

from datetime import datetime, timedelta

import pytest

from tests.rooms import Rooms
from tests.world import World
from webapp.consent.decision import MemberId
from webapp.onboarding.asking_again import AskingAgain

pytestmark = pytest.mark.above_the_engine

DAY = timedelta(days=1)


@pytest.fixture
def asking(rooms: Rooms) -> AskingAgain:
    return AskingAgain(rooms.storage, rooms.clock)


def offered(rooms: Rooms, asking: AskingAgain, who: MemberId) -> str | None:
    field = asking.offer(who, rooms.journey.steps(who))
    return field.key if field else None


def days_of_offers(
    rooms: Rooms, asking: AskingAgain, who: MemberId, *, of: int, every: int = 1
) -> list[int]:
    """Return on which of the next days a visit to the home page finds an offer."""
    found = []
    for day in range(of):
        if day % every == 0 and offered(rooms, asking, who):
            found.append(day)
        rooms.clock.forward(days=1)
    return found


def test_an_ignored_skip_comes_back_twice_for_a_week_each(rooms: Rooms, asking: AskingAgain):
    who = rooms.member()
    rooms.skip(who)
    assert days_of_offers(rooms, asking, who, of=400) == [*range(7, 14), *range(37, 44)]


def test_somebody_who_comes_rarely_is_asked_no_oftener(rooms: Rooms, asking: AskingAgain):
    who = rooms.member()
    rooms.skip(who)
    assert days_of_offers(rooms, asking, who, of=600, every=50) == [50, 100]


def test_skipping_again_ends_the_offer_at_once_and_counts(rooms: Rooms, asking: AskingAgain):
    who = rooms.member()
    rooms.skip(who)
    rooms.clock.forward(days=8)
    assert offered(rooms, asking, who) == "mbti"
    rooms.clock.forward(minutes=1)
    rooms.skip(who)
    assert days_of_offers(rooms, asking, who, of=200) == list(range(30, 37))


def test_an_answer_ends_it_and_a_withdrawal_does_not_begin_it(rooms: Rooms, asking: AskingAgain):
    who = rooms.member()
    rooms.skip(who)
    rooms.clock.forward(days=7)
    assert offered(rooms, asking, who) == "mbti"
    rooms.agree(who)
    assert offered(rooms, asking, who) is None
    rooms.withdraw(who)
    assert days_of_offers(rooms, asking, who, of=100) == []


def test_who_never_answered_is_not_asked(rooms: Rooms, asking: AskingAgain):
    assert days_of_offers(rooms, asking, rooms.member(), of=100, every=9) == []


@pytest.mark.parametrize("at", [0, 7, 20, 38])
def test_never_means_never(rooms: Rooms, asking: AskingAgain, at: int):
    who = rooms.member()
    rooms.skip(who)
    days_of_offers(rooms, asking, who, of=at)
    asking.stop(who, "mbti")
    asking.stop(who, "mbti")
    assert days_of_offers(rooms, asking, who, of=100) == []
    rooms.skip(who)  # from the page itself, which stays open
    assert days_of_offers(rooms, asking, who, of=100) == []


def test_the_first_stop_is_the_one_on_record(rooms: Rooms, asking: AskingAgain):
    who, began = rooms.member(), rooms.clock()
    asking.stop(who, "mbti")
    rooms.clock.forward(days=3)
    asking.stop(who, "mbti")
    assert stopped_at(rooms, who) == began


def stopped_at(rooms: Rooms, who: MemberId) -> datetime | None:
    with rooms.storage.read() as store:
        return store.asked_again.of(who, "member")["mbti"].stopped_at


def test_one_question_at_a_time_and_none_right_after_another(rooms: Rooms, asking: AskingAgain):
    who = rooms.member()
    asked = [field.key for field in rooms.catalogue.asked()]
    for key in asked:
        rooms.skip(who, key)
        rooms.clock.forward(minutes=1)
    seen: list[str | None] = [None]
    for _day in range(400):
        found = offered(rooms, asking, who)
        assert offered(rooms, asking, who) == found
        if seen[-1] != found:
            seen.append(found)
        rooms.clock.forward(days=1)
    assert [seen.count(key) for key in asked] == [2] * len(asked)


def test_what_was_asked_again_goes_with_its_member(rooms: Rooms, asking: AskingAgain):
    who = rooms.member()
    asking.stop(who, "mbti")
    rooms.leaving.leave(who, "ko")
    assert rooms.rows("asked_again", who) == []
    asking.stop(who, "mbti")
    assert rooms.rows("asked_again", who) == []


def test_the_home_page_offers_it_and_stops(house: World):
    browser = house.member("rio")
    browser.fill("/onboarding/mbti", act="skip")
    assert "다시 묻지 않기" not in browser.get("/").text
    house.clock.forward(days=7, hours=1)
    page = browser.get("/").text
    assert "MBTI가 어떻게 되세요?" in page
    assert "전에 건너뛴 질문이에요" in page
    answer = browser.post("/onboarding/mbti/never", data=hidden_token(page))
    assert (answer.status_code, answer.location) == (303, "/?done=never")
    page = browser.get("/?done=never").text
    assert "다시 묻지 않을게요" in page
    assert "전에 건너뛴 질문이에요" not in page
    assert "/onboarding/mbti" in browser.get("/onboarding").text


def hidden_token(page: str) -> dict[str, str]:
    _, _, rest = page.partition('name="csrf_token" value="')
    return {"csrf_token": rest.partition('"')[0]}
