"""One house a module and engine; the heavy ones go to PostgreSQL only with --slow."""

import shutil
from collections.abc import Iterator

import pytest

from tests.world import World, world

HEAVY = ["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.slow])]


@pytest.fixture(scope="module")
def house(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(database_url, tmp_path_factory.mktemp("house")) as made:
        yield made


@pytest.fixture(scope="module", params=HEAVY)
def heavy_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """As `database_url`, but PostgreSQL only with --slow."""
    if request.param == "sqlite":
        file = tmp_path_factory.mktemp("sqlite") / "duett.sqlite3"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), file)
        yield f"sqlite:///{file}"
        return
    server = request.getfixturevalue("postgres")
    with server.database(template=request.getfixturevalue("migrated_postgres")) as url:
        yield url


@pytest.fixture(scope="module")
def heavy_house(heavy_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(heavy_url, tmp_path_factory.mktemp("house")) as made:
        yield made
