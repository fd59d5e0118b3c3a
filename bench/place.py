"""Everything a measurement needs on this machine: database, house, stand-in, bare application."""

import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url

from bench.bare import ROW
from bench.load import HOST, ORIGIN, Load
from tests.postgres import durable_server
from webapp import wiring
from webapp.cli.children import Child, Household
from webapp.cli.development import development_environment
from webapp.cli.place import own_command
from webapp.cli.samples import publish_samples
from webapp.cli.trial import free_port, wait_until_open
from webapp.settings import Settings
from webapp.storage.transaction import Storage

WORKERS = 2


@dataclass(frozen=True)
class Tree:
    """A running server: the root of its processes and the lines to it."""

    pid: int
    load: Load


@dataclass(frozen=True)
class Place:
    """Where a measurement happens. `postgres_pid` is None on SQLite."""

    environment: Mapping[str, str]
    duett: Tree
    bare: Tree
    postgres_pid: int | None

    @property
    def settings(self) -> Settings:
        return Settings.from_env(self.environment)


@contextmanager
def database(folder: Path, *, is_sqlite: bool) -> Iterator[tuple[str, int | None]]:
    """The address of an empty database that keeps what it commits, and its server's process."""
    if is_sqlite:
        yield f"sqlite:///{folder / 'duett.sqlite3'}", None
        return
    with durable_server() as server, server.database() as url:
        assert server.folder is not None  # noqa: S101  it is ours
        first = (server.folder / "data" / "postmaster.pid").read_text().split()[0]
        yield url, int(first)


@dataclass(frozen=True)
class Ground:
    """A migrated database and the environment that names it; nothing runs on it yet."""

    environment: dict[str, str]
    ports: Mapping[str, int]
    postgres_pid: int | None


@contextmanager
def ground(*, is_sqlite: bool) -> Iterator[Ground]:
    """A database of today's shape that keeps what it commits."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="duett-bench-")))
        url, postgres_pid = stack.enter_context(database(folder, is_sqlite=is_sqlite))
        ports = {"duett": free_port(), "bare": free_port(), "kakao": free_port(in_a_row=2)}
        environment = _environment(folder, url, ports["duett"], ports["kakao"])
        migrate(environment)
        yield Ground(environment, ports, postgres_pid)


@contextmanager
def place(*, is_sqlite: bool) -> Iterator[Place]:
    """The house, the stand-in and the bare application, running on one database."""
    with ExitStack() as stack:
        here = stack.enter_context(ground(is_sqlite=is_sqlite))
        commands = {
            "kakao": own_command("standin", "--port", str(here.ports["kakao"])),
            "duett": own_command("serve", "--port", str(here.ports["duett"])),
            "bare": [sys.executable, "-m", "bench.bare", str(here.ports["bare"])],
        }
        children = [Child(name, command, here.environment) for name, command in commands.items()]
        household = Household(children, is_quiet=True)
        stack.enter_context(household.at_home())
        wait_until_open(*here.ports.values())
        duett, bare = (
            Tree(household.pid_of(name), Load(here.ports[name])) for name in ("duett", "bare")
        )
        yield Place(here.environment, duett, bare, here.postgres_pid)


def migrate(environment: Mapping[str, str]) -> None:
    """Give the database today's shape, two events, and the one table of the bare application."""
    settings = Settings.from_env(environment)
    wiring.upgrade(settings)
    publish_samples(wiring.build_organiser(settings), wiring.system_clock())
    storage = Storage(settings.database_url, pool_size=1)
    with storage.engine.begin() as connection:
        ROW.create(connection)
    storage.dispose()


def _environment(folder: Path, url: str, port: int, kakao_port: int) -> dict[str, str]:
    """A development environment behind a trusted proxy, so that requests come from many places."""
    return {
        **development_environment(port, kakao_port, folder / "var"),
        "DATABASE_URL": make_url(url).render_as_string(hide_password=False),
        "PUBLIC_URL": ORIGIN,
        "TRUSTED_HOSTS": HOST,
        "TRUSTED_PROXIES": "1",
        "WORKERS": str(WORKERS),
    }
