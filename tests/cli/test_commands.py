"""Every command is there, explains itself, and `check` and `worker` do what they say."""

import sys
import threading

import click
import pytest
from click.testing import CliRunner

from webapp.cli import check
from webapp.cli.commands import COMMANDS, duett
from webapp.cli.place import ROOT
from webapp.cli.worker import work_until


@pytest.mark.parametrize("name", list(COMMANDS))
def test_a_command_explains_itself(name):
    result = CliRunner().invoke(duett, [name, "--help"])
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 3


def test_the_list_names_every_command_and_loads_none(monkeypatch):
    monkeypatch.setattr("webapp.cli.commands.import_module", lambda _name: pytest.fail("loaded"))
    result = CliRunner().invoke(duett, ["--help"])
    assert result.exit_code == 0
    assert all(name in result.output for name in COMMANDS)


def test_every_command_of_the_design_is_there():
    wanted = {"run", "test", "check", "shots", "serve", "worker", "db", "sweep", "catalogue"}
    assert wanted <= set(COMMANDS)
    files = {path.stem for path in (ROOT / "webapp/cli").iterdir()}
    assert set(COMMANDS) <= files


def test_an_unknown_command_is_refused():
    assert CliRunner().invoke(duett, ["nonsense"]).exit_code == 2


def test_settings_that_are_missing_are_named_without_a_traceback(monkeypatch):
    monkeypatch.setattr("os.environ", {"DUETT_ENV": "production"})
    result = CliRunner().invoke(duett, ["db", "upgrade"])
    assert result.exit_code == 2
    assert "  - SECRET_KEY is not set." in result.output


def tool(name, code):
    return check.Tool(name, (sys.executable, "-c", code))


def test_check_runs_all_and_fails_when_one_fails(monkeypatch):
    tools = (tool("good", "print('quiet')"), tool("bad", "print('the reason'); exit(3)"))
    monkeypatch.setattr(check, "TOOLS", tools)
    result = CliRunner().invoke(check.check)
    assert result.exit_code == 1
    assert "the reason" in result.output
    assert "quiet" not in result.output
    assert [line[:11].strip() for line in result.output.splitlines()[-2:]] == [
        "ok     good",
        "FAILED bad",
    ]
    assert CliRunner().invoke(check.check, ["good"]).exit_code == 0


def test_check_of_nothing_is_no_success():
    assert CliRunner().invoke(check.check, ["no such check"]).exit_code == 1


class Work:
    def __init__(self, stop, ticks):
        self.stop, self.ticks, self.done = stop, ticks, 0

    def tick(self):
        self.done += 1
        if self.done == self.ticks:
            self.stop.set()
        return True


def test_the_worker_goes_on_while_there_is_work_and_ends_when_told():
    stop = threading.Event()
    work = Work(stop, 100)
    work_until(stop, work)
    assert work.done == 100


def test_click_is_the_only_framework_of_the_commands():
    assert isinstance(duett, click.Group)
