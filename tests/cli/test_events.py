"""`./duett events`: what an organiser types, and the sentence that comes back."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.events.files import PARTY_FILE, body, put, raw
from tests.events.samples import Party, listening
from tests.rooms import Rooms
from webapp import wiring
from webapp.cli.commands import duett
from webapp.cli.samples import publish_samples
from webapp.events.body import canonical
from webapp.events.rows import EventState
from webapp.settings import Settings


@pytest.fixture
def wrong(tmp_path: Path) -> str:
    """A file with more than one fault."""
    file = tmp_path / "wrong.json"
    whole = put(put(body(), "kept_days", 0), "recipients.0.name.ko", "제휴사")
    file.write_bytes(raw(whole))
    return str(file)


def run(*words: str) -> Result:
    return CliRunner().invoke(duett, ["events", *words])


def test_the_schema_is_printed_without_any_settings() -> None:
    told = run("schema")
    assert told.exit_code == 0
    assert json.loads(told.output)["title"] == "Duett event, version 1"


@pytest.mark.usefixtures("rooms")
def test_the_way_of_an_event() -> None:
    title = "A listening night in late autumn"
    for words, said in [
        (["check", str(PARTY_FILE)], f"{title}: late-autumn-listening.json can be published."),
        (["import", str(PARTY_FILE)], f"{title}: version 1 is kept. Nobody sees it yet."),
        (["import", str(PARTY_FILE)], f"{title}: version 1 was kept already."),
        (
            ["publish", str(PARTY_FILE)],
            f"{title}: version 1 is published, at /events/late-autumn-listening.",
        ),
        (
            ["publish", str(PARTY_FILE)],
            f"{title}: version 1 was published already, at /events/late-autumn-listening.",
        ),
        (["close", str(PARTY_FILE)], f"{title}: closed. It takes no more applications."),
        (["close", str(PARTY_FILE)], f"{title}: closed already."),
        (
            ["close", "--cancelled", str(PARTY_FILE)],
            f"{title}: called off. The worker deletes its answers within a minute.",
        ),
    ]:
        told = run(*words)
        assert told.exit_code == 0, told.output
        assert told.output == f"{said}\n"
    for act in ("check", "publish"):
        refused = run(act, str(PARTY_FILE))
        assert refused.exit_code == 1
        assert "never opens again" in refused.output
        assert "can be published" not in refused.output


def test_calling_off_says_when_answers_go() -> None:
    """Not at once: the worker comes by once a minute."""
    told = " ".join(run("close", "--help").output.split())
    assert "the worker deletes its answers within a minute" in told
    assert "at once" not in told


@pytest.mark.parametrize("act", ["check", "publish"])
def test_every_fault_is_printed_and_nothing_is_written(rooms: Rooms, wrong: str, act: str) -> None:
    told = run(act, wrong)
    assert told.exit_code == 1
    assert "longer than the event itself" in told.output
    assert "not one by name: 제휴사" in told.output
    assert rooms.rows("event_version") == []
    assert rooms.rows("event") == []


@pytest.mark.usefixtures("rooms")
@pytest.mark.parametrize("act", ["check", "import", "publish", "close"])
def test_what_is_no_file_is_told_so(tmp_path: Path, act: str) -> None:
    file = tmp_path / "late.json"
    file.write_bytes(b"\x00" * 300_000)
    told = run(act, str(file))
    assert told.exit_code == 1
    assert told.output == "The file has more than 256 KiB.\n"
    assert run(act, str(tmp_path / "nowhere.json")).exit_code == 2


@pytest.mark.usefixtures("rooms")
def test_what_nobody_saw_cannot_be_closed() -> None:
    told = run("close", str(PARTY_FILE))
    assert told.exit_code == 1
    assert "never published" in told.output


def test_a_trial_begins_with_two_events_and_only_once(rooms: Rooms) -> None:
    desk = wiring.build_organiser(Settings.from_env(os.environ))
    rooms.clock.forward(days=400)
    assert publish_samples(desk, rooms.clock()) == 2
    assert publish_samples(desk, rooms.clock()) == 0
    with rooms.storage.read() as store:
        ahead = store.events.listed(rooms.clock())
    assert len(ahead) == 2
    assert all(row.takes_applications(rooms.clock()) for row in ahead)


@pytest.mark.usefixtures("rooms")
@pytest.mark.parametrize("command", ["check", "import"])
def test_a_file_commands_no_terminal(tmp_path: Path, command: str) -> None:
    signs = "\x1b]0;owned\x07\x1b[2J\u202e"
    file = tmp_path / "signs.json"
    file.write_bytes(raw(put(put(body(), "title.en", signs), "summary.en", f"{signs} 가")))
    told = run(command, str(file)).output
    assert "owned" in told
    assert all(sign.isprintable() for sign in told if sign != "\n")


def test_publishing_says_what_goes_and_who_is_asked_again(rooms: Rooms, tmp_path: Path) -> None:
    party = Party(rooms, listening())
    people = [party.apply("food"), party.apply("food")]
    whole = json.loads(canonical(party.file))
    (food,) = (one for one in whole["questions"] if one["key"] == "food")
    rest = [one for one in whole["questions"] if one["key"] != "food"]
    purposes = [one for one in whole["purposes"] if one["key"] != food["purpose"]]
    file = tmp_path / "party.json"
    file.write_text(json.dumps(whole | {"questions": rest, "purposes": purposes}))
    refused = run("publish", str(file))
    assert refused.exit_code == 1
    asked_no_more = f'Asked no more: "{food["label"]["en"]}".'
    assert refused.output == (
        f"Error: {asked_no_more} 2 answers are deleted within a minute of publishing."
        " Nothing was changed; give --drop if this is meant.\n"
    )
    assert party.row.version == 1
    party.withdraw(people[0], "food")
    told = run("publish", "--drop", str(file))
    assert told.exit_code == 0
    assert told.output.splitlines() == [
        f"{asked_no_more} 1 answer is deleted within a minute of publishing.",
        f"{party.file.title.en}: version 2 is published, at /events/{party.file.slug}.",
        "Nobody is asked again.",
    ]
    rest[0]["effect"] = "another"
    file.write_text(json.dumps(whole | {"questions": rest, "purposes": purposes}))
    again = "2 people agreed to what is different now and are asked again."
    assert run("publish", str(file)).output.splitlines()[1:] == [again]


def without_food(party: Party, folder: Path) -> str:
    """Write down a newer version that asks less; return where."""
    rest = tuple(one for one in party.file.questions if one.key != "food")
    used = {one.purpose for one in rest}
    kept = tuple(one for one in party.file.purposes if one.key in used)
    file = folder / "party.json"
    file.write_text(canonical(replace(party.file, questions=rest, purposes=kept)))
    return str(file)


def test_what_nobody_answered_needs_no_flag(rooms: Rooms, tmp_path: Path) -> None:
    told = run("publish", without_food(Party(rooms, listening()), tmp_path))
    assert told.exit_code == 0
    assert told.output.splitlines()[0].endswith("Nobody answered, so nothing is deleted.")


def test_what_is_not_published_drops_nothing_in_words_either(rooms: Rooms, tmp_path: Path) -> None:
    party = Party(rooms, listening())
    party.set_state(EventState.CANCELLED)
    told = run("publish", "--drop", without_food(party, tmp_path))
    assert told.exit_code == 1
    assert "never opens again" in told.output
    assert "Asked no more" not in told.output
