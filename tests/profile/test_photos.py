"""Photos: no file without a row, none without an owner for long, none readable without its value."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.profile.photographed import Decoder, Died, Photographed, jpeg
from tests.promises.rows import everything, rows
from tests.rooms import Rooms
from webapp.consent.decision import MemberId
from webapp.profile.errors import FilesGone, NothingKept
from webapp.profile.photos.deleting import AGAIN
from webapp.profile.photos.errors import StoreAway
from webapp.profile.photos.ports import Crop
from webapp.profile.photos.showing import Size
from webapp.profile.photos.taking import UNCLAIMED

pytestmark = pytest.mark.parametrize(
    "database_url",
    ["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.slow])],
    indirect=True,
    scope="module",
)


@pytest.fixture(scope="module")
def folder(rooms: Rooms, tmp_path_factory) -> Path:  # noqa: ARG001  one a database
    return Path(tmp_path_factory.mktemp("store")) / "photos"


@pytest.fixture
def here(rooms: Rooms, folder: Path) -> Iterator[Photographed]:
    made = Photographed(rooms, folder)
    yield made
    rooms.clock.forward(hours=1)
    after = Photographed(rooms, folder)
    after.shredder.drain()
    assert after.faults() == []
    assert after.store.there() == after.owned()


@pytest.fixture
def who(rooms: Rooms, here: Photographed) -> MemberId:
    found = rooms.member()
    here.give(found, jpeg("first"))
    return found


def test_a_photo_is_kept_as_two_sealed_files(here, who):
    assert here.seen(who) == b"full of " + jpeg("first")
    assert here.seen(who, Size.TILE) == b"tile of " + jpeg("first")
    value = here.own.value(who, "photo")
    assert value is not None
    assert set(value.files) <= here.owned() & here.store.there()
    stored = b"".join(here.store.get(name) or b"" for name in here.store.there())
    assert b"of" not in stored
    assert b"first" not in stored
    assert here.faults() == []


def test_the_keys_of_files_stand_nowhere_but_in_the_sealed_value(here, who, rooms):
    value = here.own.value(who, "photo")
    assert value is not None
    found = everything(rooms.storage)
    for key in (value.full.key, value.tile.key):
        assert key not in found
        assert key.hex().encode() not in found
    assert not any(str(who) in name or who.hex in name for name in value.files)


def test_another_photo_takes_the_place_of_the_one_before(here, who):
    before = here.owned(who)
    here.change(who, jpeg("second"))
    assert here.seen(who) == b"full of " + jpeg("second")
    assert len(before) == 2
    assert not here.owned(who) & before
    assert here.shredder.drain() == 2
    assert not here.store.there() & before
    assert here.seen(who, Size.TILE) == b"tile of " + jpeg("second")


def leave(rooms: Rooms, who: MemberId) -> None:
    rooms.leaving.leave(who, "ko")


def expire(rooms: Rooms, _who: MemberId) -> None:
    rooms.clock.forward(days=366)
    rooms.sweep.sweep()


WAYS: dict[str, Callable[[Rooms, MemberId], object]] = {
    "withdrawn": lambda rooms, who: rooms.withdraw(who, "photo"),
    "refused": lambda rooms, who: rooms.skip(who, "photo"),
    "left": leave,
    "expired": expire,
}


@pytest.mark.parametrize("way", WAYS)
def test_whatever_ends_the_value_ends_the_files(here, who, rooms, way):
    mine = here.owned(who)
    assert len(mine) == 2
    WAYS[way](rooms, who)
    assert here.seen(who) is None
    assert rooms.values(who) == []
    assert not here.owned(who)
    assert mine <= here.store.there()  # unreadable already, and gone with the worker's next look
    here.shredder.drain()
    assert not here.store.there() & mine
    assert not {row.name for row in rows(rooms.storage, "photo_file")} & mine


def test_while_the_store_is_away_files_wait_and_nothing_else_does(here, who, rooms):
    mine = here.owned(who)
    here.store.is_away = True
    rooms.withdraw(who, "photo")
    assert here.seen(who) is None
    assert here.shredder.drain() == 0
    assert here.shredder.drain() == 0
    assert here.told == ["invented"]  # asked once, not at every look
    rooms.clock.forward(days=400)
    assert here.shredder.drain() == 0  # nothing is ever given up
    here.store.is_away = False
    rooms.clock.forward(seconds=AGAIN.total_seconds() + 1)
    assert here.shredder.drain() == 2
    assert not here.store.there() & mine


def test_a_store_that_takes_only_one_file_leaves_the_photo_before_as_it_was(here, who, monkeypatch):
    put = here.store.put
    written: list[str] = []

    def full(name: str, data: bytes) -> None:
        if written:
            raise StoreAway("full")
        written.append(name)
        put(name, data)

    monkeypatch.setattr(here.store, "put", full)
    with pytest.raises(StoreAway):
        here.change(who, jpeg("second"))
    assert here.seen(who) == b"full of " + jpeg("first")
    assert written[0] in here.store.there()
    assert here.shredder.drain() == 2
    assert written[0] not in here.store.there()
    assert here.seen(who) == b"full of " + jpeg("first")


@pytest.mark.parametrize("moment", ["put", "after put"])
def test_a_process_that_dies_at_the_store_leaves_nothing_for_long(here, who, monkeypatch, moment):
    here.store.dies_at = moment
    monkeypatch.setattr("webapp.storage.profile.photos.PhotoFiles.drop", lambda *_: None)
    with pytest.raises(Died):
        here.change(who, jpeg("second"))
    here.store.dies_at = ""
    assert here.faults() == []
    assert here.shredder.drain() == 0  # somebody may still be about to take them
    here.rooms.clock.forward(seconds=UNCLAIMED.total_seconds() + 1)
    assert here.shredder.drain() == 2
    assert here.store.there() >= here.owned()
    assert here.seen(who) == b"full of " + jpeg("first")


@pytest.mark.parametrize("moment", ["delete", "after delete"])
def test_a_worker_that_dies_deleting_is_followed_by_another(here, who, rooms, moment):
    rooms.withdraw(who, "photo")
    here.store.dies_at = moment
    with pytest.raises(Died):
        here.shredder.drain()
    here.store.dies_at = ""
    rooms.clock.forward(seconds=AGAIN.total_seconds() + 1)
    assert here.shredder.drain() == 2
    assert here.faults() == []


def test_who_takes_too_long_to_decide_stores_nothing(here, who, rooms):
    def wait() -> None:
        rooms.clock.forward(seconds=UNCLAIMED.total_seconds() + 1)
        assert here.shredder.drain() == 2

    with pytest.raises(FilesGone):
        here.change(who, jpeg("late"), wait)
    assert here.seen(who) == b"full of " + jpeg("first")


def test_a_page_sent_twice_keeps_one_photo(here, rooms):
    who = rooms.member()
    reply = here.reply(who, key="k" * 24)
    here.give(who, jpeg("one"), reply)
    here.give(who, jpeg("one"), reply)
    assert len([d for d in rows(rooms.storage, "decision") if d.member_id == who]) == 1
    assert here.shredder.drain() == 2
    assert here.seen(who) == b"full of " + jpeg("one")


def test_a_square_cut_anew_changes_nothing_else(here, who, rooms):
    before = rooms.values(who)[0]
    was = here.own.value(who, "photo")
    rooms.clock.forward(days=3)
    here.frame(who, Crop("top", "1.5"))
    after, now = rooms.values(who)[0], here.own.value(who, "photo")
    assert was is not None
    assert now is not None
    assert here.seen(who, Size.TILE) == b"top 1.5 of full of " + jpeg("first")
    assert now.full == was.full
    assert now.crop == Crop("top", "1.5")
    same = ("decision_id", "source", "visibility", "collected_at", "expires_at", "held_at")
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]
    assert here.shredder.drain() == 1
    assert here.store.get(was.tile.name) is None
    assert here.faults() == []


def test_the_same_cut_again_does_nothing(here, who):
    files = here.store.there()
    here.frame(who, Crop())
    assert here.store.there() == files


def test_a_photo_replaced_in_another_window_is_not_cut(here, who, monkeypatch):
    frame = Decoder().frame

    def meanwhile(full: bytes, crop: Crop) -> bytes:
        here.change(who, jpeg("second"))
        return frame(full, crop)

    monkeypatch.setattr(here.framing._decoder, "frame", meanwhile)
    with pytest.raises(NothingKept):
        here.frame(who, Crop("left", "2"))
    assert here.seen(who, Size.TILE) == b"tile of " + jpeg("second")


def test_nobody_elses_photo_is_shown_or_cut(here, who, rooms):
    assert here.seen(who) is not None
    other = rooms.member()
    assert here.seen(other) is None
    with pytest.raises(NothingKept):
        here.frame(other, Crop("left", "2"))


def test_files_without_a_row_are_found_and_deleted(here, who, rooms):
    """As after restoring an older backup of the database."""
    lost = [f"{number:032x}" for number in range(3)]
    for name in lost:
        here.store.put(name, b"of a photo that came after the backup")
    (here.store._place(lost[0])).rename(here.store._place(lost[0]).with_suffix(".part"))
    mine = here.owned(who)
    assert here.shredder.tidy() == 3
    assert here.shredder.drain() == 3
    assert here.shredder.tidy() == 0
    assert mine <= here.store.there()
    assert not set(lost) & here.store.there()
    assert here.seen(who) == b"full of " + jpeg("first")
    assert not {row.name for row in rows(rooms.storage, "photo_file")} & set(lost)
