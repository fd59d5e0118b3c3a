"""Kill a process at every edge of a use case, and look at what it left.

A child process of the tests: `python -m tests.faults.crashing <case> <database url> <folder>`. It
warms the application up once, then for n = 1, 2, ... restores the database, forks, kills the fork
at its n-th edge (before and after each statement, before and after each commit, before and after
each time a file is made durable), and lets another fork judge. One JSON line for each edge goes to
standard output; the last one says "end".
"""

import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Engine, event, make_url

from tests.faults.crash_cases import CASES, SENT, Case
from tests.faults.crash_events import EVENTS
from tests.faults.crash_house import crash_house
from tests.faults.crash_photos import PHOTOS
from tests.faults.crash_webhooks import WEBHOOKS
from tests.postgres import plain
from tests.promises.rows import violations
from tests.world import World

MOST = 200


class Edges:
    """Counts the edges of one process and kills it at one of them."""

    def __init__(self, fatal: int, tell: Callable[[str], None]) -> None:
        self._left = fatal
        self._tell = tell

    def pass_(self, where: str) -> None:
        self._left -= 1
        if self._left == 0:
            self._tell(where)
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, engine: Any) -> None:
        def before(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            self.pass_(f"before {statement[:60]}")

        def after(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            self.pass_(f"after {statement[:60]}")

        # All engines: reading may go through another one than writing.
        event.listen(Engine, "before_cursor_execute", before)
        event.listen(Engine, "after_cursor_execute", after)
        commit = engine.dialect.do_commit

        def committed(dbapi: Any) -> None:
            self.pass_("before a commit")
            commit(dbapi)
            self.pass_("after a commit")

        engine.dialect.do_commit = committed
        settle = os.fsync

        def settled(descriptor: int) -> None:
            self.pass_("before a file is durable")
            settle(descriptor)
            self.pass_("after a file is durable")

        os.fsync = settled  # type: ignore[assignment]


class Files:
    """Keeps and restores a SQLite database."""

    def __init__(self, url: str) -> None:
        self._file = Path(make_url(url).database or "")
        self._kept = self._file.with_suffix(".kept")

    def keep(self) -> None:
        shutil.copy(self._file, self._kept)

    def restore(self) -> None:
        for end in ("-wal", "-shm"):
            Path(f"{self._file}{end}").unlink(missing_ok=True)
        shutil.copy(self._kept, self._file)


class Copies:
    """Keeps and restores a PostgreSQL database."""

    def __init__(self, url: str) -> None:
        self._name = make_url(url).database or ""
        self._kept = f"{self._name}_kept"
        self._server = plain(url).rpartition("/")[0] + "/postgres"

    def keep(self) -> None:
        self._run("CREATE DATABASE {} TEMPLATE {}", self._kept, self._name)

    def restore(self) -> None:
        self._run("DROP DATABASE {} WITH (FORCE)", self._name)
        self._run("CREATE DATABASE {} TEMPLATE {}", self._name, self._kept)

    def _run(self, statement: str, *names: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def main(name: str, url: str, folder: str) -> None:
    house, case = crash_house(url, Path(folder)), (CASES | PHOTOS | WEBHOOKS | EVENTS)[name]()
    case.begin(house)
    let_go(house)
    database = Files(url) if url.startswith("sqlite") else Copies(url)
    database.keep()
    case.keep(house)
    for fatal in range(1, MOST):
        database.restore()
        case.restore(house)
        died, where = fork(lambda tell, n=fatal: work(house, case, n, tell))  # type: ignore[misc]
        _, verdict = fork(lambda tell: tell(judge(house, case)))
        line = {"edge": fatal, "where": where if died else "end", "faults": json.loads(verdict)}
        print(json.dumps(line), flush=True)  # noqa: T201  read by the test
        if not died:
            return


def let_go(house: World) -> None:
    house.services.health.dispose()  # type: ignore[attr-defined]
    house.storage.dispose()


def work(house: World, case: Case, fatal: int, tell: Callable[[str], None]) -> None:
    Edges(fatal, tell).watch(house.services.health.engine)  # type: ignore[attr-defined]
    status = case.send(house)
    tell(f"answered {status}")


def judge(house: World, case: Case) -> str:
    """Look at what was left, send the same request again, and look at what there is then."""
    left = [f"left behind: {fault}" for fault in violations(house.storage)]
    statuses = case.again(house)
    answered = [f"the repeat answered {s}" for s in statuses if s not in SENT]
    broken = [f"after the repeat: {fault}" for fault in violations(house.storage)]
    return json.dumps([*left, *answered, *broken, *case.faults(house)])


def fork(run: Callable[[Callable[[str], None]], None]) -> tuple[bool, str]:
    """Run in a fork; return whether it was killed, and what it told."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 0
        try:
            run(lambda text: _write(writing, text))
        except BaseException:  # noqa: BLE001  a fork must end here, whatever happened
            _write(writing, json.dumps([traceback.format_exc()]))
            code = 1
        os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status), told


def _write(descriptor: int, text: str) -> None:
    os.write(descriptor, text.encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
