"""A value from Kakao that is gone takes its agreement at Kakao with it, whichever act erased it."""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from tests.catalogue.changing import with_
from tests.rooms import Rooms
from tests.world import START
from webapp.consent.decision import MEMBERSHIP, MemberId
from webapp.members.errors import KakaoMisconfigured, KakaoUnavailable, ScopeNotRevocable
from webapp.members.kakao_link_errands import KIND, queue_scope_revocation
from webapp.members.kakao_link_ports import AgreedScope
from webapp.members.kakao_link_scopes import ScopeEnder
from webapp.outbox.drain import Outbox
from webapp.profile.keeping import Holder, erase
from webapp.storage.tables import field_value, kakao_leftover, outbox

SCOPE = "phone_number"  # of MBTI, in the catalogue of these tests


@dataclass
class SaidScopes:
    """Implements members.kakao_link_ports.KakaoScopes without a Kakao."""

    revoked: list[tuple[str, str]] = field(default_factory=list)
    refusals: list[Exception] = field(default_factory=list)

    def agreed(self, kakao_id: str) -> list[AgreedScope]:
        raise NotImplementedError

    def revoke(self, kakao_id: str, scope: str) -> None:
        if self.refusals:
            raise self.refusals.pop(0)
        self.revoked.append((kakao_id, scope))


@dataclass
class House:
    """The rooms, with a worker that ends agreements."""

    rooms: Rooms
    kakao: SaidScopes = field(default_factory=SaidScopes)
    told: list[tuple[str, str]] = field(default_factory=list)
    kakao_id: str = ""

    def __post_init__(self) -> None:
        rooms = self.rooms
        self.ender = ScopeEnder(
            rooms.storage, rooms.vault, rooms.catalogue, self.kakao, rooms.clock
        )
        self.outbox = Outbox(
            rooms.storage.write,
            {KIND: self.ender.run},
            rooms.clock,
            lambda *said: self.told.append(said),
        )

    def work(self) -> None:
        self.ender.gather()
        self.outbox.drain()

    def giver(self, source: str = "kakao") -> MemberId:
        """Return a member whose value came from Kakao."""
        self.kakao_id = str(4_000_000_000 + secrets.randbelow(10**9))
        who = self.rooms.member(self.kakao_id)
        self.give(who, source)
        return who

    def give(self, who: MemberId, source: str = "kakao") -> None:
        self.rooms.agree(who)
        with self.rooms.storage.engine.begin() as connection:
            connection.execute(
                update(field_value).where(field_value.c.member_id == who).values(source=source)
            )


@pytest.fixture
def house(rooms: Rooms) -> House:
    rooms.clock.moment = START
    with rooms.storage.engine.begin() as connection:
        for table in (outbox, kakao_leftover):
            connection.execute(table.delete())  # what other tests left to be done
    changed = with_("fields", "mbti", kakao_scope=SCOPE)
    return House(rooms.with_catalogue(changed(rooms.catalogue)))


def _erased(house: House, who: MemberId) -> None:
    with house.rooms.storage.write() as store:
        erase(store, Holder(who, MEMBERSHIP), ["mbti"], "settled", house.rooms.clock())


def _unused(house: House, who: MemberId) -> None:
    house.rooms.clock.forward(days=365)
    house.rooms.sweep.sweep()
    assert house.rooms.values(who) == []


ACTS = {
    "withdrawn": lambda house, who: house.rooms.withdraw(who),
    "refused": lambda house, who: house.rooms.skip(who),
    "erased": _erased,
    "unused for a year": _unused,
}


@pytest.mark.parametrize("act", ACTS)
def test_the_agreement_ends_with_the_value(house: House, act):
    who = house.giver()
    house.work()
    assert house.kakao.revoked == []
    ACTS[act](house, who)
    house.work()
    ended = [one for one in house.kakao.revoked if one[0] == house.kakao_id]
    assert ended == [(house.kakao_id, SCOPE)]
    assert house.rooms.rows("outbox") == house.rooms.rows("kakao_leftover") == []


