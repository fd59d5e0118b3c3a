"""`./duett corrections`: what staff see, what they must say, and what nothing prints."""

import pytest
from click.testing import CliRunner, Result

from tests.rooms import Rooms
from webapp.cli.commands import duett
from webapp.profile.errors import NotPermitted

SAID = "검사를 다시 했더니 달라졌어요."


@pytest.fixture
def number(rooms: Rooms) -> str:
    who = rooms.member()
    rooms.agree(who)
    return rooms.ask(who, SAID)


def run(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(duett, ["corrections", *words], input=typed)


@pytest.mark.usefixtures("rooms")
def test_nothing_open_is_said():
    assert run("list").output == "Nothing is open.\n"


def test_what_is_open_is_listed_without_anything_personal(rooms: Rooms, number: str):
    told = run("list").output + run("show", number).output
    told += run("show", number, "--reason", "without asking for it").output
    assert told.count(number) == 3
    assert "mbti" in told
    assert "10 days left" in told
    assert SAID not in told
    assert "INFP" not in told
    assert rooms.rows("access_log") == []
    rooms.clock.forward(days=11)
    assert "OVERDUE since 2026-12-02" in run("list").output


def test_looking_inside_takes_a_reason(rooms: Rooms, number: str):
    refused = run("show", number, "--reveal")
    assert refused.exit_code == 1
    assert "kept on record" in refused.output
    assert SAID not in refused.output
    told = run("show", number, "--reveal", "--reason", "to check it").output
    assert f"Said: {SAID}" in told
    assert "Value: INFP" in told
    (row,) = rooms.rows("access_log")
    assert str(row[5]) == f"{number}: to check it"
    assert str(row[6]).startswith("terminal ")


@pytest.mark.parametrize("how", ["--keep", "--delete"])
def test_settling_takes_a_reason_and_prints_no_value(number: str, how: str):
    assert run("settle", number, how).exit_code == 1
    told = run("settle", number, how, "--reason", "checked by telephone")
    assert told.exit_code == 0
    assert ("kept" if how == "--keep" else "deleted") in told.output
    assert "INFP" not in told.output
    again = run("settle", number, how, "--reason", "checked by telephone")
    assert (again.exit_code, "ended already" in again.output) == (1, True)


def test_a_new_value_is_typed_and_not_a_word_of_the_command(rooms: Rooms, number: str):
    typed = "E\n\nN\n\nF\n\nP\n\n"
    told = run("settle", number, "--change", "--reason", "new test seen", typed=typed)
    assert told.exit_code == 0, told.output
    (who,) = {row[0] for row in rooms.rows("field_value")}
    assert rooms.profile.read(who, "mbti", "match") == "ENFP"  # type: ignore[arg-type]


def test_a_new_value_that_is_none_changes_nothing(rooms: Rooms, number: str):
    told = run("settle", number, "--change", "--reason", "x", typed="Z\n\nN\n\nF\n\nP\n\n")
    assert told.exit_code == 1
    assert "ei: " in told.output
    (who,) = {row[0] for row in rooms.rows("field_value")}
    with pytest.raises(NotPermitted):
        rooms.profile.read(who, "mbti", "match")  # type: ignore[arg-type]  # still held


@pytest.mark.usefixtures("rooms")
@pytest.mark.parametrize("words", [("show",), ("settle", "--keep", "--reason", "x")])
def test_a_number_nobody_has_is_told(words: tuple[str, ...]):
    told = run(words[0], "ZZZZ-ZZ", *words[1:])
    assert (told.exit_code, "No request has this number" in told.output) == (1, True)


def test_one_way_to_settle_must_be_chosen(number: str):
    assert run("settle", number, "--reason", "x").exit_code == 2
