"""The gate and the list of browsers through the whole app: their words, and nothing stored."""

from urllib.parse import urlsplit

import pytest

from tests.rooms import rows
from tests.world import GROWN, Browser, World, hidden_inputs
from webapp.standin.people import BY_KEY
from webapp.storage.tables import pending_signup

WRONG = [
    ({"year": ""}, "태어난 해를 네 자리로"),
    ({"month": "13"}, "1에서 12 사이로 적어 주세요."),
    ({"day": ["2", "3"]}, "태어난 날을 1에서 31"),
    ({"year": "2999"}, "아직 오지 않은 날이에요."),
    ({"terms": ""}, "가입하려면 이용약관에 동의해 주세요."),
    ({"terms": ["yes", "yes"]}, "가입하려면 이용약관에 동의해 주세요."),
    ({"terms": "on"}, "가입하려면 이용약관에 동의해 주세요."),
]


@pytest.fixture
def newcomer(house: World) -> Browser:
    with house.storage.engine.begin() as connection:
        connection.execute(pending_signup.delete())  # other browsers would keep the link alive
    browser = house.browser()
    assert urlsplit(house.log_in(browser, "maru").headers["Location"]).path == "/join"
    return browser


@pytest.mark.parametrize("changes, words", WRONG)
def test_the_gate_is_shown_again_with_what_was_typed(house: World, newcomer, changes, words):
    before = len(rows(house.storage, "member"))
    answer = newcomer.fill("/join", **(GROWN | changes))
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="1999"' in answer.text or "year" in changes
    assert "checked" not in answer.text
    assert len(rows(house.storage, "member")) == before


def test_under_age_everything_goes_and_the_link_ends(house: World, newcomer: Browser):
    answer = newcomer.fill("/join", **(GROWN | {"year": "2012", "month": "11", "day": "23"}))
    assert answer.status_code == 403
    assert "지금은 가입할 수 없는 나이예요" in answer.text
    assert "만 14세부터" in answer.text
    assert "2012" not in answer.text
    assert newcomer.get("/join").status_code == 410
    house.worker().tick()
    assert house.standin.state.linked(BY_KEY["maru"]) is None


@pytest.mark.parametrize("minutes", [30, 31])
def test_a_sign_up_that_waited_too_long(house: World, newcomer: Browser, minutes: int):
    page = hidden_inputs(newcomer.get("/join").text)
    house.clock.forward(minutes=minutes)
    for answer in (newcomer.post("/join", data=page | GROWN), newcomer.get("/join")):
        assert answer.status_code == 410
        assert "가입을 기다리던 정보가 지워졌어요" in answer.text


def test_stopping_says_what_happens(house: World, newcomer: Browser):
    answer = newcomer.fill("/join", act="stop")
    assert answer.headers["Location"] == "/login?done=stopped"
    assert "가입을 그만뒀어요." in newcomer.get("/login?done=stopped").text
    house.worker().tick()
    assert house.standin.state.linked(BY_KEY["maru"]) is None


@pytest.mark.parametrize("ticket", ["", "forged", "A" * 4000])
def test_a_ticket_that_is_none_shows_the_gate_again(house: World, newcomer: Browser, ticket: str):
    before = len(rows(house.storage, "member"))
    answer = newcomer.fill("/join", **(GROWN | {"ticket": ticket}))
    assert answer.status_code == 409
    assert "이용약관이나 안내가 방금 바뀌었어요." in answer.text
    assert 'value="1999"' in answer.text
    assert len(rows(house.storage, "member")) == before


def test_the_gate_without_a_sign_up(house: World):
    assert house.browser().get("/join").status_code == 410
    joined = house.member("taesan")
    assert joined.get("/join").headers["Location"] == "/"


def test_kakao_saying_not_linked_ends_the_errand(house: World, newcomer: Browser):
    newcomer.fill("/join", act="stop")
    house.standin.state.unlink(BY_KEY["maru"])
    house.worker().tick()
    assert rows(house.storage, "outbox") == []


@pytest.mark.parametrize("sent", ["", "x", "♪", "A" * 43 + "=", "A" * 3000, "%%%%"])
def test_a_session_that_is_not_ones_own_is_not_found(house: World, sent: str):
    browser = house.member("taesan")
    answer = browser.fill("/me/sessions", session=sent)
    assert answer.status_code in (303, 404)
    assert browser.get("/me").status_code == 200


def test_nobody_ends_anothers_session_through_the_page(house: World):
    victim, thief = house.member("rio"), house.member("taesan")
    other = house.browser()
    house.log_in(other, "rio")
    named = hidden_inputs(victim.get("/me/sessions").text)["session"]
    assert thief.fill("/me/sessions", session=named).status_code == 404
    assert other.get("/me").status_code == 200
    assert victim.fill("/me/sessions").status_code == 303
    assert other.get("/me").headers["Location"].startswith("/login")