def test_a_typed_value_ends_nothing_at_kakao(house: House):
    who = house.giver(source="typed")
    house.rooms.withdraw(who)
    house.work()
    assert house.kakao.revoked == []
    assert house.rooms.rows("kakao_leftover") == []


def test_what_is_rolled_back_ends_nothing(house: House):
    who = house.giver()
    with house.rooms.storage.engine.connect() as connection:
        connection.execute(delete(field_value).where(field_value.c.member_id == who))
        connection.rollback()
    house.work()
    assert house.kakao.revoked == []


def test_leaving_ends_the_whole_link_instead(house: House):
    who = house.giver()
    house.rooms.leaving.leave(who, "ko")
    assert house.rooms.rows("kakao_leftover") == []
    house.ender.gather()
    with house.rooms.storage.write() as store:
        queue_scope_revocation(store, house.rooms.vault, who, SCOPE, house.rooms.clock())
    house.work()
    assert house.kakao.revoked == []


def test_an_agreement_given_anew_stays(house: House):
    """Kakao was away, and the person has fetched the value again meanwhile."""
    who = house.giver()
    house.kakao.refusals = [KakaoUnavailable("timeout")]
    house.rooms.withdraw(who)
    house.work()
    house.give(who)
    house.rooms.clock.forward(minutes=1)
    house.work()
    assert house.kakao.revoked == []
    assert house.rooms.rows("outbox") == []


def test_kakao_away_is_asked_again_until_it_is_back(house: House):
    who = house.giver()
    house.kakao.refusals = [KakaoUnavailable("timeout"), KakaoMisconfigured("admin_key_refused")]
    house.rooms.withdraw(who)
    for _ in range(3):
        house.work()
        house.rooms.clock.forward(seconds=5)
    assert house.kakao.revoked == [(house.kakao_id, SCOPE)]
    assert house.told == [(KIND, "timeout"), (KIND, "admin_key_refused")]


def test_what_kakao_never_ends_is_given_up_and_told(house: House):
    who = house.giver()
    house.kakao.refusals = [ScopeNotRevocable("not_revocable")]
    house.rooms.withdraw(who)
    house.work()
    assert house.told == [(KIND, "given_up:not_revocable")]
    assert house.rooms.rows("outbox") == []


def test_after_three_days_it_is_given_up(house: House):
    who = house.giver()
    house.kakao.refusals = [KakaoUnavailable("timeout")] * 1000
    house.rooms.withdraw(who)
    while not house.told or "given_up" not in house.told[-1][1]:
        assert house.rooms.clock() <= START + timedelta(hours=72)
        house.work()
        house.rooms.clock.forward(minutes=30)
    assert house.rooms.rows("outbox") == []


def test_the_errand_says_nothing_in_the_open(house: House):
    who = house.giver()
    house.rooms.withdraw(who)
    house.ender.gather()
    (row,) = house.rooms.rows("outbox")
    told = b" ".join(part if isinstance(part, bytes) else str(part).encode() for part in row)
    for secret in (SCOPE, str(who), who.hex, house.kakao_id):
        assert secret.encode() not in told
    assert who.bytes not in told


def test_what_is_known_of_the_agreements_follows(house: House):
    who = house.giver()
    with house.rooms.storage.write() as store:
        store.kakao_links.note_scopes(who, ["gender", SCOPE], house.rooms.clock())
    house.rooms.withdraw(who)
    house.rooms.clock.forward(seconds=1)
    house.work()
    with house.rooms.storage.write() as store:
        store.kakao_links.note_scopes(who, ["name"], START)  # older news comes late
        known = store.kakao_links.scopes(who)
    assert known is not None
    assert (known.scopes, known.at) == (("gender",), house.rooms.clock())
