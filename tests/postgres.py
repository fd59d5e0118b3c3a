"""A private PostgreSQL for tests: one server a session, a fresh database for whoever asks."""

import fcntl
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

import psycopg
from psycopg import sql

START_SECONDS = 30
GUARDIAN = Path(__file__).parent / "tools" / "postgres_guardian.py"


@dataclass(frozen=True)
class Server:
    """A running server, seen as its superuser; `url` names its maintenance database."""

    url: str
    folder: Path | None = None  # with the log `server.log`; None when the server is not ours

    def url_of(self, database: str) -> str:
        return f"{self.url.rpartition('/')[0]}/{database}"

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """The address of a new database like the template; it is dropped afterwards."""
        name = f"duett_test_{token_hex(6)}"
        self._run("CREATE DATABASE {} TEMPLATE {}", name, template)
        try:
            yield self.url_of(name)
        finally:
            self._run("DROP DATABASE {} WITH (FORCE)", name)

    def template(self, name: str, meeting_place: Path, fill: Callable[[str], None]) -> str:
        """Make a database once a session, fill it, and return its name for `database`."""
        done = meeting_place / f"{name}.done"
        with (meeting_place / f"{name}.lock").open("w") as turnstile:
            fcntl.flock(turnstile, fcntl.LOCK_EX)
            if not done.exists():
                self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
                self._run("CREATE DATABASE {} TEMPLATE template0", name)
                fill(self.url_of(name))
                done.touch()
        return name

    def _run(self, statement: str, *names: str) -> None:
        with psycopg.connect(plain(self.url), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def plain(url: str) -> str:
    """The address as libpq reads it, without SQLAlchemy's driver name."""
    return url.replace("postgresql+psycopg:", "postgresql:", 1)


def shared_server(meeting_place: Path, session_pid: int) -> Server:
    """The server of this test session, started by whichever process comes first.

    `$DUETT_TEST_DATABASE_URL` (a superuser's address ending in /<database>) takes its place.
    """
    if given := os.environ.get("DUETT_TEST_DATABASE_URL"):
        return Server(given)
    address = meeting_place / "postgres.address"
    with (meeting_place / "postgres.lock").open("w") as turnstile:
        fcntl.flock(turnstile, fcntl.LOCK_EX)
        if not address.exists():
            server = start(session_pid)
            address.write_text(f"{server.url}\n{server.folder}")
    url, folder = address.read_text().splitlines()
    return Server(url, Path(folder))


@contextmanager
def durable_server() -> Iterator[Server]:
    """A server of one's own with fsync on, for tests that kill it."""
    server = start(os.getpid(), durable=True)
    try:
        yield server
    finally:
        stop(server)


def start(session_pid: int, *, durable: bool = False) -> Server:
    """Make a cluster on a free port; it ends with the process `session_pid` at the latest."""
    folder = Path(tempfile.mkdtemp(prefix="duett-postgres-"))
    port = free_port()
    care = "durable" if durable else "hasty"
    with (folder / "guardian.log").open("w") as log:
        subprocess.run(  # returns at once: the guardian goes on in the background
            [sys.executable, GUARDIAN, str(session_pid), str(folder), str(port), care],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            check=True,
        )
    url = f"postgresql+psycopg://duett_test@127.0.0.1:{port}/postgres"
    wait_for(url, folder)
    return Server(url, folder)


def stop(server: Server) -> None:
    """End the server and wait until its files are gone."""
    if server.folder is None:
        return
    (server.folder / "stop").touch()
    deadline = time.monotonic() + START_SECONDS
    while server.folder.exists() and time.monotonic() < deadline:
        time.sleep(0.05)


def wait_for(url: str, folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(plain(url), connect_timeout=2).close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                message = f"PostgreSQL did not start: {(folder / 'guardian.log').read_text()}"
                raise TimeoutError(message) from None
            time.sleep(0.05)
        else:
            return


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
