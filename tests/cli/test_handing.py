"""`./duett events entries|transfer|notices`: a reason first, files of one's own, nothing in logs."""

import csv
import errno
import io
import json
import os
import re
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from tests.events.samples import Party, listening, seminar
from tests.rooms import Rooms
from webapp.catalogue.shapes import Kind
from webapp.cli.commands import duett
from webapp.events.rows import EventState
from webapp.storage.tables import event_transfer

SPONSOR = "monorecord"
WHY = ("--reason", "the draw")


@pytest.fixture
def party(rooms: Rooms) -> Party:
    """A party over the database that the commands of this test find in their environment."""
    return Party(rooms, listening())


def run(*words: str) -> Result:
    return CliRunner().invoke(duett, ["events", *words])


def apply(party: Party, name: str, *, agrees: bool = True) -> None:
    who = party.rooms.member()
    party.agree(who, "phone")
    party.agree(who, "name", value=name)
    (party.agree if agrees else party.skip)(who, "to_monorecord")
    party.send(who)


def rows_of(told: Result) -> list[list[str]]:
    text = told.stdout_bytes.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_what_goes_out_is_what_was_agreed_to(party: Party, caplog: pytest.LogCaptureFixture):
    apply(party, "소리")
    apply(party, "하나", agrees=False)
    told = run("transfer", party.file.slug, SPONSOR, *WHY)
    assert told.exit_code == 0, told.output
    heading, row = rows_of(told)
    assert heading == ["reference", "Name"]
    assert row[1] == "소리"
    assert told.stderr == "1 person.\n"
    assert "소리" not in caplog.text
    read = run("entries", party.file.slug, *WHY, "--format", "json")
    names = [one["items"].get("name") for one in json.loads(read.stdout)["rows"]]
    assert sorted(names) == ["소리", "하나"]
    assert len(party.rooms.rows("access_log")) == 3
    assert str(party.rooms.rows("access_log")[0][6]).startswith("terminal ")


def test_a_list_speaks_one_language_the_command_lines(rooms: Rooms):
    base = seminar()
    born = replace(base.questions[0], key="born", kind=Kind.YEAR, from_profile="")
    party = Party(rooms, replace(base, questions=(born, *base.questions)))
    who = rooms.member()
    party.agree(who, "born", value="1990")
    party.agree(who, "heard", value="never")
    party.send(who)
    told = run("entries", party.file.slug, *WHY)
    heading, row = rows_of(told)
    assert heading[:4] == ["receipt", "status", "order", "sent_at"]
    assert heading[4:] == [asked.label.en for asked in party.file.questions]
    assert row[1:3] == ["seated", "1"]
    assert row[4:] == ["Born in 1990 (the 1990s)", "", "This will be the first time"]
    assert not re.search("[가-힣]", told.output)


def test_an_answer_to_older_facts_is_marked_and_not_shown(party: Party):
    apply(party, "소리")
    asked = party.file.questions
    changed = tuple(replace(q, effect="another") if q.key == "name" else q for q in asked)
    party.publish(replace(party.file, questions=changed))
    told = run("entries", party.file.slug, *WHY)
    _, row = rows_of(told)
    assert row[-3:] == ["010-1234-5678", "", "(waiting for renewed consent)"]
    (one,) = json.loads(run("entries", party.file.slug, *WHY, "--format", "json").stdout)["rows"]
    assert one["items"] == {"phone": "010-1234-5678"}
    assert one["asked_again"] == ["name"]
    (who,) = {row[0] for row in party.rooms.rows("event_entry")}
    party.agree(who, "name", value="소리")  # type: ignore[arg-type]
    assert rows_of(run("entries", party.file.slug, *WHY))[1][-1] == "소리"


def test_a_cell_that_begins_like_a_formula_is_text(party: Party):
    who = party.rooms.member()
    party.agree(who, "phone")
    party.agree(who, "food", value="=HYPERLINK(1)")
    party.send(who)
    _, row = rows_of(run("entries", party.file.slug, *WHY))
    assert "'=HYPERLINK(1)" in row


