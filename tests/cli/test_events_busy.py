"""`./duett events` while others hold what it needs: a sentence, nothing done, and no traceback."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import make_url

from tests.events.samples import Party, listening
from tests.postgres import plain
from tests.rooms import Rooms
from webapp import wiring
from webapp.catalogue.declared import CATALOGUE
from webapp.cli.commands import duett
from webapp.cli.development import development_environment
from webapp.cli.events import BUSY
from webapp.consent.errors import StorageUnavailable
from webapp.events.body import canonical
from webapp.keys.keyring import load_keyring
from webapp.keys.vault import KeyringVault
from webapp.storage import engine
from webapp.storage.events.published import PUBLISHING
from webapp.storage.events.transfers import Transfers
from webapp.storage.transaction import Storage

SPONSOR = "monorecord"
WHY = ("--reason", "the draw")
ORGANISERS = f"SELECT pg_advisory_xact_lock({PUBLISHING})"
PEOPLE = "SELECT * FROM member FOR UPDATE"
SEATS = "LOCK TABLE event IN ACCESS EXCLUSIVE MODE"


@pytest.fixture
def party(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Party, str]]:
    """A party in a database that is not waited for as long as in earnest, and its address."""
    environ = development_environment(9, 10, tmp_path) | {"DATABASE_URL": database_url}
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    patient = tuple("PRAGMA busy_timeout=50" if "busy" in one else one for one in engine._PRAGMAS)
    monkeypatch.setattr(engine, "_PRAGMAS", patient)
    monkeypatch.setattr(engine, "_POSTGRES_OPTIONS", "-c lock_timeout=50")
    opened: list[Storage] = []

    def storage(*given: Any, **named: Any) -> Storage:
        opened.append(Storage(*given, **named))
        return opened[-1]

    monkeypatch.setattr(wiring, "Storage", storage)  # a command leaves its own to the process' end
    rooms = Rooms(
        storage(database_url), KeyringVault(load_keyring(tmp_path / "keyring.json")), CATALOGUE
    )
    monkeypatch.setattr(wiring, "system_clock", rooms.clock)
    yield Party(rooms, listening()), database_url
    for one in opened:
        one.dispose()


@contextmanager
def held(url: str, lock: str) -> Iterator[None]:
    """Another transaction, not ended: SQLite's one writer, or a lock of PostgreSQL."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(str(make_url(url).database), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
        return
    with psycopg.connect(plain(url)) as connection:
        connection.execute(lock)
        yield


def run(*words: str) -> Result:
    return CliRunner().invoke(duett, ["events", *words])


def file_of(party: Party, folder: Path) -> str:
    """Return where a file lies that would change the party."""
    place = folder / "party.json"
    place.write_text(canonical(party.file).replace('"seats":24', '"seats":30'))
    return str(place)


@pytest.mark.parametrize(
    "words, lock",
    [
        (["import"], ORGANISERS),  # what is only kept touches no event
        *((["publish"], lock) for lock in (ORGANISERS, SEATS)),
        *((["close"], lock) for lock in (ORGANISERS, SEATS)),
        (["close", "--cancelled"], SEATS),
    ],
)
def test_what_changes_an_event_waits_and_says_so(
    party: tuple[Party, str], tmp_path: Path, words: list[str], lock: str
) -> None:
    made, url = party
    before = made.row
    with held(url, lock):
        told = run(*words, file_of(made, tmp_path))
    assert (told.exit_code, told.output) == (1, f"Error: {BUSY}\n")
    assert made.row == before
    assert run(*words, file_of(made, tmp_path)).exit_code == 0


@pytest.mark.parametrize("command", ["entries", "transfer"])
def test_a_list_waits_for_its_people_and_leaves_no_file(
    party: tuple[Party, str], tmp_path: Path, command: str
) -> None:
    made, url = party
    who = made.apply("name", "to_monorecord")
    whom = [SPONSOR] if command == "transfer" else []
    place = tmp_path / "list.csv"
    words = [command, made.file.slug, *whom, *WHY, "--out", str(place)]
    with held(url, PEOPLE):
        told = run(*words)
    assert (told.exit_code, told.output) == (1, f"Error: {BUSY}\n")
    assert not place.exists()
    assert made.rooms.rows("event_transfer", who) == []
    assert run(*words).exit_code == 0


def test_notices_that_could_not_be_noted_say_that_they_come_again(
    party: tuple[Party, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _ = party
    who = made.apply("name", "to_monorecord")
    assert run("transfer", made.file.slug, SPONSOR, *WHY).exit_code == 0
    made.withdraw(who, "to_monorecord")

    def away(*_: object) -> None:
        raise StorageUnavailable

    with monkeypatch.context() as patched:
        patched.setattr(Transfers, "tell", away)
        first = run("notices", made.file.slug, SPONSOR, *WHY)
    assert first.exit_code == 1
    assert "printed once more next time" in first.stderr
    again = run("notices", made.file.slug, SPONSOR, *WHY)
    assert (again.exit_code, again.stdout) == (0, first.stdout)
