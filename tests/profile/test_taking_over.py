"""Taking a value over from Kakao: under the card that told so, and under no other."""

from dataclasses import replace
from uuid import uuid4

import pytest

from tests.catalogue.changing import with_
from tests.rooms import HOLDER, Rooms
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.kinds import Unclean
from webapp.consent.decision import Answer, MemberId
from webapp.consent.errors import MemberGone, NotTicked, StaleTicket
from webapp.consent.ticket import Ticket
from webapp.profile.answers import Reply

ENGINES = ["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.slow])]
pytestmark = pytest.mark.parametrize("database_url", ENGINES, indirect=True, scope="module")

NUMBER = "+82 10-0000-1002"
PHONE = CATALOGUE.notice("phone")
OFFERED = [field.key for field in CATALOGUE.fields if field.from_kakao and field.not_yet is None]


def card(rooms: Rooms, locale: str = "ko") -> str:
    """Return the ticket of the card of fetching, shown now."""
    shown = rooms.editions.from_kakao("phone", locale).hash
    return rooms.tickets.write(Ticket(shown, HOLDER, rooms.clock()))


def reply(rooms: Rooms, who: MemberId, *, ticket: str = "", number: str = NUMBER) -> Reply:
    return Reply(who, HOLDER, ticket or card(rooms), uuid4().hex, {"value": [number]}, ticked=True)


def typed(rooms: Rooms, who: MemberId) -> Reply:
    return reply(rooms, who, ticket=rooms.ticket("phone"), number="010-1111-2222")


def fetched(rooms: Rooms, who: MemberId) -> None:
    said = reply(rooms, who)
    rooms.answers.take_over(PHONE, said, rooms.answers.may_fetch(PHONE, said))


def test_decision_and_value_come_together_and_say_where_from(rooms: Rooms):
    who = rooms.member()
    fetched(rooms, who)
    (row,) = rooms.values(who)
    assert (row.field_key, row.source) == ("phone", "kakao")
    decision = rooms.shown(who, row.decision_id)
    assert decision.edition_hash == rooms.editions.from_kakao("phone", "ko").hash
    assert rooms.profile.read(who, "phone", "contact") == "+821000001002"


def test_the_card_tells_what_comes_from_where_and_how_often(rooms: Rooms):
    typed_card = rooms.editions.current("phone", "ko").body
    body = rooms.editions.from_kakao("phone", "ko").body
    assert [row["key"] for row in body["rows"]][:3] == ["items", "source", "purpose"]
    told = body["rows"][1]["text"]
    assert "카카오계정에 등록한 전화번호" in told
    assert "한 번만" in told
    assert (body["agree"], body["skip"]) == ("동의하고 가져오기", "이 질문 건너뛰기")
    assert body["way"] == {"source": "kakao", "scope": "phone_number"}
    same = ("refusal", "tick", "why", "facts")
    assert {part: body[part] for part in same} == {part: typed_card[part] for part in same}
    assert [row for row in body["rows"] if row["key"] != "source"] == typed_card["rows"]


@pytest.mark.parametrize("key", OFFERED)
def test_every_field_on_offer_has_a_card_in_each_language(rooms: Rooms, key: str):
    field = CATALOGUE.field(key)
    offer = field.from_kakao
    assert offer is not None
    (notice,) = [n for n in CATALOGUE.notices_of(key) if n.is_asked and n.audience is None]
    for locale, words in (("ko", offer.question), ("en", f"en: {offer.question}")):
        edition = rooms.editions.from_kakao(notice.key, locale)
        assert edition.body["question"] == [words]
        assert edition.facts_hash == rooms.editions.facts(notice.key)
        with rooms.storage.read() as store:
            assert store.editions.get(edition.hash) == edition


def test_what_kakao_does_not_offer_has_no_such_card(rooms: Rooms):
    for key in ("mbti", "terms", "membership", "show_phone_matched"):
        with pytest.raises(KeyError):
            rooms.editions.from_kakao(key, "ko")


def test_one_consent_lives_for_both_ways_and_ends_for_both(rooms: Rooms):
    who = rooms.member()
    rooms.answers.agree(PHONE, typed(rooms, who))
    fetched(rooms, who)
    (line,) = [line for line in rooms.consents.lines(who) if line.notice.key == "phone"]
    assert line.is_live
    rooms.answers.change(PHONE, typed(rooms, who))
    assert [row.source for row in rooms.values(who)] == ["typed"]
    assert rooms.withdraw(who, "phone")
    assert rooms.values(who) == []
    assert not rooms.profile.may_read(who, "phone", "contact")


def test_the_card_of_typing_allows_no_fetching(rooms: Rooms):
    who = rooms.member()
    said = typed(rooms, who)
    with pytest.raises(StaleTicket):
        rooms.answers.may_fetch(PHONE, said)
    with pytest.raises(StaleTicket):
        rooms.answers.take_over(PHONE, said, None)
    assert rooms.standings(who) == {}


def test_the_card_of_fetching_allows_no_typing(rooms: Rooms):
    who = rooms.member()
    with pytest.raises(StaleTicket):
        rooms.answers.agree(PHONE, reply(rooms, who))
    assert rooms.standings(who) == {}


def test_refusing_the_card_of_fetching_is_a_refusal_like_any_other(rooms: Rooms):
    who = rooms.member()
    rooms.answers.agree(PHONE, typed(rooms, who))
    rooms.answers.skip(PHONE, reply(rooms, who))
    assert rooms.answer_of(who, "phone") is Answer.REFUSED
    assert rooms.values(who) == []


def test_without_the_tick_nobody_is_sent_away_and_nothing_is_stored(rooms: Rooms):
    who = rooms.member()
    unticked = replace(reply(rooms, who), ticked=False)
    with pytest.raises(NotTicked):
        rooms.answers.may_fetch(PHONE, unticked)
    with pytest.raises(NotTicked):
        rooms.answers.take_over(PHONE, unticked, None)
    assert rooms.standings(who) == {}


@pytest.mark.parametrize("act", ["skip", "withdraw"])
def test_a_no_in_another_window_meanwhile_is_the_last_act(rooms: Rooms, act: str):
    who = rooms.member()
    rooms.answers.agree(PHONE, typed(rooms, who))
    said = reply(rooms, who)
    last = rooms.answers.may_fetch(PHONE, said)
    if act == "skip":
        rooms.answers.skip(PHONE, typed(rooms, who))
    else:
        rooms.withdraw(who, "phone")
    before = rooms.standings(who)["phone"]
    with pytest.raises(StaleTicket):
        rooms.answers.take_over(PHONE, said, last)
    assert rooms.standings(who)["phone"] == before
    assert rooms.values(who) == []


def test_a_no_before_the_tick_was_changed_by_it(rooms: Rooms):
    who = rooms.member()
    rooms.answers.skip(PHONE, typed(rooms, who))
    fetched(rooms, who)
    assert rooms.answer_of(who, "phone") is Answer.GIVEN


def test_a_value_typed_meanwhile_is_replaced_by_the_one_fetched_last(rooms: Rooms):
    who = rooms.member()
    said = reply(rooms, who)
    last = rooms.answers.may_fetch(PHONE, said)
    rooms.answers.agree(PHONE, typed(rooms, who))
    rooms.answers.take_over(PHONE, said, last)
    assert rooms.profile.read(who, "phone", "contact") == "+821000001002"


def test_the_same_fetching_twice_is_one(rooms: Rooms):
    who = rooms.member()
    said = reply(rooms, who)
    rooms.answers.take_over(PHONE, said, None)
    rooms.withdraw(who, "phone")
    rooms.answers.take_over(PHONE, said, None)
    assert rooms.answer_of(who, "phone") is Answer.WITHDRAWN


def test_a_value_that_cannot_be_kept_leaves_nothing(rooms: Rooms):
    who = rooms.member()
    with pytest.raises(Unclean):
        rooms.answers.take_over(PHONE, reply(rooms, who, number="+81 90-0000-1003"), None)
    assert rooms.standings(who) == {}


def test_somebody_who_left_meanwhile_stays_gone(rooms: Rooms):
    who = rooms.member()
    said = reply(rooms, who)
    last = rooms.answers.may_fetch(PHONE, said)
    rooms.leaving.leave(who, "ko")
    with pytest.raises(MemberGone):
        rooms.answers.take_over(PHONE, said, last)
    assert rooms.values(who) == []


def test_another_item_at_kakao_asks_anew_and_keeps_what_was_agreed(rooms: Rooms):
    """What is fetched is told on the card; what was fetched before stays under its consent."""
    who, other = rooms.member(), rooms.member()
    fetched(rooms, who)
    said = reply(rooms, other)
    change = with_("fields", "phone", kakao_scope="another_number")
    later = rooms.with_catalogue(change(CATALOGUE))
    with pytest.raises(StaleTicket):
        later.answers.take_over(PHONE, said, None)
    assert later.profile.read(who, "phone", "contact") == "+821000001002"


def test_a_new_wording_of_the_card_stops_nobody_on_the_way(rooms: Rooms):
    who = rooms.member()
    said = reply(rooms, who)
    offer = CATALOGUE.field("phone").from_kakao
    assert offer is not None
    worded = replace(offer, question="카카오의 전화번호를 쓸까요?")
    change = with_("fields", "phone", from_kakao=worded)
    rooms.with_catalogue(change(CATALOGUE)).answers.take_over(PHONE, said, None)
    assert rooms.answer_of(who, "phone") is Answer.GIVEN
