"""A value from Kakao: consent here, then there, then one item, stored with its decision or not."""

import json
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import select

from tests.onboarding.traveller import Traveller
from tests.world import World
from webapp.catalogue.declared import CATALOGUE
from webapp.consent.decision import MEMBERSHIP, Answer
from webapp.standin.people import BY_KEY
from webapp.storage.tables import oauth_attempt

CHANGED_NOTHING = "달라진 것은 없어요."
FETCHED = {
    "phone": "010-0000-1002",
    "gender": "남성",
    "age": "1991년생",
    "name": "가람",
    "email": "garam@example.com",
}
IN_JOURNEY = ("phone", "gender", "age")
SOME = [
    field if field in ("phone", "email") else pytest.param(field, marks=pytest.mark.slow)
    for field in FETCHED
]


@pytest.mark.parametrize("field", SOME)
def test_each_field_is_fetched_and_shown_with_a_way_to_change_and_to_erase(
    garam: Traveller, field: str
):
    path = garam.card(field, mine=field not in IN_JOURNEY)
    back = garam.fetch(path)
    assert back.headers["Location"] == f"{path}?done=fetched"
    page = garam.follow(back)
    assert FETCHED[field] in page
    assert f'href="{path.removesuffix("/kakao")}"' in page
    assert 'name="act" value="erase"' in page
    assert garam.sources() == {field: "kakao"}
    linked = garam.house.standin.state.linked(BY_KEY["garam"])
    assert linked is not None
    assert linked.scopes == {CATALOGUE.field(field).kakao_scope}


def test_the_decision_names_the_card_that_told_where_from(garam: Traveller):
    garam.fetch(garam.card("phone"))
    page = garam.browser.get("/me/consents").get_data(as_text=True)
    receipt = page[: page.index("그때 본 내용")].rpartition('href="')[2].partition('"')[0]
    shown = garam.browser.get(receipt).get_data(as_text=True)
    assert "카카오 (카카오계정에 등록한 전화번호)" in shown
    assert "가져오는 곳" in shown


@pytest.mark.parametrize("field", SOME)
def test_the_question_offers_the_other_way(garam: Traveller, field: str):
    mine = field not in IN_JOURNEY
    path = garam.card(field, mine=mine)
    assert f'href="{path}"' in garam.browser.get(path.removesuffix("/kakao")).get_data(as_text=True)
    if not mine:
        checking = garam.browser.get(f"/onboarding/{field}?from=check").get_data(as_text=True)
        assert f'href="{path}?from=check"' in checking
        assert f'href="/me/edit/{field}/kakao"' in garam.browser.get(f"/me/edit/{field}").get_data(
            as_text=True
        )


@pytest.mark.slow
def test_the_photo_can_come_the_other_way_too(garam: Traveller):
    for path in ("/onboarding/photo", "/me/edit/photo"):
        assert f'href="{path}/kakao"' in garam.browser.get(path).get_data(as_text=True)


def test_what_kakao_does_not_hold_is_no_such_page(garam: Traveller):
    assert garam.browser.get("/onboarding/mbti/kakao").status_code == 404
    assert garam.browser.post("/onboarding/mbti/kakao").status_code in (400, 404)
    assert "/onboarding/mbti/kakao" not in garam.browser.get("/onboarding/mbti").get_data(
        as_text=True
    )


def test_what_the_console_does_not_allow_is_offered_nowhere(garam: Traveller, monkeypatch):
    fetching = garam.house.services.fetching
    only = replace(fetching._kakao, scopes=frozenset({"gender"}))
    monkeypatch.setattr(fetching, "_kakao", only)
    get, post = garam.browser.get, garam.browser.post
    assert get("/onboarding/gender/kakao").status_code == 200
    assert "/onboarding/phone/kakao" not in get("/onboarding/phone").get_data(as_text=True)
    form = garam.page("/onboarding/gender/kakao") | {"act": "agree", "agree": "yes"}
    for path in ("/onboarding/phone/kakao", "/me/edit/phone/kakao"):
        assert get(path).status_code == 404
        assert get(f"{path}?done=fetched").status_code == 404
        assert post(path, data=form).status_code == 404
    for path in ("/why", "/privacy"):
        page = get(path).get_data(as_text=True)
        assert "카카오계정에 등록한 성별" in page
        assert "카카오계정에 등록한 전화번호" not in page


