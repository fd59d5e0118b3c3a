"""`/me/kakao`: what was agreed to at Kakao, shown as it is, and ended with what came by it."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.faults.statements import listed, statements
from tests.members.kakao_house import PHONE, KakaoHouse
from tests.promises.acts import Person, join
from tests.promises.pages import soup, words
from tests.promises.rows import counts, rows, table
from tests.world import START, World
from webapp.consent.decision import Answer
from webapp.consent.errors import MemberGone
from webapp.kakao.breaker import Breaker
from webapp.kakao.scopes import Scopes
from webapp.members.errors import (
    KakaoMisconfigured,
    KakaoNotLinked,
    KakaoUnavailable,
    NotAgreed,
    ScopeNotRevocable,
)
from webapp.members.kakao_link import Agreement, Ended, Seen
from webapp.members.kakao_link_ports import AgreedScope
from webapp.standin.people import BY_KEY

SORI = BY_KEY["sori"]


# --- the room ---


def test_what_kakao_says_now(kakao_house: KakaoHouse):
    who = kakao_house.giver()
    mbti = kakao_house.rooms.catalogue.field("mbti")
    kakao_house.kakao.agreements = [
        AgreedScope(PHONE, "전화번호", is_revocable=True),
        AgreedScope("gender", "성별", is_revocable=False),
    ]
    linked = kakao_house.link.show(who)
    assert (linked.since, linked.seen, linked.trouble) == (START, Seen.NOW, "")
    assert linked.agreements == (
        Agreement(PHONE, "전화번호", is_revocable=True, field=mbti),
        Agreement("gender", "성별", is_revocable=False, field=None),
    )


def test_showing_writes_nothing(kakao_house: KakaoHouse):
    who = kakao_house.giver()
    before = kakao_house.rooms.rows("kakao_link", who)
    kakao_house.kakao.agreements = [AgreedScope("gender", "", is_revocable=True)]
    kakao_house.link.show(who)
    assert kakao_house.rooms.rows("kakao_link", who) == before


@pytest.mark.parametrize(
    "fault", [KakaoUnavailable("timeout"), KakaoMisconfigured("admin_key_refused")]
)
def test_kakao_away_shows_what_it_said_last_and_what_came_from_it(kakao_house: KakaoHouse, fault):
    who = kakao_house.giver()
    kakao_house.kakao.refusals = [fault]
    first = kakao_house.link.show(who)
    assert (first.seen, first.seen_at, first.trouble) == (Seen.EARLIER, START, fault.reason)
    assert [one.scope for one in first.agreements] == [PHONE], "a value came by it"
    noted_at = START + timedelta(minutes=1)
    with kakao_house.rooms.storage.write() as store:
        store.kakao_links.note_scopes(who, ["gender"], noted_at)
    kakao_house.kakao.refusals = [fault]
    later = kakao_house.link.show(who)
    assert (later.seen, later.seen_at) == (Seen.EARLIER, noted_at)
    assert [one.scope for one in later.agreements] == ["gender", PHONE]


def test_kakao_away_before_it_ever_said_anything(kakao_house: KakaoHouse):
    who = kakao_house.giver(source="typed")
    kakao_house.kakao.refusals = [KakaoUnavailable("timeout")]
    linked = kakao_house.link.show(who)
    assert (linked.seen, linked.seen_at, linked.agreements) == (Seen.NEVER, None, ())


def test_what_is_left_is_remembered(kakao_house: KakaoHouse):
    who = kakao_house.member()
    kakao_house.kakao.agreements = [AgreedScope("gender", "", is_revocable=True)]
    kakao_house.kakao.left = [AgreedScope("name", "", is_revocable=True)]
    kakao_house.link.revoke(who, "gender", "ko")
    kakao_house.kakao.refusals = [KakaoUnavailable("timeout")]
    linked = kakao_house.link.show(who)
    assert [one.scope for one in linked.agreements] == ["name"]


def test_a_link_cut_without_our_knowledge_is_said(kakao_house: KakaoHouse):
    who = kakao_house.giver()
    kakao_house.kakao.refusals = [KakaoNotLinked()]
    linked = kakao_house.link.show(who)
    assert (linked.seen, linked.agreements) == (Seen.CUT, ())


ENDS: dict[str, tuple[list[Exception], Ended]] = {
    "there": ([], Ended.THERE),
    "Kakao is away": ([KakaoUnavailable("timeout")], Ended.ON_ITS_WAY),
    "our key is wrong": ([KakaoMisconfigured("admin_key_refused")], Ended.ON_ITS_WAY),
    "it is required": ([ScopeNotRevocable("not_revocable")], Ended.NEVER),
}


@pytest.mark.parametrize("case", ENDS)
def test_the_value_is_gone_before_the_answer_whatever_kakao_says(kakao_house: KakaoHouse, case):
    who = kakao_house.giver()
    kakao_house.kakao.refusals, ended = list(ENDS[case][0]), ENDS[case][1]
    assert kakao_house.link.revoke(who, PHONE, "en") is ended
    assert kakao_house.rooms.values(who) == []
    last = kakao_house.last(who)
    assert (last.answer, last.locale, last.channel) == (Answer.WITHDRAWN, "en", "web")
    kakao_house.rooms.clock.forward(seconds=5)
    kakao_house.work()
    assert kakao_house.kakao.revoked[0] == (kakao_house.kakao_id, PHONE), "by us or the worker"


def test_an_agreement_nothing_came_by_ends_alone(kakao_house: KakaoHouse):
    who = kakao_house.giver()
    kakao_house.kakao.agreements = [AgreedScope("gender", "", is_revocable=True)]
    assert kakao_house.link.revoke(who, "gender", "ko") is Ended.THERE
    assert kakao_house.rooms.answer_of(who) is Answer.GIVEN
    assert kakao_house.kakao.revoked == [(kakao_house.kakao_id, "gender")]


def test_what_nobody_agreed_to_is_not_told_to_kakao(kakao_house: KakaoHouse):
    who = kakao_house.giver()
    for refusals in ([], [KakaoNotLinked()]):
        kakao_house.kakao.refusals = list(refusals)
        with pytest.raises(NotAgreed):
            kakao_house.link.revoke(who, "anything", "ko")
    assert kakao_house.kakao.revoked == kakao_house.rooms.rows("outbox") == []


def test_only_what_kakao_did_not_hear_waits_and_it_waits_once(kakao_house: KakaoHouse):
    who = kakao_house.giver(source="typed")
    kakao_house.link.revoke(who, PHONE, "ko")
    assert kakao_house.rooms.rows("outbox") == []
    kakao_house.kakao.refusals = [KakaoUnavailable("timeout"), KakaoUnavailable("timeout")]
    for _ in range(2):
        assert kakao_house.link.revoke(who, PHONE, "ko") is Ended.ON_ITS_WAY
    assert len(kakao_house.rooms.rows("outbox")) == 1


def test_a_typed_value_stays_when_the_agreement_ends(kakao_house: KakaoHouse):
    who = kakao_house.giver(source="typed")
    kakao_house.link.revoke(who, PHONE, "ko")
    assert len(kakao_house.rooms.values(who)) == 1


def test_whoever_left_has_no_link(kakao_house: KakaoHouse):
    who = kakao_house.giver()
    kakao_house.rooms.leaving.leave(who, "ko")
    acts: tuple[Callable[[], object], ...] = (
        lambda: kakao_house.link.show(who),
        lambda: kakao_house.link.revoke(who, PHONE, "ko"),
    )
    for act in acts:
        with pytest.raises(MemberGone):
            act()


# --- the page ---


@pytest.fixture(autouse=True)
def rested(house: World) -> None:
    """The fuse that a test of Kakao's silence blew is whole again."""
    asking = house.services.kakao_link._kakao
    assert isinstance(asking, Scopes)
    asking._fuse = Breaker(time.monotonic)


