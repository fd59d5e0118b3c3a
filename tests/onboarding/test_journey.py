"""The journey: its order, its signs, what a step shows and where it leads."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.rooms import HOLDER, Rooms
from tests.world import START
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.kinds import Parts
from webapp.onboarding.journey import Sign

MBTI = CATALOGUE.field("mbti")
MUSIC = replace(MBTI, key="music", label="음악", question="어떤 음악을 들으세요?")
REGION = replace(MBTI, key="region", label="지역", question="어디 사세요?")


@pytest.fixture(scope="module")
def longer(rooms: Rooms) -> Rooms:
    """A journey of three fields."""
    others = {"music": MUSIC, "region": REGION}
    notice = CATALOGUE.notice("mbti")
    return rooms.with_catalogue(
        replace(
            CATALOGUE,
            journey=("mbti", "music", "region"),
            fields=tuple(others.get(item.key, item) for item in CATALOGUE.fields),
            notices=tuple(
                replace(notice, key=n.key, fields=(n.key,), effect_key=n.effect_key)
                if n.key in others
                else n
                for n in CATALOGUE.notices
            ),
        )
    )


def _signs(rooms: Rooms, who) -> dict[str, Sign]:
    return {step.field.key: step.sign for step in rooms.journey.steps(who)}


def test_steps_stand_in_the_order_of_the_catalogue(longer: Rooms):
    who = longer.member()
    assert list(_signs(longer, who)) == ["mbti", "music", "region"]
    assert set(_signs(longer, who).values()) == {Sign.OPEN}


def test_each_step_knows_what_comes_before_and_after(longer: Rooms):
    journey = longer.journey
    chain = [longer.catalogue.field(key) for key in ("mbti", "music", "region")]
    assert [journey.before(item) for item in chain] == [None, *chain[:-1]]
    assert [journey.after(item) for item in chain] == [*chain[1:], None]
    phone = longer.catalogue.field("phone")
    assert (journey.before(phone), journey.after(phone)) == (None, None)
    assert [journey.page(longer.member(), item, "ko", HOLDER).number for item in chain] == [1, 2, 3]


def test_a_step_is_open_given_or_skipped(longer: Rooms):
    who = longer.member()
    longer.agree(who, "mbti")
    longer.skip(who, "region")
    assert _signs(longer, who) == {
        "mbti": Sign.GIVEN,
        "music": Sign.OPEN,
        "region": Sign.SKIPPED,
    }
    longer.withdraw(who, "mbti")
    assert _signs(longer, who)["mbti"] is Sign.SKIPPED
    longer.agree(who, "region")
    assert _signs(longer, who)["region"] is Sign.GIVEN
    summary = longer.journey.summary(who)
    assert summary.values == {"region": "INFP"}
    assert [summary.count(sign) for sign in (Sign.OPEN, Sign.GIVEN, Sign.SKIPPED)] == [1, 1, 1]


def test_an_expired_value_is_asked_again(rooms: Rooms):
    who = rooms.member()
    rooms.agree(who)
    rooms.clock.moment = START + timedelta(days=365)
    rooms.sweep.sweep()
    assert _signs(rooms, who)["mbti"] is Sign.OPEN
    rooms.clock.moment = START


def test_a_consent_to_older_facts_is_asked_again_with_the_value_kept(rooms: Rooms):
    who = rooms.member()
    rooms.agree(who)
    changed = tuple(
        replace(n, effect_key="another_effect") if n.key == "mbti" else n for n in CATALOGUE.notices
    )
    later = rooms.with_catalogue(replace(CATALOGUE, notices=changed))
    page = later.journey.page(who, MBTI, "ko", HOLDER)
    assert (page.step.sign, page.is_live) == (Sign.OPEN, False)
    assert page.parts == _parts("INFP")


def test_a_step_shows_the_kept_value_in_the_language_asked_for(rooms: Rooms):
    who = rooms.member()
    assert rooms.journey.page(who, MBTI, "ko", HOLDER).parts == {}
    rooms.agree(who, ei="E", jp="J")
    page = rooms.journey.page(who, MBTI, "en", HOLDER)
    assert page.parts == _parts("ENFJ")
    assert page.is_live
    assert page.edition == rooms.editions.current("mbti", "en")
    ticket = rooms.tickets.read(page.ticket, HOLDER)
    assert (ticket.edition_hash, ticket.shown_at) == (page.edition.hash, rooms.clock())


def test_showing_a_step_writes_nothing(rooms: Rooms):
    who = rooms.member()
    tables = ("decision", "idempotency", "field_value", "outbox")
    before = [rooms.rows(name) for name in tables]
    rooms.journey.page(who, MBTI, "ko", HOLDER)
    rooms.journey.summary(who)
    assert [rooms.rows(name) for name in tables] == before


def test_an_older_card_can_be_found_to_say_what_changed(rooms: Rooms):
    shown = rooms.editions.current("mbti", "ko")
    changed = tuple(replace(n, tick="다른 말") if n.key == "mbti" else n for n in CATALOGUE.notices)
    later = rooms.with_catalogue(replace(CATALOGUE, notices=changed))
    assert later.journey.edition(shown.hash, shown.locale) == shown
    assert later.journey.edition(b"\0" * 32, "ko") is None


def _parts(letters: str) -> Parts:
    return {part: [letter] for part, letter in zip(("ei", "sn", "tf", "jp"), letters, strict=True)}
