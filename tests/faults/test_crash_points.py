"""R1: killed at any statement or commit, no half state is left and the repeat has one effect.

I1 to I3, I5 and I6 are checked at every edge, in a process of its own (`crashing.py`).
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.crash_events import EVENTS
from tests.faults.crash_photos import PHOTOS
from tests.faults.crash_webhooks import WEBHOOKS
from tests.tools.tree import ROOT

pytestmark = pytest.mark.begins

FEWEST = {"agree": 14, "skip": 14, "withdraw": 16, "widen": 16, "correct": 12}
FEWEST |= {"join": 18, "leave": 30, "photo": 36, "another_photo": 36, "cut": 30}
FEWEST |= {"told_by_kakao": 10, "carried_out": 30}
FEWEST |= {"first_answer": 18, "send_entry": 18, "cancel_entry": 24}
# PostgreSQL writes in one statement what SQLite writes in several.
FEWEST_ON_POSTGRESQL = FEWEST | {"agree": 8, "skip": 8, "withdraw": 12, "join": 16, "leave": 26}
FEWEST_ON_POSTGRESQL |= {"photo": 32, "another_photo": 32, "cut": 26, "first_answer": 14}


def edges_of(case: str, url: str, folder: Path) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.crashing", case, url, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def check(case: str, url: str, folder: Path) -> None:
    edges = edges_of(case, url, folder)
    wrong = [edge for edge in edges if edge["faults"]]
    assert wrong == [], json.dumps(wrong, indent=1, ensure_ascii=False)
    assert edges[-1]["where"] == "end", "the loop never ran to its end"
    fewest = FEWEST if url.startswith("sqlite") else FEWEST_ON_POSTGRESQL
    assert len(edges) - 1 >= fewest[case], f"only {len(edges) - 1} edges were met"
    assert any(edge["where"] == "after a commit" for edge in edges)


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    file = tmp_path / "duett.sqlite3"
    shutil.copy(migrated_sqlite, file)
    return f"sqlite:///{file}"


MORE = [pytest.param(case, marks=pytest.mark.slow) for case in ("skip", "widen", "correct")]


@pytest.mark.parametrize("case", ["agree", "withdraw", *MORE])
def test_killed_anywhere_a_consent_is_whole_or_not_there(case, sqlite_url, tmp_path):
    check(case, sqlite_url, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("case", ["join", "leave"])
def test_killed_anywhere_a_membership_begins_and_ends_whole(case, sqlite_url, tmp_path):
    check(case, sqlite_url, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("case", EVENTS)
def test_killed_anywhere_an_application_is_whole_or_not_there(case, sqlite_url, tmp_path):
    check(case, sqlite_url, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("case", PHOTOS)
def test_killed_anywhere_a_photo_is_whole_or_the_one_before(case, sqlite_url, tmp_path):
    check(case, sqlite_url, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("case", WEBHOOKS)
def test_killed_anywhere_a_message_of_kakaos_has_its_effect_once(case, sqlite_url, tmp_path):
    check(case, sqlite_url, tmp_path)


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("case", FEWEST)
def test_killed_anywhere_on_postgresql_nothing_is_half(case, postgres, migrated_postgres, tmp_path):
    with postgres.database(template=migrated_postgres) as url:
        try:
            check(case, url, tmp_path)
        finally:
            name = url.rpartition("/")[2]
            postgres._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", f"{name}_kept")
