"""The database that a command of a test finds in its environment, and rooms over it."""

from pathlib import Path

import pytest

from tests.rooms import Rooms
from webapp import wiring
from webapp.catalogue.declared import CATALOGUE
from webapp.cli.development import development_environment
from webapp.keys.keyring import load_keyring
from webapp.keys.vault import KeyringVault
from webapp.settings import Settings
from webapp.storage.transaction import Storage


@pytest.fixture
def rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, migrated_sqlite: Path) -> Rooms:
    """Rooms over the database that the commands of this test find in their environment."""
    (tmp_path / "duett.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    environ = development_environment(9, 10, tmp_path)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    settings = Settings.from_env(environ)
    vault = KeyringVault(load_keyring(Path(settings.keyring)))
    made = Rooms(Storage(settings.database_url), vault, CATALOGUE)
    monkeypatch.setattr(wiring, "system_clock", made.clock)
    return made