@pytest.fixture
def sori(house: World) -> Person:
    house.clock.forward(minutes=1)
    house.standin.state.link(SORI, frozenset({"gender", "account_email"}))
    with house.storage.engine.begin() as open_:  # what other tests let us know
        open_.execute(update(table("kakao_link")).values(scopes=None, scopes_at=None))
        open_.execute(table("outbox").delete())
    made = join(house, str(SORI.kakao_id))
    made.withdraw()
    return made


def page_of(person: Person, path: str = "/me/kakao") -> str:
    answer = person.browser().get(path)
    assert answer.status_code == 200
    return " ".join(words(soup(answer.get_data(as_text=True))))


def test_the_page_names_what_was_agreed_to(sori: Person):
    said = page_of(sori)
    assert "2026년 11월 22일(일)" in said
    for word in ("성별", "이메일", "방금 카카오에서 확인했어요."):
        assert word in said
    assert "전화번호" not in said


def test_the_page_without_any_agreement(house: World):
    house.standin.state.link(BY_KEY["byeol"], frozenset())
    said = page_of(join(house, str(BY_KEY["byeol"].kakao_id)))
    assert "동의한 항목이 없어요." in said


def test_ending_one_asks_kakao_at_once(house: World, sori: Person):
    answer = sori.browser().fill("/me/kakao", scope="gender")
    assert answer.headers["Location"] == "/me/kakao?done=scope_ended"
    linked = house.standin.state.linked(SORI)
    assert linked is not None
    assert linked.scopes == {"account_email"}
    said = page_of(sori, "/me/kakao?done=scope_ended")
    assert "카카오에 한 동의를 철회했어요." in said
    assert "성별" not in said