def test_notices_are_printed_once(party: Party):
    apply(party, "소리")
    _, (reference, _) = rows_of(run("transfer", party.file.slug, SPONSOR, *WHY))
    (who,) = {row[0] for row in party.rooms.rows("event_entry")}
    party.withdraw(who, "to_monorecord")  # type: ignore[arg-type]
    told = [["reference", "act"], [reference, "delete"]]
    assert rows_of(run("notices", party.file.slug, SPONSOR, *WHY)) == told
    assert rows_of(run("notices", party.file.slug, SPONSOR, *WHY)) == told[:1]


def test_a_reference_to_correct_is_printed_until_a_transfer_brought_it(party: Party):
    apply(party, "소리")
    _, (reference, _) = rows_of(run("transfer", party.file.slug, SPONSOR, *WHY))
    (who,) = {row[0] for row in party.rooms.rows("event_entry")}
    with party.rooms.storage.engine.begin() as connection:
        connection.execute(update(event_transfer).values(last_at=party.rooms.clock()))
    party.rooms.clock.forward(hours=1)
    party.change(who, "name", "노래")  # type: ignore[arg-type]
    for _ in range(2):
        told = run("notices", party.file.slug, SPONSOR, *WHY)
        assert rows_of(told) == [["reference", "act"], [reference, "correct"]]
        assert "1 to correct: `transfer` has what they are now." in told.stderr


def test_a_file_is_private_and_never_written_over(party: Party, tmp_path: Path):
    apply(party, "소리")
    place = tmp_path / "list.json"
    words = ("transfer", party.file.slug, SPONSOR, *WHY, "--format", "json", "--out", str(place))
    told = run(*words)
    assert (told.exit_code, told.stdout) == (0, "")
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert json.loads(place.read_text())["rows"][0]["items"] == {"name": "소리"}
    again = run(*words)
    assert (again.exit_code, "Nothing is written over" in again.output) == (1, True)


def test_notices_that_find_their_file_taken_wait(party: Party, tmp_path: Path):
    apply(party, "소리")
    run("transfer", party.file.slug, SPONSOR, *WHY)
    (who,) = {row[0] for row in party.rooms.rows("event_entry")}
    party.cancel(who)  # type: ignore[arg-type]
    taken = tmp_path / "taken.csv"
    taken.write_text("")
    assert run("notices", party.file.slug, SPONSOR, *WHY, "--out", str(taken)).exit_code == 1
    assert len(rows_of(run("notices", party.file.slug, SPONSOR, *WHY))) == 2


@pytest.mark.parametrize("command", ["entries", "transfer", "notices"])
def test_a_reason_and_a_known_event_come_first(party: Party, tmp_path: Path, command: str):
    apply(party, "소리")
    whom = () if command == "entries" else (SPONSOR,)
    place = tmp_path / "list.csv"
    refused = run(command, party.file.slug, *whom, "--out", str(place))
    assert (refused.exit_code, "kept on record" in refused.output) == (1, True)
    assert not place.exists()
    assert party.rooms.rows("access_log") == []
    unknown = run(command, "no-such-party", *whom, *WHY)
    assert (unknown.exit_code, "No published event" in unknown.output) == (1, True)
    if whom:
        other = run(command, party.file.slug, "somebody", *WHY)
        assert (other.exit_code, "to anybody of this name" in other.output) == (1, True)


def test_of_a_cancelled_event_nothing_goes_out(party: Party):
    apply(party, "소리")
    party.set_state(EventState.CANCELLED)
    told = run("transfer", party.file.slug, SPONSOR, *WHY)
    assert (told.exit_code, "cancelled" in told.output) == (1, True)
    assert "소리" not in told.output


@pytest.mark.parametrize("command", ["entries", "transfer", "notices"])
def test_a_file_that_cannot_be_made_is_a_sentence(party: Party, tmp_path: Path, command: str):
    apply(party, "소리")
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

    apply(party, "소리")
    whom = () if command == "entries" else (SPONSOR,)
    place = tmp_path / "list.csv"
    words = (command, party.file.slug, *whom, *WHY, "--out", str(place))
    with monkeypatch.context() as patched:
        patched.setattr("webapp.events.sheet.os.fsync", full)
        told = run(*words)
    assert (told.exit_code, "No space left on device" in told.output) == (1, True)
    assert not place.exists()
    assert run(*words).exit_code == 0, "once more, when there is room"