@pytest.mark.slow
def test_on_the_way_from_the_check_page_one_comes_back_to_it(garam: Traveller):
    card = garam.card("gender") + "?from=check"
    back = garam.fetch(card)
    assert back.headers["Location"] == "/onboarding/gender/kakao?from=check&done=fetched"
    assert 'href="/onboarding/check"' in garam.follow(back)
    assert 'href="/onboarding/gender?from=check"' in garam.follow(back)


def test_the_address_asks_for_one_item_with_an_id_token_and_proof(garam: Traveller):
    away = garam.set_out(garam.card("age"))
    asked = dict(parse_qsl(urlsplit(away.headers["Location"]).query))
    assert asked["scope"] == "openid birthyear"
    assert asked["code_challenge_method"] == "S256"
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    assert "prompt" not in asked


def test_what_waits_is_sealed_and_names_nobody(garam: Traveller):
    away = garam.set_out(garam.card("phone"))
    with garam.house.storage.engine.connect() as connection:
        rows = connection.execute(select(oauth_attempt)).all()
    (waiting,) = [row for row in rows if row.errand == "fetch"]
    ticket = garam.page(garam.card("phone"))["ticket"]
    assert ticket[:20].encode() not in waiting.sealed
    state = dict(parse_qsl(urlsplit(away.headers["Location"]).query))["state"]
    login = garam.house.services.login
    attempt = login.abandon(state, waiting.browser_hash)
    assert attempt is not None
    parcel = login.open(attempt).parcel
    assert str(garam.member_id) not in parcel
    known = {"holder", "ticket", "repeat_key", "field_key", "place", "last"}
    assert set(json.loads(parcel)) == known


def test_cancelling_at_kakao_stores_nothing_and_leads_back_to_the_question(garam: Traveller):
    before = garam.stored()
    back = garam.fetch(garam.card("phone"), cancel=True)
    assert back.headers["Location"] == "/onboarding/phone?done=fetch_cancelled"
    assert f"카카오에서 가져오기를 그만뒀어요. {CHANGED_NOTHING}" in garam.follow(back)
    assert garam.stored() == before


def test_an_item_left_out_at_kakao_is_not_fetched(garam: Traveller):
    before = garam.stored()
    back = garam.fetch(garam.card("phone"), items=[])
    assert back.headers["Location"] == "/onboarding/phone?done=fetch_not_agreed"
    assert "카카오에서 동의하지 않은 항목이라" in garam.follow(back)
    assert garam.stored() == before
    assert garam.errands() == []


@pytest.mark.parametrize(
    "person, field, words",
    [
        ("bom", "gender", "카카오에 등록한 성별이 없어요. 직접 골라 주세요."),
        ("byeol", "phone", "지금은 카카오에서 이 항목을 받을 수 없어요."),
        ("rio", "phone", "한국 휴대전화 번호가 아니라서 가져오지 않았어요."),
        ("onyu", "email", "카카오가 확인하지 않은 주소라서 가져오지 않았어요."),
    ],
)
def test_what_cannot_be_taken_over_is_said_in_words(send, person, field, words):
    traveller = send(person)
    before = traveller.stored()
    back = traveller.fetch(traveller.card(field, mine=field == "email"))
    assert words in traveller.follow(back)
    assert traveller.stored() == before


@pytest.mark.parametrize("person, field", [("bom", "gender"), ("rio", "phone")])
def test_what_was_agreed_to_at_kakao_for_nothing_is_given_back(send, person, field):
    traveller = send(person)
    traveller.fetch(traveller.card(field))
    assert traveller.errands() == ["kakao_scope"]
    traveller.house.worker().tick()
    linked = traveller.house.standin.state.linked(BY_KEY[person])
    assert linked is not None
    assert CATALOGUE.field(field).kakao_scope not in linked.scopes


@pytest.mark.slow
def test_a_value_too_young_to_be_a_member_is_not_taken_over(garam: Traveller):
    garam.house.standin.state.change(BY_KEY["garam"], birthyear="2020")
    assert "여기서는 쓸 수 없어요" in garam.follow(garam.fetch(garam.card("age")))
    assert garam.sources() == {}


def test_a_value_changed_at_kakao_since_replaces_the_one_here(garam: Traveller):
    garam.fetch(garam.card("phone"))
    garam.house.standin.state.change(BY_KEY["garam"], phone="+82 10-0000-2222")
    page = garam.browser.get(garam.card("phone")).get_data(as_text=True)
    assert "지금 저장된 값 대신 저장해요: 010-0000-1002" in page
    assert "010-0000-2222" in garam.follow(garam.fetch(garam.card("phone")))
    assert garam.sources() == {"phone": "kakao"}


