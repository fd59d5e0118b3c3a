from collections.abc import Callable

import pytest
from pi_heif import register_heif_opener
from PIL import Image

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
