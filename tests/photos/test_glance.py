"""What is no photo is known before anybody opens it."""

import pytest

from webapp.profile.photos.errors import PhotoRefused
from webapp.profile.photos.glance import MOST_BYTES, glance


@pytest.mark.parametrize(
    "upload,reason",
    [
        (None, "missing"),
        (b"", "empty"),
        (b"\xff\xd8\xff" + b"0" * MOST_BYTES, "large"),
        (b"GIF89a", "type"),
        (b"<svg/>", "type"),
        (b"RIFF0000WAVE", "type"),
        (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf", "type"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "type"),
        (b"\xff\xff\xff\xffftypmp42" + b"isom" * 4000 + b"heic", "type"),
    ],
)
def test_what_is_no_photo_is_known_by_its_first_bytes(upload, reason):
    with pytest.raises(PhotoRefused) as refusal:
        glance(upload)
    assert refusal.value.reason == reason
