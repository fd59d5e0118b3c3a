"""One's own applications: what they show, and that cancelling leaves nothing in any table."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.events.desk import hand_over
from tests.events.samples import HANDED_ON, NOTHING, Party, listening, seminar
from tests.rooms import Rooms
from tests.world import START
from webapp.consent.decision import MemberId
from webapp.consent.errors import MemberGone
from webapp.events.rows import EntryStatus, EventState
from webapp.storage.tables import metadata

pytestmark = pytest.mark.above_the_engine

EVIDENCE = {"decision", "destruction", "idempotency", "member", "kakao_link"}


def test_an_application_shows_what_is_kept_until_when_and_what_went_to_whom(party: Party):
    who = party.apply("food", "name", "to_monorecord")
    reference = hand_over(party.rooms.storage, party.file, who, party.rooms.clock())
    mine = party.room.entries.one(who, party.file.slug)
    assert mine is not None
    assert mine.is_seated
    assert not mine.is_draft
    assert mine.waiting_number is None
    shown = {a.step.notice.key: a.value for a in mine.answers}
    assert {key: value.value if value else None for key, value in shown.items()} == {
        "phone": "+821012345678",
        "food": "땅콩",
        "name": "소리",
    }
    dates = {key: value.expires_at for key, value in shown.items() if value}
    assert dates == {
        "phone": party.file.deleted_at(21),
        "food": party.file.deleted_at(1),
        "name": party.file.deleted_at(1),
    }
    (sponsor,) = mine.handed_on
    assert sponsor.step.is_given
    assert sponsor.step.recipient is not None
    assert sponsor.step.recipient.name.ko == "모노레코드"
    assert [field.key for field in sponsor.items] == ["name"]
    (went,) = sponsor.went
    assert (went.transfer.reference, went.transfer.handed_at) == (reference, START)
    assert (went.recipient.ko, [item.ko for item in went.items]) == ("모노레코드", ["이름"])
    assert went.stands
    assert mine.elsewhere == ()


def test_whoever_waits_sees_their_number_among_those_who_wait(rooms: Rooms):
    rooms.clock.moment = START
    party = Party(rooms, listening(seats=1))
    seated, first, second = party.apply(), party.apply(), party.apply()

    def number(who: MemberId) -> int | None:
        mine = party.room.entries.one(who, party.file.slug)
        assert mine is not None
        return mine.waiting_number

    assert [number(who) for who in (seated, first, second)] == [None, 1, 2]
    party.cancel(first)
    assert number(second) == 1
    party.cancel(seated)
    assert number(second) is None
    entry = party.entry(second)
    assert entry is not None
    assert entry.seated_at == rooms.clock()


def test_one_sees_ones_own_alone_the_newest_first(party: Party):
    other = Party(party.rooms, seminar())
    who, stranger = party.apply(), party.apply()
    party.rooms.clock.forward(hours=1)
    other.agree(who, "email", value="sori@example.com")
    mine = party.room.entries.mine(who)
    assert [one.listing.row.slug for one in mine] == [other.file.slug, party.file.slug]
    assert [one.is_draft for one in mine] == [True, False]
    assert len(party.room.entries.mine(stranger)) == 1
    assert party.room.entries.one(stranger, other.file.slug) is None
    assert party.room.entries.one(who, "no-such-event") is None
    assert party.room.entries.mine(party.rooms.member()) == []


def kept(party: Party, who: MemberId) -> dict[str, str]:
    mine = party.room.entries.one(who, party.file.slug)
    answers = mine.answers if mine else ()
    return {one.field.key: one.value.value for one in answers if one.value}


def test_answers_of_events_that_are_called_alike_do_not_meet(party: Party):
    twin = Party(party.rooms, listening())
    who = party.apply("name")
    twin.agree(who, "name", value="다른 이름")
    assert kept(party, who) == {"phone": "+821012345678", "name": "소리"}
    assert party.cancel(who)
    assert [row.scope for row in party.rooms.values(who)] == [twin.file.scope]
    assert kept(party, who) == {}


def test_cancelling_leaves_nothing_in_any_table(party: Party):
    who = party.apply("food", "name", "to_monorecord")
    reference = hand_over(party.rooms.storage, party.file, who, party.rooms.clock())
    assert party.cancel(who)
    assert party.left_of(who) == HANDED_ON
    assert party.answers(who) == {
        "phone": "withdrawn",
        "food": "withdrawn",
        "name": "withdrawn",
        "to_monorecord": "withdrawn",
    }
    gone = [(row[3], row[4]) for row in party.rooms.rows("destruction", who)]
    assert sorted(gone) == [(k, "cancelled") for k in ("food", "name", "phone")]
    knowing = {
        name
        for name, table in metadata.tables.items()
        if "member_id" in table.c and party.rooms.rows(name, who)
    }
    assert knowing <= EVIDENCE | {"event_transfer"}
    assert (party.row.taken, party.row.waiting) == (0, 0)
    with party.rooms.storage.read() as store:
        held = store.transfers.handed(party.file.event_id, "monorecord")
    assert [one.reference for one in held] == [reference]  # there it is to be deleted, too
    assert party.room.entries.mine(who) == []


def test_a_draft_is_cancelled_like_anything_else(party: Party):
    who = party.rooms.member()
    party.agree(who, "phone", "food")
    assert party.cancel(who)
    assert party.left_of(who) == NOTHING
    assert party.entry(who) is None


def test_cancelling_again_changes_nothing_and_ends_no_later_application(party: Party):
    who = party.apply()
    assert party.cancel(who, "the page")
    assert not party.cancel(who, "another page")
    party.agree(who, "phone")
    party.send(who)
    assert not party.cancel(who, "the page")  # a double click that arrives late
    assert party.states(who)["phone"] == "given"
    assert party.row.taken == 1


def test_whoever_waits_longest_gets_the_seat_at_once(rooms: Rooms):
    rooms.clock.moment = START
    party = Party(rooms, listening(seats=2))
    people = [party.apply() for _ in range(5)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(party.cancel, people[:2]))
    statuses = [entry.status if (entry := party.entry(who)) else None for who in people]
    seated, waiting = EntryStatus.SEATED, EntryStatus.WAITING
    assert statuses == [None, None, seated, seated, waiting]
    assert (party.row.taken, party.row.waiting) == (2, 1)


def test_nobody_can_cancel_for_somebody_else_or_after_leaving(party: Party):
    who, stranger = party.apply(), party.rooms.member()
    assert not party.cancel(stranger)
    assert party.row.taken == 1
    party.rooms.leaving.leave(who, "ko")
    with pytest.raises(MemberGone):
        party.cancel(who)
    assert party.left_of(who) == NOTHING


@pytest.mark.parametrize("keys", [(), ("name",)])
def test_called_off_is_told_to_exactly_those_who_had_sent_theirs(party: Party, keys):
    asked_nothing = Party(party.rooms, seminar())
    who, ran_out = party.rooms.member(), party.rooms.member()
    party.agree(who, "phone", *keys)
    party.send(who)
    asked_nothing.send(who)
    asked_nothing.agree(ran_out, "email", value="sori@example.com")
    party.rooms.clock.forward(days=7)
    for one in (party, asked_nothing):
        one.sweep.sweep()
        one.set_state(EventState.CANCELLED)
        assert len(party.room.entries.listed(who)[1]) == (one is not party)
        one.sweep.sweep()
        assert one.entry(ran_out) is None
    assert {off.listing.row.slug for off in party.room.entries.listed(who)[1]} == {
        party.file.slug,
        asked_nothing.file.slug,
    }
    assert party.room.entries.listed(ran_out)[1] == []
    assert party.room.entries.mine(who) == []
    party.rooms.clock.moment = max(party.file.ends_at, asked_nothing.file.ends_at)
    assert party.room.entries.listed(who)[1] == []
