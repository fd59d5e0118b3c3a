import json
import sqlite3

import pytest

from webapp import wiring
from webapp.cli.development import development_environment
from webapp.settings import Settings
from webapp.storage import engine


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
