"""Agreements withdrawn at Kakao: the consents that rest on them end here, and no others."""

from datetime import timedelta

import pytest

from tests.members.kakao_house import PHONE, KakaoHouse
from webapp.consent.decision import Actor, Answer, Channel
from webapp.members.errors import KakaoMisconfigured, KakaoNotLinked, KakaoUnavailable
from webapp.members.kakao_link_ports import AgreedScope
from webapp.members.webhooks_errands import KINDS
from webapp.members.webhooks_news import What

MINUTE = timedelta(minutes=1)


@pytest.fixture
def house(kakao_house: KakaoHouse) -> KakaoHouse:
    return kakao_house


def _later(house: KakaoHouse) -> None:
    house.rooms.clock.forward(minutes=1)


def _withdrawn(house: KakaoHouse, *scopes: str) -> None:
    house.say(What.SCOPES_WITHDRAWN, "", None, *scopes)
    house.work()


def test_an_agreement_withdrawn_there_is_a_consent_withdrawn_here(house: KakaoHouse):
    who = house.giver()
    _later(house)
    _withdrawn(house, PHONE)
    assert house.rooms.values(who) == []
    last = house.last(who)
    assert (last.answer, last.channel, last.actor) == (
        Answer.WITHDRAWN,
        Channel.KAKAO,
        Actor.PERSON,
    )
    assert house.is_member()
    assert house.kakao.asked == []


@pytest.mark.parametrize("source", ["typed", "event"])
def test_what_did_not_come_from_kakao_stays(house: KakaoHouse, source: str):
    who = house.giver(source)
    _later(house)
    _withdrawn(house, PHONE)
    assert house.rooms.answer_of(who) is Answer.GIVEN
    assert len(house.rooms.values(who)) == 1


def test_another_agreement_is_another_matter(house: KakaoHouse):
    who = house.giver()
    _later(house)
    _withdrawn(house, "gender", "no_such_item")
    assert house.rooms.answer_of(who) is Answer.GIVEN


def test_a_consent_given_after_the_withdrawal_stays(house: KakaoHouse):
    who = house.giver()
    _later(house)
    at = house.rooms.clock()
    _later(house)
    house.give(who)
    house.say(What.SCOPES_WITHDRAWN, "late", at, PHONE)
    house.work()
    assert house.rooms.answer_of(who) is Answer.GIVEN


def test_without_a_name_kakao_is_asked_what_is_left(house: KakaoHouse):
    who = house.giver()
    _later(house)
    house.kakao.agreements = [AgreedScope(PHONE, "", is_revocable=True)]
    _withdrawn(house)
    assert house.kakao.asked == [house.kakao_id]
    assert house.rooms.answer_of(who) is Answer.GIVEN
    house.kakao.agreements = [AgreedScope("gender", "", is_revocable=True)]
    _later(house)
    _withdrawn(house)
    assert house.rooms.answer_of(who) is Answer.WITHDRAWN
    assert house.rooms.values(who) == []
    with house.rooms.storage.read() as store:
        known = store.kakao_links.scopes(who)
    assert known is not None
    assert known.scopes == ("gender",)


def test_kakao_is_asked_again_until_it_answers(house: KakaoHouse):
    who = house.giver()
    _later(house)
    house.kakao.refusals = [KakaoUnavailable("timeout"), KakaoMisconfigured("admin_key_refused")]
    _withdrawn(house)
    assert house.rooms.answer_of(who) is Answer.GIVEN
    for _ in range(2):
        _later(house)
        house.work()
    assert house.rooms.answer_of(who) is Answer.WITHDRAWN
    assert house.told == [(KINDS[1], "timeout"), (KINDS[1], "admin_key_refused")]


def test_without_a_link_there_no_agreement_is_left(house: KakaoHouse):
    who = house.giver()
    _later(house)
    house.kakao.refusals = [KakaoNotLinked()]
    _withdrawn(house)
    assert house.rooms.answer_of(who) is Answer.WITHDRAWN


def test_what_is_known_of_the_agreements_follows_the_messages(house: KakaoHouse):
    who = house.member()

    def known() -> tuple[str, ...] | None:
        with house.rooms.storage.read() as store:
            found = store.kakao_links.scopes(who)
        return found.scopes if found else None

    _later(house)
    _withdrawn(house, PHONE)
    assert known() is None, "one item less of a list nobody has seen is no list"
    house.kakao.agreements = [AgreedScope(one, "", is_revocable=True) for one in (PHONE, "gender")]
    house.say(What.SCOPES_AGREED)
    house.work()
    assert known() == ("gender", PHONE)
    earlier = house.rooms.clock() - MINUTE
    _later(house)
    house.say(What.SCOPES_WITHDRAWN, "late", earlier, "gender")
    house.work()
    assert known() == ("gender", PHONE), "Kakao has said something since"
    _withdrawn(house, "gender")
    assert known() == (PHONE,)
    assert house.rooms.answer_of(who) is None, "an agreement there is no consent here"
