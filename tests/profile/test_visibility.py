"""Who may see a value: consents of their own, and what the row says with them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import pytest

from tests.rooms import HOLDER, Rooms
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import Visibility
from webapp.consent.decision import Answer, MemberId
from webapp.consent.errors import MemberGone, StaleTicket
from webapp.profile.errors import NothingKept, NotPermitted
from webapp.storage.tables import decision

ONLY_ME, MATCHED, EVERYONE = Visibility.ONLY_ME, Visibility.MATCHED, Visibility.EVERYONE
SHOWN = {MATCHED: "show_mbti_matched", EVERYONE: "show_mbti_everyone"}


def _history(rooms: Rooms, who: MemberId) -> list[tuple[str, str]]:
    """Every decision about showing, oldest first."""
    statement = decision.select().where(decision.c.member_id == who).order_by(decision.c.seq)
    with rooms.storage.engine.connect() as connection:
        made = connection.execute(statement).all()
    return [(d.notice_key, d.answer) for d in made if d.purpose == "show"]


def _is(rooms: Rooms, who: MemberId, audience: Visibility) -> bool:
    """Whether row, decisions and reads all say that exactly this audience may see the value."""
    (row,) = rooms.values(who)
    live = [a for a, key in SHOWN.items() if rooms.answer_of(who, key) is Answer.GIVEN]
    read = [a for a in SHOWN if who in rooms.profile.read_many([who], "mbti", "show", audience=a)]
    may = [a for a in SHOWN if rooms.profile.may_read(who, "mbti", "show", audience=a)]
    wanted = [audience] if audience in SHOWN else []
    return row.visibility == audience and live == read == may == wanted


@pytest.fixture(scope="module")
def rooms(heavy_rooms: Rooms) -> Rooms:
    return heavy_rooms


@pytest.fixture
def giver(rooms: Rooms) -> MemberId:
    who = rooms.member()
    rooms.agree(who)
    return who


def test_a_value_begins_with_its_person_alone(rooms: Rooms, giver: MemberId):
    assert _is(rooms, giver, ONLY_ME)
    with pytest.raises(NotPermitted):
        rooms.profile.read(giver, "mbti", "show")


@pytest.mark.parametrize("way", list(product(Visibility, Visibility)), ids=str)
def test_every_way_from_one_audience_to_another(
    rooms: Rooms, giver: MemberId, way: Sequence[Visibility]
):
    """Widening is a consent, narrowing a withdrawal; what is so already is no new decision."""
    first, then = way
    rooms.show(giver, first)
    assert _is(rooms, giver, first)
    before = _history(rooms, giver)
    rooms.show(giver, then)
    assert _is(rooms, giver, then)
    ended = [(SHOWN[first], "withdrawn")] if first in SHOWN and then is not first else []
    given = [(SHOWN[then], "given")] if then in SHOWN and then is not first else []
    assert _history(rooms, giver) == before + ended + given
    assert rooms.profile.read(giver, "mbti", "match") == "INFP", "keeping it is another consent"


def test_a_consent_to_show_names_field_and_audience_on_its_card(rooms: Rooms, giver: MemberId):
    rooms.show(giver, EVERYONE)
    made = rooms.standings(giver)[SHOWN[EVERYONE]]
    shown = rooms.consents.shown(giver, made.decision_id)
    assert shown is not None
    facts = shown.edition.body["facts"]
    assert (facts["fields"], facts["audience"], facts["purpose"]) == (["mbti"], "everyone", "show")
    rows = {row["key"]: row["text"] for row in shown.edition.body["rows"]}
    assert "MBTI" in rows["items"]
    assert "모두" in rows["seen_by"]


def test_without_an_audience_or_for_another_purpose_nothing_is_shown(rooms: Rooms, giver: MemberId):
    rooms.show(giver, MATCHED)
    for purpose, audience in (("show", None), ("match", MATCHED), ("show", ONLY_ME)):
        with pytest.raises(NotPermitted):
            rooms.profile.read(giver, "mbti", purpose, audience=audience)
        assert not rooms.profile.may_read(giver, "mbti", purpose, audience=audience)


@pytest.mark.parametrize("audience", [MATCHED, EVERYONE])
def test_the_card_that_was_shown_must_be_the_one_of_that_audience_and_session(
    rooms: Rooms, giver: MemberId, audience: Visibility
):
    other = EVERYONE if audience is MATCHED else MATCHED
    foreign = (
        "",
        "forged",
        rooms.ticket(SHOWN[other]),
        rooms.ticket("mbti"),
        rooms.ticket(SHOWN[audience], holder=HOLDER.replace("5", "6")),
    )
    for ticket in foreign:
        with pytest.raises(StaleTicket):
            rooms.show(giver, audience, ticket=ticket or "no ticket at all")
    assert _is(rooms, giver, ONLY_ME)
    assert _history(rooms, giver) == []


def test_when_the_facts_change_nobody_sees_it_and_it_is_asked_anew(rooms: Rooms, giver: MemberId):
    rooms.show(giver, MATCHED)
    old = rooms.ticket(SHOWN[MATCHED])
    changed = tuple(replace(a, effect_key="another_effect") for a in CATALOGUE.audiences)
    later = rooms.with_catalogue(replace(CATALOGUE, audiences=changed))
    assert not later.profile.may_read(giver, "mbti", "show", audience=MATCHED)
    step = next(s for s in later.journey.mine(giver).steps if s.field.key == "mbti")
    assert step.audience is ONLY_ME
    with pytest.raises(StaleTicket):
        later.show(giver, MATCHED, ticket=old)
    later.show(giver, MATCHED)
    assert _is(later, giver, MATCHED)
    assert [answer for _, answer in _history(rooms, giver)] == ["given", "given"]


def test_a_choice_is_carried_out_once(rooms: Rooms, giver: MemberId):
    for _ in range(3):
        rooms.show(giver, MATCHED, ticket=rooms.ticket(SHOWN[MATCHED]), key="k" * 24)
    rooms.show(giver, ONLY_ME)
    rooms.show(giver, MATCHED, ticket=rooms.ticket(SHOWN[MATCHED]), key="k" * 24)
    assert _is(rooms, giver, ONLY_ME), "an old choice sent again does not widen anew"


@pytest.mark.parametrize("audience", list(Visibility))
def test_what_is_not_there_cannot_be_shown(rooms: Rooms, audience: Visibility):
    who = rooms.member()
    with pytest.raises(NothingKept):
        rooms.show(who, audience)
    assert _history(rooms, who) == []


def test_somebody_who_left_shows_nothing(rooms: Rooms, giver: MemberId):
    rooms.leaving.leave(giver, "ko")
    with pytest.raises(MemberGone):
        rooms.show(giver, MATCHED)


@pytest.mark.parametrize("end", ["withdraw", "skip"])
def test_erasing_a_value_withdraws_every_consent_to_show_it(
    rooms: Rooms, giver: MemberId, end: str
):
    rooms.show(giver, EVERYONE)
    getattr(rooms, end)(giver)
    assert rooms.values(giver) == []
    assert _history(rooms, giver)[-1] == (SHOWN[EVERYONE], "withdrawn")
    rooms.agree(giver)
    assert _is(rooms, giver, ONLY_ME), "a new value begins with its person alone"


def test_withdrawing_only_the_showing_keeps_the_value(rooms: Rooms, giver: MemberId):
    rooms.show(giver, MATCHED)
    assert rooms.withdraw(giver, SHOWN[MATCHED])
    assert _is(rooms, giver, ONLY_ME)
    assert rooms.profile.read(giver, "mbti", "match") == "INFP"
    assert not rooms.withdraw(giver, SHOWN[MATCHED])


def test_changing_a_value_changes_nothing_about_who_sees_it(rooms: Rooms, giver: MemberId):
    rooms.show(giver, MATCHED)
    rooms.answers.change(rooms.notice(), rooms.reply(giver, letters={"ei": "E"}))
    assert _is(rooms, giver, MATCHED)
    assert rooms.profile.read(giver, "mbti", "show", audience=MATCHED) == "ENFP"
    rooms.agree(giver, sn="S")
    assert _is(rooms, giver, MATCHED)


def test_a_year_without_use_ends_both(rooms: Rooms, giver: MemberId):
    rooms.show(giver, MATCHED)
    start = rooms.clock.moment
    rooms.clock.forward(days=366)
    assert not rooms.profile.may_read(giver, "mbti", "show", audience=MATCHED)
    rooms.sweep.sweep()
    rooms.clock.moment = start  # the other tests begin today
    assert rooms.values(giver) == []
    assert _history(rooms, giver)[-1] == (SHOWN[MATCHED], "expired")


def test_leaving_withdraws_them_on_record(rooms: Rooms, giver: MemberId):
    rooms.show(giver, EVERYONE)
    rooms.leaving.leave(giver, "ko")
    assert _history(rooms, giver)[-1] == (SHOWN[EVERYONE], "withdrawn")


def test_what_is_shown_stands_beside_its_field_among_the_consents(rooms: Rooms, giver: MemberId):
    keys = [line.notice.key for line in rooms.consents.lines(giver)]
    assert not [key for key in keys if key.startswith("show_")], "nothing that was never chosen"
    rooms.show(giver, MATCHED)
    lines = rooms.consents.lines(giver)
    keys = [line.notice.key for line in lines]
    assert keys[keys.index("mbti") + 1] == SHOWN[MATCHED]
    assert lines[keys.index(SHOWN[MATCHED])].is_live


def test_every_field_there_is_to_fill_in_can_be_shown_to_each_audience():
    shows = {n.key for n in CATALOGUE.notices if n.audience}
    assert shows == {
        f"show_{f.key}_{a.key}" for f in CATALOGUE.offered() for a in CATALOGUE.audiences
    }
    assert {a.key for a in CATALOGUE.audiences} == {MATCHED, EVERYONE}
