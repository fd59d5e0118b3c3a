import json
import sqlite3
from dataclasses import replace

import pytest

from webapp import wiring
from webapp.cli.development import development_environment
from webapp.settings import Settings
from webapp.storage import engine

CANARY = "a value that must not be written down"


@pytest.fixture
def worker(tmp_path, monkeypatch):
    short = tuple(pragma.replace("=8000", "=50") for pragma in engine._PRAGMAS)
    monkeypatch.setattr(engine, "_PRAGMAS", short)
    settings = Settings.from_env(development_environment(9, 10, tmp_path))
    wiring.upgrade(settings)
    found = wiring.build_worker(settings)
    yield found
    found.close()


def test_a_busy_database_does_not_end_the_worker(worker, tmp_path, capsys):
    holder = sqlite3.connect(tmp_path / "duett.sqlite3", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert worker.tick() is False
    said = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert said["code"] == "worker:storage_unavailable"
    holder.execute("ROLLBACK")
    holder.close()
    assert worker.sweep()["session"] == 0
    log = tmp_path / "duett.sqlite3-wal"
    assert log.stat().st_size == 0, "what was erased would live on in it"


def fail(*_):
    raise ValueError(CANARY)


def said_of_a_fault(capsys):
    said = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert (said["event"], said["level"]) == ("worker_failed", "error")
    assert said["error"][0]["type"] == "builtins.ValueError"
    assert CANARY not in json.dumps(said)


def test_an_unexpected_fault_is_written_down_and_tried_again(worker, monkeypatch, capsys):
    with monkeypatch.context() as patch:
        patch.setattr(worker._outbox, "drain", fail)
        assert worker.tick() is False
    said_of_a_fault(capsys)
    swept = []
    monkeypatch.setattr(worker, "sweep", lambda: swept.append(True))
    worker.tick()
    assert swept  # at the next tick, not a minute later


@pytest.mark.parametrize("name", ["pending_signup", "session", "left_member", "field_value"])
def test_a_broken_clock_is_written_down_and_stops_no_other(worker, monkeypatch, capsys, name):
    whole = worker.clocks
    broken = [replace(c, sweep=fail) if c.name == name else c for c in whole]
    told = [replace(c, sweep=lambda: 7) if c.name != name else c for c in broken]
    monkeypatch.setattr(worker, "clocks", told)
    swept = worker.sweep()
    said_of_a_fault(capsys)
    assert swept == {clock.name: 0 if clock.name == name else 7 for clock in whole}


def test_a_member_who_cannot_be_swept_is_written_down(worker, monkeypatch, capsys):
    values = next(clock for clock in worker.clocks if clock.name == "field_value")
    told = values.sweep.args[0]
    monkeypatch.setattr(worker, "clocks", [replace(values, sweep=lambda: told(ValueError(CANARY)))])
    worker.sweep()
    said_of_a_fault(capsys)
