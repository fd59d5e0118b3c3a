import json
import sqlite3

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


@pytest.mark.parametrize("place", ["_outbox", "_members", "_profile"])
def test_an_unexpected_fault_is_written_down_and_tried_again(worker, monkeypatch, capsys, place):
    def fail(*_):
        raise ValueError(CANARY)

    with monkeypatch.context() as patch:
        patch.setattr(getattr(worker, place), "drain" if place == "_outbox" else "sweep", fail)
        assert worker.tick() is False
    said = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert (said["event"], said["level"]) == ("worker_failed", "error")
    assert said["error"][0]["type"] == "builtins.ValueError"
    assert CANARY not in json.dumps(said)
    swept = []
    monkeypatch.setattr(worker, "sweep", lambda: swept.append(True))
    worker.tick()
    assert swept  # at the next tick, not a minute later


def test_a_member_who_cannot_be_swept_is_written_down(worker, monkeypatch, capsys):
    def stumble(told):
        told(ValueError(CANARY))
        return {}

    monkeypatch.setattr(worker._profile, "sweep", stumble)
    worker.sweep()
    said = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert (said["event"], said["error"][0]["type"]) == ("worker_failed", "builtins.ValueError")
    assert CANARY not in json.dumps(said)
