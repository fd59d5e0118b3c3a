"""A list whose file cannot be written: a sentence, and nothing half done."""

import errno
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.events.samples import Party, listening
from tests.rooms import Rooms
from webapp.cli.commands import duett

SPONSOR = "monorecord"
WHY = ("--reason", "the draw")


@pytest.fixture
def party(rooms: Rooms) -> Party:
    """A party over the database that the commands of this test find in their environment."""
    return Party(rooms, listening())


def run(*words: str) -> Result:
    return CliRunner().invoke(duett, ["events", *words])


def apply(party: Party) -> None:
    who = party.rooms.member()
    party.agree(who, "phone", "name", "to_monorecord")
    party.send(who)


@pytest.mark.parametrize("command", ["entries", "transfer", "notices"])
def test_a_file_that_cannot_be_made_is_a_sentence(party: Party, tmp_path: Path, command: str):
    apply(party)
    whom = () if command == "entries" else (SPONSOR,)
    place = tmp_path / "nowhere" / "list.csv"
    told = run(command, party.file.slug, *whom, *WHY, "--out", str(place))
    assert isinstance(told.exception, SystemExit), told.exception
    assert told.exit_code == 1
    assert "cannot be written: No such file or directory. Run the same command" in told.output
    assert party.rooms.rows("event_transfer") == []


@pytest.mark.parametrize("command", ["entries", "transfer", "notices"])
def test_a_disk_that_is_full_is_a_sentence_and_leaves_no_file(
    party: Party, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
):
    def full(_number: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    apply(party)
    whom = () if command == "entries" else (SPONSOR,)
    place = tmp_path / "list.csv"
    words = (command, party.file.slug, *whom, *WHY, "--out", str(place))
    with monkeypatch.context() as patched:
        patched.setattr("webapp.events.sheet.os.fsync", full)
        told = run(*words)
    assert (told.exit_code, "No space left on device" in told.output) == (1, True)
    assert not place.exists()
    assert run(*words).exit_code == 0, "once more, when there is room"
