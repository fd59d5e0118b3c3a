"""A value from Kakao that is gone takes its agreement at Kakao with it, whichever act erased it."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from tests.members.kakao_house import PHONE, KakaoHouse
from tests.world import START
from webapp.consent.decision import MEMBERSHIP, MemberId
from webapp.members.errors import KakaoMisconfigured, KakaoUnavailable, ScopeNotRevocable
from webapp.members.kakao_link_errands import KIND, queue_scope_revocation
from webapp.profile.keeping import Holder, erase
from webapp.storage.tables import field_value


def _erased(kakao_house: KakaoHouse, who: MemberId) -> None:
    with kakao_house.rooms.storage.write() as store:
        erase(store, Holder(who, MEMBERSHIP), ["mbti"], "settled", kakao_house.rooms.clock())


def _unused(kakao_house: KakaoHouse, who: MemberId) -> None:
    kakao_house.rooms.clock.forward(days=365)
    kakao_house.rooms.sweep.sweep()
    assert kakao_house.rooms.values(who) == []


ACTS = {
    "withdrawn": lambda house, who: house.rooms.withdraw(who),
    "refused": lambda house, who: house.rooms.skip(who),
    "erased": _erased,
    "unused for a year": _unused,
}


@pytest.mark.parametrize("act", ACTS)
def test_the_agreement_ends_with_the_value(kakao_house: KakaoHouse, act):
    who = kakao_house.giver()
    kakao_house.work()
    assert kakao_house.kakao.revoked == []
    ACTS[act](kakao_house, who)
    kakao_house.work()
    ended = [one for one in kakao_house.kakao.revoked if one[0] == kakao_house.kakao_id]
    assert ended == [(kakao_house.kakao_id, PHONE)]
    assert kakao_house.rooms.rows("outbox") == kakao_house.rooms.rows("kakao_leftover") == []


def test_a_typed_value_ends_nothing_at_kakao(kakao_house: KakaoHouse):
    who = kakao_house.giver(source="typed")
    kakao_house.rooms.withdraw(who)
    kakao_house.work()
    assert kakao_house.kakao.revoked == []
    assert kakao_house.rooms.rows("kakao_leftover") == []


def test_what_is_rolled_back_ends_nothing(kakao_house: KakaoHouse):
    who = kakao_house.giver()
    with kakao_house.rooms.storage.engine.connect() as connection:
        connection.execute(delete(field_value).where(field_value.c.member_id == who))
        connection.rollback()
    kakao_house.work()
    assert kakao_house.kakao.revoked == []


def test_leaving_ends_the_whole_link_instead(kakao_house: KakaoHouse):
    who = kakao_house.giver()
    kakao_house.rooms.withdraw(who)
    kakao_house.ender.gather()
    kakao_house.give(who)
    kakao_house.rooms.leaving.leave(who, "ko")
    assert kakao_house.rooms.rows("kakao_leftover") == []
    assert [row for row in kakao_house.rooms.rows("outbox") if KIND in row] == []


def test_an_errand_of_somebody_who_left_has_nothing_to_do(kakao_house: KakaoHouse):
    who = kakao_house.giver()
    kakao_house.rooms.leaving.leave(who, "ko")
    with kakao_house.rooms.storage.write() as store:
        now = kakao_house.rooms.clock()
        queue_scope_revocation(store, kakao_house.rooms.vault, who, PHONE, now)
    kakao_house.work()
    assert kakao_house.kakao.revoked == []


def test_an_agreement_given_anew_stays(kakao_house: KakaoHouse):
    """Kakao was away, and the person has fetched the value again meanwhile."""
    who = kakao_house.giver()
    kakao_house.kakao.refusals = [KakaoUnavailable("timeout")]
    kakao_house.rooms.withdraw(who)
    kakao_house.work()
    kakao_house.give(who)
    kakao_house.rooms.clock.forward(minutes=1)
    kakao_house.work()
    assert kakao_house.kakao.revoked == []
    assert kakao_house.rooms.rows("outbox") == []


def test_kakao_away_is_asked_again_until_it_is_back(kakao_house: KakaoHouse):
    who = kakao_house.giver()
    kakao_house.kakao.refusals = [
        KakaoUnavailable("timeout"),
        KakaoMisconfigured("admin_key_refused"),
    ]
    kakao_house.rooms.withdraw(who)
    for _ in range(3):
        kakao_house.work()
        kakao_house.rooms.clock.forward(seconds=5)
    assert kakao_house.kakao.revoked == [(kakao_house.kakao_id, PHONE)]
    assert kakao_house.told == [(KIND, "timeout"), (KIND, "admin_key_refused")]


def test_what_kakao_never_ends_is_given_up_and_told(kakao_house: KakaoHouse):
    who = kakao_house.giver()
    kakao_house.kakao.refusals = [ScopeNotRevocable("not_revocable")]
    kakao_house.rooms.withdraw(who)
    kakao_house.work()
    assert kakao_house.told == [(KIND, "given_up:not_revocable")]
    assert kakao_house.rooms.rows("outbox") == []


def test_after_three_days_it_is_given_up(kakao_house: KakaoHouse):
    who = kakao_house.giver()
    kakao_house.kakao.refusals = [KakaoUnavailable("timeout")] * 1000
    kakao_house.rooms.withdraw(who)
    while not kakao_house.told or "given_up" not in kakao_house.told[-1][1]:
        assert kakao_house.rooms.clock() <= START + timedelta(hours=72)
        kakao_house.work()
        kakao_house.rooms.clock.forward(minutes=30)
    assert kakao_house.rooms.rows("outbox") == []


def test_the_errand_says_nothing_in_the_open(kakao_house: KakaoHouse):
    who = kakao_house.giver()
    kakao_house.rooms.withdraw(who)
    kakao_house.ender.gather()
    (row,) = kakao_house.rooms.rows("outbox")
    told = b" ".join(part if isinstance(part, bytes) else str(part).encode() for part in row)
    for secret in (PHONE, str(who), who.hex, kakao_house.kakao_id):
        assert secret.encode() not in told
    assert who.bytes not in told


def test_what_is_known_of_the_agreements_follows(kakao_house: KakaoHouse):
    who = kakao_house.giver()
    with kakao_house.rooms.storage.write() as store:
        store.kakao_links.note_scopes(who, ["gender", PHONE], kakao_house.rooms.clock())
    kakao_house.rooms.withdraw(who)
    kakao_house.rooms.clock.forward(seconds=1)
    kakao_house.work()
    with kakao_house.rooms.storage.write() as store:
        store.kakao_links.note_scopes(who, ["name"], START)  # older news comes late
        known = store.kakao_links.scopes(who)
    assert known is not None
    assert (known.scopes, known.at) == (("gender",), kakao_house.rooms.clock())
