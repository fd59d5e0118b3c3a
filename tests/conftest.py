"""What every test of the house may ask for; rooms keep fixtures of their own beside their tests."""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.postgres import Server, shared_server
from tests.thrift import be_thrifty
from webapp.storage import migrate
from webapp.storage.transaction import Storage

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
TEMPLATE = "duett_template"

hypothesis.settings.register_profile("house", deadline=None, max_examples=60)
hypothesis.settings.load_profile("house")
be_thrifty()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("above_the_engine") and item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.slow)


class LongFirst:
    """Begins with what takes longest, so that no process is left with it when the others are done.

    A file is done by one process: those that are marked, then the others by their number of tests.
    """

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        many = Counter(item.path for item in items)
        items.sort(key=lambda item: (not item.get_closest_marker("begins"), -many[item.path]))


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(LongFirst())


@pytest.fixture(scope="session")
def meeting_place(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all processes of this test session share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def postgres(meeting_place: Path, worker_id: str) -> Server:
    """The private PostgreSQL of this session; it ends with the session's first process."""
    session_pid = os.getpid() if worker_id == "master" else os.getppid()
    return shared_server(meeting_place, session_pid)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file of today's shape; copy it, do not write to it."""
    file = tmp_path_factory.mktemp("template") / "duett.sqlite3"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Server, meeting_place: Path) -> str:
    """The name of a PostgreSQL database of today's shape, from which others are copied."""
    return postgres.template(TEMPLATE, meeting_place, _migrate)


@pytest.fixture(scope="module", params=ENGINES)
def empty_database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A database without tables, one a module and engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'duett.sqlite3'}"
        return
    server: Server = request.getfixturevalue("postgres")
    with server.database() as url:
        yield url


@pytest.fixture(scope="module", params=ENGINES)
def database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A migrated database without rows, one a module and engine."""
    if request.param == "sqlite":
        file = tmp_path_factory.mktemp("sqlite") / "duett.sqlite3"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), file)
        yield f"sqlite:///{file}"
        return
    server: Server = request.getfixturevalue("postgres")
    with server.database(template=request.getfixturevalue("migrated_postgres")) as url:
        yield url


def _migrate(url: str) -> None:
    storage = Storage(url, pool_size=1)
    migrate.upgrade(storage)
    storage.dispose()
