"""A way to Kakao that ends badly: somebody else, a changed card, a lost session, Kakao in trouble."""

import json
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import select

from tests.onboarding.traveller import CALLBACK, Traveller
from tests.rooms import rows
from webapp.consent.decision import Answer
from webapp.standin.people import BY_KEY
from webapp.storage.tables import oauth_attempt

PHONE = "/onboarding/phone/kakao"
CHANGED_NOTHING = "달라진 것은 없어요."


def answer_of(traveller: Traveller) -> Answer | None:
    with traveller.house.storage.read() as store:
        standings = store.decisions.standings(traveller.member_id, "member")
    return next((s.answer for s in standings if s.notice_key == "phone"), None)


def as_somebody_else(traveller: Traveller, path: str = PHONE) -> dict[str, str]:
    """Go to Kakao, where somebody else is logged in."""
    return traveller.walk(traveller.set_out(path), "taesan")


def test_another_kakao_account_brings_nothing_and_is_let_go(garam: Traveller):
    before = garam.stored()
    back = garam.come_back(as_somebody_else(garam))
    assert back.headers["Location"] == f"{PHONE}?done=fetch_other"
    assert "다른 카카오 계정으로 돌아와서 가져오지 않았어요." in garam.follow(back)
    assert garam.stored() == before
    assert garam.errands() == ["kakao_unlink"]
    garam.house.worker().tick()
    assert garam.house.standin.state.linked(BY_KEY["taesan"]) is None


def test_after_another_account_kakao_is_told_to_ask(garam: Traveller):
    back = garam.come_back(as_somebody_else(garam))
    away = garam.set_out(back.headers["Location"])
    asked = dict(parse_qsl(urlsplit(away.headers["Location"]).query))
    assert asked["prompt"] == "login"
    done = garam.come_back(garam.walk(away))
    assert "010-0000-1002" in garam.follow(done)


@pytest.mark.slow
def test_nothing_of_another_account_was_even_asked_for(garam: Traveller):
    garam.come_back(as_somebody_else(garam))
    assert "/v2/user/me" not in {call["path"] for call in garam.house.standin.state.calls()}


def test_a_no_in_another_window_meanwhile_is_the_last_act(garam: Traveller):
    told = garam.walk(garam.set_out(PHONE))
    garam.post("/onboarding/phone", act="skip")
    before = garam.stored()
    back = garam.come_back(told)
    assert back.status_code == 409
    page = back.get_data(as_text=True)
    assert "아직 가져오지 않았어요." in page
    assert 'action="/onboarding/phone/kakao"' in page
    assert 'name="agree"' in page
    assert garam.stored() == before
    assert answer_of(garam) is Answer.REFUSED
    assert garam.errands() == ["kakao_scope"]


@pytest.mark.slow
def test_the_new_card_at_the_door_can_be_answered(garam: Traveller):
    told = garam.walk(garam.set_out(PHONE))
    garam.post("/onboarding/phone", act="skip")
    form = garam.hidden(garam.come_back(told)) | {"act": "agree", "agree": "yes"}
    done = garam.come_back(garam.walk(garam.browser.post(PHONE, data=form)))
    assert done.headers["Location"] == f"{PHONE}?done=fetched"


@pytest.mark.slow
def test_a_card_whose_facts_changed_meanwhile_is_shown_anew(garam: Traveller, monkeypatch):
    told = garam.walk(garam.set_out(PHONE))
    editions = garam.house.services.editions
    monkeypatch.setitem(editions._facts, "phone", b"\0" * 32)
    before = garam.stored()
    back = garam.come_back(told)
    assert back.status_code == 409
    assert garam.stored() == before


def test_a_card_that_went_stale_before_is_not_sent_away(garam: Traveller, monkeypatch):
    form = garam.page(PHONE)
    monkeypatch.setitem(garam.house.services.editions._facts, "phone", b"\0" * 32)
    answered = garam.browser.post(PHONE, data=form | {"act": "agree", "agree": "yes"})
    assert answered.status_code == 409
    assert rows(garam.house.storage, "oauth_attempt") == []


def test_coming_back_twice_is_one_fetching(garam: Traveller):
    told = garam.walk(garam.set_out(PHONE))
    garam.come_back(told)
    before = garam.stored()
    again = garam.come_back(told)
    assert (again.status_code, again.headers["Location"]) == (303, "/")
    assert garam.stored() == before


@pytest.mark.slow
def test_a_double_click_that_comes_back_twice_is_one_decision(garam: Traveller):
    form = garam.page(PHONE) | {"act": "agree", "agree": "yes"}
    away = [garam.browser.post(PHONE, data=form) for _ in range(2)]
    told = [garam.walk(one) for one in away]
    done = [garam.come_back(one).headers["Location"] for one in told]
    assert done == [f"{PHONE}?done=fetched"] * 2
    assert garam.stored()["field_value"] == 1
    decisions = rows(garam.house.storage, "decision", garam.member_id)
    garam.come_back(garam.walk(garam.browser.post(PHONE, data=form)))
    assert rows(garam.house.storage, "decision", garam.member_id) == decisions


