"""SQLite lets one write at a time: in one process the others queue, and nobody is passed over."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from webapp.consent.errors import StorageUnavailable
from webapp.storage import engine, transaction
from webapp.storage.transaction import Storage


@pytest.fixture
def storage(migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Storage]:
    """A database that waits for nobody itself."""
    hasty = tuple("PRAGMA busy_timeout=0" if "busy" in one else one for one in engine._PRAGMAS)
    monkeypatch.setattr(engine, "_PRAGMAS", hasty)
    opened = Storage(f"sqlite:///{migrated_sqlite}")
    yield opened
    opened.dispose()


def test_whoever_comes_while_another_writes_waits_for_their_turn(storage: Storage) -> None:
    done: list[str] = []

    def second() -> None:
        with storage.write():
            done.append("second")

    other = threading.Thread(target=second)
    with storage.write():
        other.start()
        other.join(0.3)
        assert other.is_alive()
        done.append("first")
    other.join(10)
    assert done == ["first", "second"]


def test_whose_turn_does_not_come_is_told(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction, "LONGEST_WAIT", 0.05)
    with storage.write(), pytest.raises(StorageUnavailable), storage.write():
        pytest.fail("two write at once")


def test_who_fails_leaves_the_turn_to_others(storage: Storage) -> None:
    with pytest.raises(ZeroDivisionError), storage.write():
        _ = 1 / 0
    with storage.write():
        pass
