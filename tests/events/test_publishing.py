"""A file put before people: checked, kept, published, changed, closed, called off; all repeatable."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from tests.events.files import GONE, SEMINAR_FILE, body, both, put, raw
from tests.events.plain import apply, cancel
from tests.rooms import LANGUAGES, Rooms
from tests.world import START
from webapp.catalogue.declared import CATALOGUE
from webapp.events.body import canonical
from webapp.events.event import make_event
from webapp.events.publishing import NotPublished, Publishing, SlugTaken, StaysCancelled
from webapp.events.reading import EventFileWrong, read
from webapp.events.rows import EntryStatus, EventRow, EventState

pytestmark = pytest.mark.above_the_engine

Body = dict[str, Any]


@pytest.fixture(autouse=True)
def noon(rooms: Rooms) -> Iterator[None]:
    """Every test begins at the same moment."""
    rooms.clock.moment = START
    yield
    rooms.clock.moment = START


@pytest.fixture
def desk(rooms: Rooms) -> Publishing:
    return Publishing(rooms.storage, CATALOGUE, LANGUAGES, rooms.clock)


def named() -> Body:
    """Return the listening party under a name and an address of its own."""
    own = f"party-x{uuid4().hex[:8]}"
    return body() | {"id": own, "slug": own}


def row_of(rooms: Rooms, whole: Body) -> EventRow | None:
    with rooms.storage.read() as store:
        return store.events.get(whole["id"])


def counted(rooms: Rooms) -> dict[str, int]:
    return {name: len(rooms.rows(name)) for name in ("event", "event_version", "edition")}


def test_checking_writes_nothing(rooms: Rooms, desk: Publishing) -> None:
    before = counted(rooms)
    whole = named()
    assert desk.check(raw(whole)).slug == whole["slug"]
    assert counted(rooms) == before


def test_a_file_is_published_with_its_editions(rooms: Rooms, desk: Publishing) -> None:
    whole = named()
    done = desk.publish(raw(whole))
    assert (done.version, done.is_new) == (1, True)
    row = row_of(rooms, whole)
    assert row is not None
    assert (row.slug, row.state, row.version) == (whole["slug"], EventState.OPEN, 1)
    assert (row.seats, row.taken, row.waiting) == (24, 0, 0)
    assert row.closes_at < row.starts_at < row.ends_at < row.forget_at
    event = make_event(done.file, 1, LANGUAGES, START)
    with rooms.storage.read() as store:
        kept = store.events.version(whole["id"], 1)
        published = [store.editions.get(edition.hash) for edition in event.editions]
    assert kept is not None
    assert kept.body == canonical(done.file)
    assert kept.published_at == START
    assert len(published) == 8  # four cards in two languages
    assert None not in published


def test_publishing_twice_changes_nothing(rooms: Rooms, desk: Publishing) -> None:
    whole = named()
    desk.publish(raw(whole))
    before, row = counted(rooms), row_of(rooms, whole)
    rooms.clock.forward(hours=1)
    again = desk.publish(raw(whole))
    assert (again.version, again.is_new) == (1, False)
    assert (counted(rooms), row_of(rooms, whole)) == (before, row)


def test_a_file_is_kept_before_anybody_sees_it(rooms: Rooms, desk: Publishing) -> None:
    whole = named()
    assert desk.import_(raw(whole)).is_new
    assert not desk.import_(raw(whole)).is_new
    assert row_of(rooms, whole) is None
    later = put(whole, "seats", 30)
    assert desk.import_(raw(later)).version == 2
    done = desk.publish(raw(later))
    assert (done.version, done.is_new) == (2, True)


def test_what_is_not_ready_can_be_kept_and_not_published(rooms: Rooms, desk: Publishing) -> None:
    whole = put(named(), "questions.0.kept_days", 90)
    assert desk.import_(raw(whole)).is_new
    for act in (desk.check, desk.publish):
        with pytest.raises(EventFileWrong) as wrong:
            act(raw(whole))
        assert "longer than the event itself" in wrong.value.sentences[0]
    assert row_of(rooms, whole) is None


def test_what_is_no_file_reaches_nothing(rooms: Rooms, desk: Publishing) -> None:
    before = counted(rooms)
    for act in (desk.check, desk.import_, desk.publish, desk.close, desk.cancel):
        with pytest.raises(EventFileWrong):
            act(b"{}")
    assert counted(rooms) == before


def test_an_address_is_one_events(rooms: Rooms, desk: Publishing) -> None:
    first, second = named(), named()
    desk.publish(raw(first))
    second["slug"] = first["slug"]
    before = counted(rooms)
    for act in (desk.check, desk.publish):
        with pytest.raises(SlugTaken, match="refused") as taken:
            act(raw(second))
        assert (
            f'The slug "{first["slug"]}" is the address of another event'
            in taken.value.sentences[0]
        )
    assert counted(rooms) == before
    moved = first | {"slug": named()["slug"]}
    desk.publish(raw(moved))  # the first one moves away,
    desk.publish(raw(second))  # and its address is free
    row = row_of(rooms, second)
    assert row is not None
    assert row.slug == first["slug"]


def test_an_event_moved_takes_its_applications_along(rooms: Rooms, desk: Publishing) -> None:
    whole = named()
    desk.publish(raw(whole))
    entry = apply(rooms.storage, rooms.member(), whole["id"])
    assert entry is not None
    done = desk.publish(raw(put(whole, "kept_days", 40)))
    with rooms.storage.read() as store:
        kept = store.entries.get(entry.member_id, whole["id"])
    assert kept is not None
    assert kept.expires_at == done.file.forget_at
    row = row_of(rooms, whole)
    assert row is not None
    assert (row.version, row.taken) == (2, 1)


def test_more_seats_let_in_who_waits_and_fewer_take_none_away(
    rooms: Rooms, desk: Publishing
) -> None:
    whole = put(named(), "seats", 1)
    desk.publish(raw(whole))
    people = [rooms.member() for _ in range(3)]
    for who in people:
        apply(rooms.storage, who, whole["id"])

    def standing() -> list[EntryStatus]:
        with rooms.storage.read() as store:
            return [entry.status for entry in store.entries.sent(whole["id"])]

    seated, waiting = EntryStatus.SEATED, EntryStatus.WAITING
    assert standing() == [seated, waiting, waiting]
    desk.publish(raw(put(whole, "seats", 2)))
    assert standing() == [seated, seated, waiting]
    desk.publish(raw(put(whole, "seats", 1)))
    assert standing() == [seated, seated, waiting]
    cancel(rooms.storage, people[0], whole["id"])
    assert standing() == [seated, waiting]


TEXT_TO_CHOICE = (
    ("questions.1.kind", "choice"),
    ("questions.1.longest", GONE),
    (
        "questions.1.options",
        [
            {"code": "meat", "words": both("고기", "Meat")},
            {"code": "fish", "words": both("생선", "Fish")},
        ],
    ),
)


def test_a_key_that_was_out_keeps_its_kind_for_ever(rooms: Rooms, desk: Publishing) -> None:
    """What people wrote under a key is read as what it was asked as."""
    whole = named()
    other = whole
    for place, value in TEXT_TO_CHOICE:
        other = put(other, place, value)
    desk.import_(raw(other))
    desk.publish(raw(whole))  # what was only kept binds nobody
    gone = put(put(whole, "questions.1", GONE), "purposes.1", GONE)
    for _ in range(2):
        for act in (desk.check, desk.publish):
            with pytest.raises(EventFileWrong) as wrong:
                act(raw(other))
            (said,) = wrong.value.sentences
            assert 'The question "food" is of the kind "choice"' in said
            assert "Give the new question a key of its own" in said
        desk.publish(raw(gone))  # nor may a key come back as something else
    other = put(other, "questions.1.key", "plate")
    assert desk.publish(raw(other)).version == 4
    row = row_of(rooms, whole)
    assert row is not None
    assert row.version == 4


def test_an_event_is_closed_and_stays_closed(rooms: Rooms, desk: Publishing) -> None:
    whole = named()
    with pytest.raises(NotPublished):
        desk.close(raw(whole))
    desk.publish(raw(whole))
    assert desk.close(raw(whole)).is_new
    assert not desk.close(raw(whole)).is_new
    desk.publish(raw(put(whole, "place", both("서울 용산구", "Yongsan-gu, Seoul"))))
    row = row_of(rooms, whole)
    assert row is not None
    assert (row.state, row.version) == (EventState.CLOSED, 2)
    assert apply(rooms.storage, rooms.member(), whole["id"]) is None


def test_an_event_called_off_never_opens_again(rooms: Rooms, desk: Publishing) -> None:
    whole = named()
    with pytest.raises(NotPublished):
        desk.cancel(raw(whole))
    desk.publish(raw(whole))
    assert desk.cancel(raw(whole)).is_new
    assert not desk.cancel(raw(whole)).is_new
    assert not desk.close(raw(whole)).is_new
    for again in (whole, put(whole, "seats", 99)):
        for act in (desk.check, desk.publish):
            with pytest.raises(StaysCancelled):
                act(raw(again))
    row = row_of(rooms, whole)
    assert row is not None
    assert row.state is EventState.CANCELLED


def test_nothing_late_is_published_but_what_is_out_can_be_corrected(
    rooms: Rooms, desk: Publishing
) -> None:
    whole = named()
    desk.publish(raw(whole))
    rooms.clock.forward(days=6)  # an hour and a half past the deadline
    with pytest.raises(EventFileWrong) as wrong:
        desk.publish(raw(named()))
    assert "Give a date that lies ahead" in wrong.value.sentences[0]
    assert desk.publish(raw(put(whole, "place", both("서울 용산구", "Yongsan-gu, Seoul")))).is_new
    with pytest.raises(EventFileWrong):
        desk.publish(raw(put(whole, "closes_at", "2026-11-27T18:00:00+09:00")))


def test_a_published_version_reads_as_it_was_written(rooms: Rooms, desk: Publishing) -> None:
    own = f"seminar-x{uuid4().hex[:8]}"
    whole = body(SEMINAR_FILE) | {"id": own, "slug": own}
    desk.publish(raw(whole))
    with rooms.storage.read() as store:
        newest = store.events.latest(own)
    assert newest is not None
    assert read(newest.body) == read(raw(whole))


def test_an_empty_house_says_so(desk: Publishing) -> None:
    desk.publish(raw(named()))
    assert not desk.is_empty()
