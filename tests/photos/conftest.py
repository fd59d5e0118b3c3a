from collections.abc import Callable, Iterator

import pytest
from pi_heif import register_heif_opener
from PIL import Image

from tests.photos.sitter import Sitter
from tests.promises.acts import join
from tests.world import World, world
from webapp.photos import decode
from webapp.profile.photos.errors import PhotoRefused
from webapp.profile.photos.glance import glance
from webapp.profile.photos.ports import Pictures

Prepare = Callable[[bytes], Pictures]


@pytest.fixture
def prepare(monkeypatch) -> Prepare:
    """What the decoding process does with an upload, without the process around it."""
    register_heif_opener(thumbnails=False, decode_threads=1)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", Image.MAX_IMAGE_PIXELS)

    def run(upload: bytes) -> Pictures:
        try:
            (full, tile), (width, height) = decode.prepare(glance(upload))
        except decode.Refused as refusal:
            raise PhotoRefused(str(refusal)) from None
        except PhotoRefused:
            raise
        except Exception as fault:  # as the process answers
            raise PhotoRefused("unreadable") from fault
        return Pictures(full, tile, width, height)

    return run


@pytest.fixture(scope="module")
def house(migrated_sqlite, tmp_path_factory) -> Iterator[World]:
    """A whole house on SQLite with a folder for photos."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "duett.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    with world(f"sqlite:///{folder / 'duett.sqlite3'}", folder) as made:
        yield made


@pytest.fixture
def sitter(house: World) -> Sitter:
    """Somebody who joined just now."""
    return Sitter(house, join(house))