def test_a_fetched_value_is_changed_like_any_other(garam: Traveller):
    garam.fetch(garam.card("phone"))
    garam.browser.fill("/onboarding/phone", act="agree", value="010-9999-0000")
    assert garam.sources() == {"phone": "typed"}
    page = garam.browser.get(garam.card("phone") + "?done=fetched").get_data(as_text=True)
    assert "카카오에서 가져왔어요" not in page


def test_a_value_typed_over_the_fetched_one_gives_the_agreement_back(garam: Traveller):
    garam.fetch(garam.card("phone"))
    garam.browser.fill("/onboarding/phone", act="agree", value="010-9999-0000")
    for _ in range(2):
        garam.house.worker().tick()
    linked = garam.house.standin.state.linked(BY_KEY["garam"])
    assert linked is not None
    assert linked.scopes == set()
    assert garam.sources() == {"phone": "typed"}


@pytest.mark.slow
def test_a_value_fetched_over_the_fetched_one_keeps_the_agreement(garam: Traveller):
    for _ in range(2):
        garam.fetch(garam.card("phone"))
    for _ in range(2):
        garam.house.worker().tick()
    linked = garam.house.standin.state.linked(BY_KEY["garam"])
    assert linked is not None
    assert linked.scopes == {"phone_number"}


def test_erasing_what_was_fetched_ends_everything_here_and_there(garam: Traveller):
    page = garam.follow(garam.fetch(garam.card("phone")))
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    erased = garam.browser.post(garam.card("phone"), data={"act": "erase", "csrf_token": token})
    assert erased.headers["Location"] == "/onboarding/phone?done=erased"
    assert "전화번호를 지웠어요. 이제 어디에도 쓰지 않아요." in garam.follow(erased)
    assert garam.sources() == {}
    for _ in range(2):
        garam.house.worker().tick()
    linked = garam.house.standin.state.linked(BY_KEY["garam"])
    assert linked is not None
    assert linked.scopes == set()


def test_no_is_taken_on_record_and_leads_on(garam: Traveller):
    answered = garam.post(garam.card("phone"), act="skip")
    assert answered.headers["Location"] == "/onboarding/gender"
    with garam.house.storage.read() as store:
        standings = store.decisions.standings(garam.member_id, MEMBERSHIP)
    assert [s.answer for s in standings if s.notice_key == "phone"] == [Answer.REFUSED]
    mine = garam.post(garam.card("phone", mine=True), act="skip")
    assert mine.headers["Location"] == "/me/edit?done=skipped&of=phone"


def test_where_a_consent_lives_no_leaves_it_as_it_is(garam: Traveller):
    garam.fetch(garam.card("phone"))
    before = garam.stored()
    page = garam.browser.get(garam.card("phone")).get_data(as_text=True)
    assert "그대로 두기" in page
    kept = garam.post(garam.card("phone"), act="skip")
    assert kept.headers["Location"] == "/onboarding/phone?done=kept"
    assert garam.stored() == before


def test_without_the_tick_nobody_is_sent_away(garam: Traveller):
    before = garam.stored()
    answered = garam.post(garam.card("phone"), act="agree")
    assert answered.status_code == 422
    text = answered.get_data(as_text=True)
    assert "동의하지 않으면 가져오지 않아요. 동의하거나 질문 건너뛰기를 눌러 주세요." in text
    assert "checked" not in text[text.index("<main") :]
    assert garam.stored() == before


@pytest.mark.parametrize("act", ["", "both", "look"])
@pytest.mark.slow
def test_an_act_the_card_does_not_have_is_refused(garam: Traveller, act: str):
    assert garam.post(garam.card("phone"), act=act, agree="yes").status_code == 400


def test_the_ticket_of_the_question_opens_no_way_to_kakao(garam: Traveller):
    ticket = garam.page("/onboarding/phone")["ticket"]
    answered = garam.post(garam.card("phone"), act="agree", agree="yes", ticket=ticket)
    assert answered.status_code == 409
    assert "아직 가져오지 않았어요." in answered.get_data(as_text=True)


def test_pages_of_fetching_are_for_members(house: World):
    for path in ("/onboarding/phone/kakao", "/me/edit/email/kakao"):
        away = house.browser().get(path)
        assert urlsplit(away.headers["Location"]).path == "/login"
