"""What Kakao's messages bring about: each once, however late, however often, in whatever order."""

import itertools
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.members.kakao_house import PHONE, KakaoHouse
from tests.world import START
from webapp.consent.decision import Actor, Answer, Channel
from webapp.members.kakao_link_errands import KIND as SCOPE
from webapp.members.kakao_link_scopes import ScopeEnder
from webapp.members.rows import Session
from webapp.members.webhooks_errands import KINDS
from webapp.members.webhooks_news import What
from webapp.storage.tables import kakao_leftover, outbox

MINUTE = timedelta(minutes=1)
PERSONAL = ("kakao_link", "session", "field_value", "keys.value_key", "kakao_leftover")


@pytest.fixture
def house(kakao_house: KakaoHouse) -> KakaoHouse:
    return kakao_house


def _later(house: KakaoHouse) -> None:
    house.rooms.clock.forward(minutes=1)


# --- a link that was cut ---


def test_a_cut_link_erases_as_leaving_does(house: KakaoHouse):
    who = house.giver()
    with house.rooms.storage.write() as store:
        store.sessions.add(Session(b"s" * 32, who, START, START, "Android"))
    _later(house)
    house.cut()
    house.work()
    for name in PERSONAL:
        assert [row for row in house.rooms.rows(name) if who in row] == [], name
    last = house.last(who)
    assert (last.answer, last.channel, last.actor) == (
        Answer.WITHDRAWN,
        Channel.KAKAO,
        Actor.PERSON,
    )
    assert last.locale == "ko", "the language the consent was given in"
    assert house.last(who, "terms").answer is Answer.WITHDRAWN
    destroyed = {row[3:5] for row in house.rooms.rows("destruction", who)}
    assert destroyed == {("mbti", "left"), ("kakao_id", "left")}


def test_nothing_is_unlinked_or_revoked_at_kakao_again(house: KakaoHouse):
    house.giver()
    _later(house)
    house.cut()
    for _ in range(3):
        house.work()
        house.rooms.clock.forward(minutes=40)
    house.door.outbox.drain()
    assert house.door.kakao.unlinked == house.kakao.asked == []
    assert house.kakao.revoked == []
    assert house.count(outbox) == house.count(kakao_leftover) == 0


def test_who_cut_it_is_on_record(house: KakaoHouse):
    who = house.giver()
    _later(house)
    house.cut("staff")
    house.work()
    assert house.last(who).actor is Actor.KAKAO
    assert house.last(who).channel is Channel.KAKAO


def test_an_unlink_older_than_the_link_is_about_another_one(house: KakaoHouse):
    """Somebody cut the link, came back and joined anew; an old message comes late."""
    house.member()
    _later(house)
    cut_at = house.rooms.clock()
    house.cut()
    house.work()
    _later(house)
    house.door.member(house.kakao_id)
    _later(house)
    house.say(What.UNLINKED, "late", cut_at)
    house.work()
    assert house.is_member()


def test_within_the_second_kakao_names_the_unlink_wins(house: KakaoHouse):
    house.rooms.clock.moment = START + timedelta(milliseconds=700)
    house.member()
    house.say(What.UNLINKED, "j", START)
    house.work()
    assert not house.is_member()


def test_an_unlink_that_comes_late_ends_what_was_used_meanwhile(house: KakaoHouse):
    """Deletion was asked for, and nobody asked for it back: a mere login is no new consent."""
    house.member()
    _later(house)
    cut_at = house.rooms.clock()
    house.rooms.clock.forward(hours=2)
    house.door.arrive(house.door.browser(), house.kakao_id)
    house.say(What.UNLINKED, "late", cut_at)
    house.work()
    assert not house.is_member()


def test_an_unlink_whose_key_is_gone_is_still_an_unlink(house: KakaoHouse):
    house.member()
    _later(house)
    house.cut()
    with house.rooms.storage.engine.begin() as connection:
        connection.execute(outbox.update().values(wrapped_key=b"gone"))
    house.work()
    assert not house.is_member()


def test_leaving_here_and_the_message_about_it(house: KakaoHouse):
    """A service that unlinks is told so by a signed event: it finds nothing left to do."""
    who = house.member()
    house.cut()
    house.rooms.leaving.leave(who, "ko")
    assert [row for row in house.rooms.rows("outbox") if row[1] in KINDS] == []
    _later(house)
    house.say(What.UNLINKED)
    assert [row for row in house.rooms.rows("outbox") if row[1] in KINDS] == []
    house.work()


# --- sessions ---


def test_signed_out_there_is_signed_out_here_and_later_logins_stay(house: KakaoHouse):
    who = house.member()
    _later(house)
    at = house.rooms.clock()
    _later(house)
    with house.rooms.storage.write() as store:
        store.sessions.add(Session(uuid4().bytes * 2, who, house.rooms.clock(), START, "new"))
    house.say(What.SIGNED_OUT, "j", at)
    house.work()
    with house.rooms.storage.read() as store:
        assert [session.device for session in store.sessions.of(who)] == ["new"]
    assert house.is_member()


# --- order ---

ORDERS = list(itertools.permutations(range(4)))
FEW = {0, 9, 14, 23}


@pytest.mark.parametrize(
    "order",
    [
        pytest.param(order, marks=() if number in FEW else pytest.mark.slow)
        for number, order in enumerate(ORDERS)
    ],
)
def test_in_whatever_order_they_come_the_end_is_the_same(house: KakaoHouse, order):
    """The messages of one life, each of them twice, the worker coming by now and then."""
    who = house.giver()
    house.rooms.clock.forward(minutes=10)
    sends: tuple[Callable[[], None], ...] = (
        lambda: house.say(What.SCOPES_WITHDRAWN, "w", START + MINUTE, PHONE),
        lambda: house.say(What.SIGNED_OUT, "s", START + 2 * MINUTE),
        lambda: house.say(What.UNLINKED, "u", START + 3 * MINUTE),
        house.cut,
    )
    for number, place in enumerate((*order, *order)):
        sends[place]()
        if (number + place) % 3 == 0:
            house.work()
    house.work()
    assert not house.is_member()
    assert house.rooms.values(who) == []
    assert house.rooms.answer_of(who) is Answer.WITHDRAWN
    ends = [row for row in house.rooms.rows("decision", who) if "withdrawn" in row]
    assert len(ends) == 2, "one withdrawal of the answer, one of the terms"
    assert house.count(outbox) == 0


def test_a_crash_between_effect_and_settling_has_no_second_effect(house: KakaoHouse):
    who = house.giver()
    _later(house)
    _later(house)
    house.say(What.SCOPES_WITHDRAWN, "w", None, PHONE)
    with house.rooms.storage.write() as store:
        errand = store.errands.lease(house.rooms.clock(), house.rooms.clock() + MINUTE)
    assert errand is not None
    house.effects.run(errand)
    house.effects.run(errand)
    assert sum("withdrawn" in row for row in house.rooms.rows("decision", who)) == 1


def test_every_kind_of_errand_has_somebody_who_runs_it(house: KakaoHouse):
    assert set(house.effects.runners()) == set(KINDS)
    assert SCOPE not in KINDS
    assert isinstance(house.ender, ScopeEnder)
