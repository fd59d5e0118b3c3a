"""The gate: nothing before it, one member behind it, whoever comes twice or at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.catalogue.changing import with_
from tests.members.door import Door
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.kinds import Unclean
from webapp.consent.errors import StaleTicket
from webapp.members.errors import PendingGone, TooYoung
from webapp.members.joining import TOLD
from webapp.members.login import Browser, Newcomer, Returned
from webapp.storage.tables import kakao_link, member

INSTANT = timedelta(microseconds=1)


def _people(door: Door, kakao_id: str) -> int:
    with door.rooms.storage.engine.connect() as connection:
        index = door.rooms.vault.index("kakao_id", kakao_id)
        found = kakao_link.select().where(kakao_link.c.subject == index)
        return len(connection.execute(found).all())


def _unlinks(door: Door) -> list[str]:
    door.outbox.drain()
    return door.kakao.unlinked


@pytest.fixture
def waiting(door: Door) -> tuple[Browser, str]:
    browser, kakao_id = door.browser(), door.kakao_id()
    assert door.arrive(browser, kakao_id) == Newcomer()
    return browser, kakao_id


def test_a_newcomer_becomes_a_member_with_terms_and_notices_on_record(door: Door, waiting):
    browser, kakao_id = waiting
    assert door.gate.is_waiting(browser.hash)
    joined = door.join(browser)
    stand = door.rooms.standings(joined.member_id)
    assert {key: found.answer.value for key, found in stand.items()} == {
        "terms": "given",
        "age_gate": "told",
        "membership": "told",
        "visits": "told",
    }
    assert len(door.rooms.rows("statutory.visit", joined.member_id)) == 1
    again = door.arrive(door.browser(), kakao_id)
    assert isinstance(again, Returned)
    assert again.member_id == joined.member_id
    assert again.token != joined.token


def test_joining_again_gives_the_same_session_and_no_second_anything(door: Door, waiting):
    browser, kakao_id = waiting
    form = door.form(browser)
    joined = [door.gate.join(browser, form) for _ in range(3)]
    assert len(set(joined)) == 1
    who = joined[0].member_id
    assert len(door.rooms.rows("decision", who)) == 1 + len(TOLD)
    assert len(door.rooms.rows("session", who)) == len(door.rooms.rows("statutory.visit", who)) == 1
    assert _people(door, kakao_id) == 1


def test_eight_posts_at_once_make_one_member(door: Door, waiting):
    browser, kakao_id = waiting
    form = door.form(browser)
    with ThreadPoolExecutor(8) as pool:
        joined = set(pool.map(lambda _: door.gate.join(browser, form), range(8)))
    assert len(joined) == 1
    assert _people(door, kakao_id) == 1
    assert len(door.rooms.rows("decision", joined.pop().member_id)) == 1 + len(TOLD)


def test_two_browsers_of_one_person_at_once_make_one_member(door: Door):
    for _ in range(5):
        kakao_id = door.kakao_id()
        browsers = [door.browser() for _ in range(2)]
        for browser in browsers:
            door.arrive(browser, kakao_id)
        forms = [door.form(browser) for browser in browsers]
        before = len(door.rooms.rows("member"))
        with ThreadPoolExecutor(2) as pool:
            joined = list(pool.map(door.gate.join, browsers, forms))
        assert joined[0].member_id == joined[1].member_id
        assert joined[0].token != joined[1].token
        assert len(door.rooms.rows("member")) == before + 1
        assert _people(door, kakao_id) == 1
        assert len(door.rooms.rows("session", joined[0].member_id)) == 2


def _anyone(door: Door) -> int:
    with door.rooms.storage.engine.connect() as connection:
        return len(connection.execute(member.select()).all())


Act = Callable[[Door, Browser], object]


@pytest.mark.parametrize("minutes, is_there", [(30 - 1e-6, True), (30, False), (31, False)])
def test_a_sign_up_waits_half_an_hour(door: Door, waiting, minutes, is_there):
    browser, kakao_id = waiting
    form = door.form(browser)
    door.rooms.clock.forward(minutes=minutes)
    assert door.gate.is_waiting(browser.hash) is is_there
    if is_there:
        assert door.gate.join(browser, form)
        return
    with pytest.raises(PendingGone):
        door.gate.join(browser, form)
    assert door.sweep.sweep()["pending_signup"] >= 1
    assert kakao_id in _unlinks(door)


def test_nobody_waits_for_a_browser_that_never_came(door: Door):
    stranger = door.browser()
    assert not door.gate.is_waiting(stranger.hash)
    assert not door.gate.stop(stranger.hash)
    with pytest.raises(PendingGone):
        door.join(stranger)


def test_under_age_everything_is_deleted_and_the_link_ended(door: Door, waiting):
    browser, kakao_id = waiting
    before = _anyone(door)
    with pytest.raises(TooYoung):
        door.gate.join(browser, door.form(browser, year=["2012"], month=["11"], day=["23"]))
    assert _anyone(door) == before
    assert not door.gate.is_waiting(browser.hash)
    assert _unlinks(door) == [kakao_id]


def test_on_the_fourteenth_birthday_in_korea_one_may_join(door: Door, waiting):
    browser, _ = waiting
    assert door.gate.join(browser, door.form(browser, year=["2012"], month=["11"], day=["22"]))


def test_under_age_without_the_terms_is_still_under_age(door: Door, waiting):
    browser, _ = waiting
    young = replace(door.form(browser, year=["2020"]), accepts_terms=False)
    with pytest.raises(TooYoung):
        door.gate.join(browser, young)


def test_the_boxes_and_the_terms_are_told_together(door: Door, waiting):
    browser, _ = waiting
    bad = replace(door.form(browser, month=["13월"]), accepts_terms=False)
    with pytest.raises(Unclean) as refused:
        door.gate.join(browser, bad)
    assert [problem.part for problem in refused.value.problems] == ["month", "terms"]
    assert door.gate.is_waiting(browser.hash)


def test_stopping_deletes_and_unlinks_and_may_be_repeated(door: Door, waiting):
    browser, kakao_id = waiting
    assert door.gate.stop(browser.hash)
    assert not door.gate.stop(browser.hash)
    assert _unlinks(door) == [kakao_id]


def test_stopping_in_a_second_browser_does_not_unlink_a_member(door: Door, waiting):
    first, kakao_id = waiting
    second = door.browser()
    door.arrive(second, kakao_id)
    door.join(first)
    assert door.gate.stop(second.hash)
    assert _unlinks(door) == []


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_terms_in_other_words_are_accepted_as_they_were_shown(door: Door, waiting, locale):
    browser, _ = waiting
    form = replace(door.form(browser), ticket=door.gate.ticket(browser.hash, locale))
    shown = door.rooms.editions.current("terms", locale)
    later = Door(door.rooms.with_catalogue(_terms(effect="동의하지 않으면 가입할 수 없어요.")))
    joined = later.gate.join(browser, form)
    kept = later.rooms.standings(joined.member_id)["terms"]
    assert kept.edition_hash == shown.hash


def test_terms_of_other_facts_are_shown_again(door: Door, waiting):
    browser, _ = waiting
    later = Door(door.rooms.with_catalogue(_terms(effect_key="something_else")))
    with pytest.raises(StaleTicket):
        later.gate.join(browser, door.form(browser))
    assert later.gate.is_waiting(browser.hash)


@pytest.mark.parametrize("locale", ["ko", "en"])
@pytest.mark.parametrize("told", TOLD)
@pytest.mark.parametrize("change", [{"title": "다른 안내"}, {"effect_key": "something_else"}])
def test_a_notice_nobody_was_shown_is_not_on_record(door: Door, waiting, told, locale, change):
    browser, _ = waiting
    seen = replace(door.form(browser), ticket=door.gate.ticket(browser.hash, locale))
    before = _anyone(door)
    later = Door(door.rooms.with_catalogue(with_("notices", told, **change)(CATALOGUE)))
    with pytest.raises(StaleTicket):
        later.gate.join(browser, seen)
    assert _anyone(door) == before
    assert later.gate.is_waiting(browser.hash)
    again = replace(seen, ticket=later.gate.ticket(browser.hash, locale))
    stand = later.rooms.standings(later.gate.join(browser, again).member_id)
    assert stand[told].edition_hash == later.rooms.editions.current(told, locale).hash


def test_no_other_card_opens_the_gate(door: Door, waiting):
    browser, _ = waiting
    for ticket in (
        door.rooms.ticket("mbti", browser.hash.hex()),
        door.rooms.ticket("membership", browser.hash.hex()),
        door.rooms.ticket("terms"),
        door.rooms.ticket("terms", browser.hash.hex()),  # without the notices beside it
        "",
    ):
        with pytest.raises(StaleTicket):
            door.gate.join(browser, replace(door.form(browser), ticket=ticket))


def _terms(**changes: str):
    other = replace(CATALOGUE.notice("terms"), **changes)  # type: ignore[arg-type]
    notices = tuple(other if n.key == "terms" else n for n in CATALOGUE.notices)
    return replace(CATALOGUE, notices=notices)