def test_twice_is_once(sori: Person):
    browser = sori.browser()
    for _ in range(2):
        assert browser.fill("/me/kakao", scope="gender").status_code == 303


def test_kakao_away(house: World, sori: Person):
    house.standin.state.switch_on("api_500")
    assert "다 확인하지 못했어요" in page_of(sori)
    with house.storage.write() as store:
        store.kakao_links.note_scopes(sori.member_id, ["gender"], house.clock())
    said = page_of(sori)
    assert "오후 7:31" in said
    assert "성별" in said
    answer = sori.browser().fill("/me/kakao", scope="gender")
    assert answer.headers["Location"] == "/me/kakao?done=scope_on_its_way"
    assert "전하는 중" in page_of(sori)
    house.standin.state.switch_off()
    house.clock.forward(seconds=5)
    (house._workers or [house.worker()])[0].tick()
    linked = house.standin.state.linked(SORI)
    assert linked is not None
    assert linked.scopes == {"account_email"}


def test_a_link_that_was_cut_in_silence(house: World, sori: Person):
    house.standin.state.unlink(SORI)
    assert "카카오에서는 연결이 끊겨 있어요" in page_of(sori)


def test_a_value_that_came_from_kakao_is_named(house: World, sori: Person, monkeypatch):
    sori.agree()
    values = table("field_value")
    with house.storage.engine.begin() as open_:
        open_.execute(
            update(values).where(values.c.member_id == sori.member_id).values(source="kakao")
        )
    link = house.services.kakao_link
    mbti = replace(house.services.catalogue.field("mbti"), kakao_scope="gender")
    monkeypatch.setattr(link, "_fields", [mbti])
    said = page_of(sori)
    assert "내 정보의 ‘MBTI’ 값이 여기서 왔어요. 동의를 철회하면 그 값도 바로 지워요." in said
    assert said.count("여기서 가져와 둔 값은 없어요.") == 1


@pytest.mark.parametrize("scope", ["", "GENDER", "gender;", "x" * 41, "성별"])
def test_what_is_no_item_is_no_request(house: World, sori: Person, scope):
    calls = len(house.standin.state.calls())
    assert sori.browser().fill("/me/kakao", scope=scope).status_code == 400
    assert len(house.standin.state.calls()) == calls + 1, "the page alone asked"


def test_an_item_nobody_was_shown_is_no_request(house: World, sori: Person):
    assert sori.browser().fill("/me/kakao", scope="junk").status_code == 400
    assert "/v2/user/revoke/scopes" not in {call["path"] for call in house.standin.state.calls()}
    assert counts(house.storage).get("outbox", 0) == 0


def test_the_page_reads_five_statements_and_writes_none(sori: Person):
    browser = sori.browser()
    browser.get("/me")
    with statements(sori.world) as sent:
        assert browser.get("/me/kakao").status_code == 200
    assert len(sent) <= 5, listed(sent)
    assert not [one for one in sent if not one.startswith("SELECT")]


def test_the_link_is_as_old_as_the_way_back_from_kakao(house: World):
    """Not as the membership: a link cut at the gate must be seen to be older news than none."""
    house.clock.forward(minutes=3)
    browser = house.browser()
    house.log_in(browser, "onyu")
    back_at = house.clock()
    house.clock.forward(minutes=4)
    browser.fill("/join", year="1999", month="3", day="2", terms="yes", act="join")
    newest = max(rows(house.storage, "kakao_link"), key=lambda row: row.linked_at)
    assert newest.linked_at == back_at
