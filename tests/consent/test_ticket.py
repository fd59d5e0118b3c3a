"""Tickets: who may answer which card, and when a card is too old."""

from dataclasses import replace

import pytest
from itsdangerous import URLSafeSerializer

from tests.rooms import HOLDER, SECRET, Rooms
from tests.world import START
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import Catalogue
from webapp.consent.decision import Answer
from webapp.consent.errors import StaleTicket
from webapp.consent.ticket import Ticket, Tickets

TICKETS = Tickets(SECRET)
SHOWN = Ticket(b"\xe3" * 32, HOLDER, START.replace(microsecond=123_457))
TEXT = TICKETS.write(SHOWN)
FORGED = {
    "empty": "",
    "truncated": TEXT[:-1],
    "without signature": TEXT.rpartition(".")[0],
    "signature alone": TEXT.rpartition(".")[2],
    "another letter": ("X" if TEXT[0] != "X" else "Y") + TEXT[1:],
    "another secret": Tickets(b"of somebody else").write(SHOWN),
    "another purpose": str(
        URLSafeSerializer(SECRET, salt="duett.receipt").dumps(["e3" * 32, HOLDER, 1])
    ),
    "hostile letters": "♪\u202e" + TEXT,
    "half a pair": "\ud800",
    "long": "A" * 100_000,
}
WRONG = {
    "no list": 7,
    "nothing": None,
    "too short": ["e3" * 32, HOLDER],
    "too long": ["e3" * 32, HOLDER, 1, "e3" * 32, 1],
    "number for what was told": ["e3" * 32, HOLDER, 1, 1],
    "number for a hash": [7, HOLDER, 1],
    "no hexadecimal": ["zz", HOLDER, 1],
    "text for an instant": ["e3" * 32, HOLDER, "now"],
    "beyond the calendar": ["e3" * 32, HOLDER, 10**30],
}


def test_a_ticket_says_exactly_what_was_shown():
    assert TICKETS.read(TEXT, HOLDER) == SHOWN
    assert len(TEXT) < 300
    with_more = replace(SHOWN, beside=b"\x7b" * 32)
    assert TICKETS.read(TICKETS.write(with_more), HOLDER) == with_more


@pytest.mark.parametrize("text", FORGED.values(), ids=FORGED)
def test_a_forged_ticket_is_stale_and_names_nothing(text):
    with pytest.raises(StaleTicket) as refused:
        TICKETS.read(text, HOLDER)
    assert refused.value.shown is None


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG)
def test_content_of_the_wrong_shape_is_stale(content):
    signed = str(TICKETS._serializer.dumps(content))
    with pytest.raises(StaleTicket):
        TICKETS.read(signed, HOLDER)


def test_another_session_cannot_answer_but_is_told_what_changed():
    with pytest.raises(StaleTicket) as refused:
        TICKETS.read(TEXT, "f0" * 32)
    assert refused.value.shown == SHOWN.edition_hash


def _changed(**changes: object) -> Catalogue:
    notice = replace(CATALOGUE.notice("mbti"), **changes)  # type: ignore[arg-type]
    notices = tuple(notice if n.key == "mbti" else n for n in CATALOGUE.notices)
    return replace(CATALOGUE, notices=notices)


def test_a_card_of_older_words_is_still_answered_as_it_was_shown(rooms: Rooms):
    who, ticket = rooms.member(), rooms.ticket()
    shown = rooms.editions.current("mbti", "ko")
    reworded = rooms.with_catalogue(_changed(effect="동의하지 않으셔도 괜찮아요."))
    reworded.answers.agree(reworded.notice(), reworded.reply(who, ticket=ticket))
    assert rooms.standings(who)["mbti"].edition_hash == shown.hash
    assert reworded.profile.read(who, "mbti", "match") == "INFP"


@pytest.mark.parametrize("act", ["agree", "skip"])
def test_a_card_of_older_facts_is_stale(rooms: Rooms, act: str):
    who, ticket = rooms.member(), rooms.ticket()
    shown = rooms.editions.current("mbti", "ko")
    changed = rooms.with_catalogue(_changed(effect_key="no_matching"))
    with pytest.raises(StaleTicket) as refused:
        getattr(changed.answers, act)(changed.notice(), changed.reply(who, ticket=ticket))
    assert refused.value.shown == shown.hash
    assert rooms.standings(who) == {}
    assert rooms.values(who) == []


def test_the_card_of_another_notice_allows_nothing(rooms: Rooms):
    who = rooms.member()
    with pytest.raises(StaleTicket):
        rooms.answers.agree(rooms.notice(), rooms.reply(who, ticket=rooms.ticket("terms")))
    assert rooms.values(who) == []


def test_an_edition_nobody_published_allows_nothing(rooms: Rooms):
    who = rooms.member()
    with pytest.raises(StaleTicket):
        rooms.answers.agree(rooms.notice(), rooms.reply(who, ticket=TEXT))
    assert rooms.answer_of(who) is None


def test_the_decision_keeps_when_the_card_was_shown(rooms: Rooms):
    who, ticket = rooms.member(), rooms.ticket()
    seen_at = rooms.clock()
    rooms.clock.forward(seconds=41, microseconds=3)
    rooms.answers.agree(rooms.notice(), rooms.reply(who, ticket=ticket))
    kept = rooms.shown(who, rooms.standings(who)["mbti"].decision_id)
    assert (kept.shown_at, kept.decided_at) == (seen_at, rooms.clock())
    assert kept.answer is Answer.GIVEN