def test_whoever_logged_out_meanwhile_gets_nothing_stored(garam: Traveller):
    told = garam.walk(garam.set_out(PHONE))
    member_id, before = garam.member_id, garam.stored()
    assert garam.house.services.members.end_others(member_id, b"")
    back = garam.come_back(told)
    assert back.status_code == 400
    assert "이 로그인은 이미 끝났어요" in back.get_data(as_text=True)
    assert garam.stored() == before
    garam.browser = garam.house.member("garam")


def test_whoever_logged_in_anew_meanwhile_starts_anew(garam: Traveller):
    told = garam.walk(garam.set_out(PHONE))
    before = garam.stored()
    garam.browser.post("/logout", data=garam.page("/me"))
    garam.house.log_in(garam.browser, "garam")
    back = garam.come_back(told)
    assert (back.status_code, back.headers["Location"]) == (303, "/")
    assert garam.stored() == before


def test_another_browser_cannot_bring_the_value_home(garam: Traveller):
    told = garam.walk(garam.set_out(PHONE))
    stranger = garam.house.browser()
    back = stranger.get(CALLBACK, query_string=told)
    assert back.status_code == 400
    assert "다른 앱이나 창에서 이어졌어요" in back.get_data(as_text=True)
    sori = garam.house.member("sori")
    assert sori.get(CALLBACK, query_string=told).headers["Location"] == "/"
    assert garam.come_back(told).headers["Location"] == f"{PHONE}?done=fetched"


def test_another_session_cannot_use_the_card_even_with_the_attempt(garam: Traveller, monkeypatch):
    """The browser's name guards the attempt; the card in it is the session's that saw it."""
    sori = garam.house.member("sori")
    told = garam.walk(garam.set_out(PHONE))
    login = garam.house.services.login
    with garam.house.storage.engine.connect() as connection:
        (browser,) = connection.execute(select(oauth_attempt.c.browser_hash)).scalars()
    attempt = login.abandon(told["state"], browser)
    monkeypatch.setattr(type(login), "take", lambda *_: attempt)
    before = garam.stored()
    assert sori.get(CALLBACK, query_string=told).status_code == 400
    assert garam.stored() == before
    assert "/v2/user/me" not in {call["path"] for call in garam.house.standin.state.calls()}


def test_after_ten_minutes_it_is_too_late(garam: Traveller):
    told = garam.walk(garam.set_out(PHONE))
    before = garam.stored()
    garam.house.clock.forward(minutes=10)
    back = garam.come_back(told)
    assert back.headers["Location"] == "/me?done=late"
    assert f"10분이 지나서 카카오에서 하던 일을 마치지 못했어요. {CHANGED_NOTHING}" in garam.follow(
        back
    )
    assert garam.stored() == before


@pytest.mark.slow
def test_a_made_up_state_is_nobodys(garam: Traveller):
    before = garam.stored()
    assert garam.come_back({"state": "x", "code": "y"}).headers["Location"] == "/"
    assert garam.stored() == before


AWAY = "카카오에 연결하지 못했어요."
UNPROVED = "카카오에서 온 답을 확인할 수 없어서 가져오지 않았어요."
CLOSED = "지금은 카카오에서 가져올 수 없어요."


def slow(*case: str):
    return pytest.param(*case, marks=pytest.mark.slow)


FAULTS = (
    ("token_500", AWAY),
    ("wrong_nonce", UNPROVED),
    slow("koe237", AWAY),
    slow("no_id_token", UNPROVED),
    slow("koe010", CLOSED),
)
API_FAULTS = (
    ("api_500", AWAY),
    ("api_403", CLOSED),
    slow("api_bad_json", AWAY),
    slow("api_huge", AWAY),
    slow("api_minus_9798", AWAY),
    slow("api_401", UNPROVED),
)


@pytest.mark.parametrize("fault, words", FAULTS)
def test_kakao_in_trouble_leads_back_to_the_question(garam: Traveller, fault: str, words: str):
    before = garam.stored()
    page = garam.follow(garam.fetch(PHONE, fault=fault))
    assert words in page
    assert 'name="value"' in page
    assert garam.stored() == before
    assert garam.errands() == []


@pytest.mark.parametrize("fault, words", API_FAULTS)
def test_what_kakao_cannot_hand_over_gives_the_agreement_back(
    garam: Traveller, fault: str, words: str
):
    before = garam.stored()
    told = garam.walk(garam.set_out(PHONE))
    garam.house.standin.state.switch_on(fault)
    assert words in garam.follow(garam.come_back(told))
    assert garam.stored() == before
    assert garam.errands() == ["kakao_scope"]


def test_a_fault_of_our_settings_alarms_somebody(garam: Traveller, capsys):
    told = garam.walk(garam.set_out(PHONE))
    garam.house.standin.state.switch_on("api_403")
    garam.come_back(told)
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if "{" in line]
    (alarm,) = [line for line in lines if line.get("level") == "error"]
    assert (alarm["event"], alarm["code"]) == ("KakaoMisconfigured", "item_refused")


def test_nothing_that_came_is_told_to_a_log_or_an_address(garam: Traveller, capsys):
    back = garam.fetch(PHONE)
    said = capsys.readouterr()
    assert "1002" not in back.headers["Location"]
    for secret in ("0000-1002", "00001002", "4012345679", str(garam.member_id)):
        assert secret not in said.err + said.out
