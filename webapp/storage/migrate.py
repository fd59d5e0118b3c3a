"""Migrations: one history for both engines, run by the owner of the database."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config

from webapp.storage.engine import WRITING
from webapp.storage.transaction import Storage

_SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(storage: Storage, revision: str = "head") -> None:
    """Bring the database to `revision`; does nothing when it is there."""
    _run(storage, command.upgrade, revision)


def downgrade(storage: Storage, revision: str) -> None:
    """Take the database back to `revision` ("base" for nothing)."""
    _run(storage, command.downgrade, revision)


def _run(storage: Storage, act: Callable[[Config, str], None], revision: str) -> None:
    config = _config()
    with storage.engine.execution_options(**{WRITING: True}).begin() as connection:
        config.attributes["connection"] = connection
        act(config, revision)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    return config
