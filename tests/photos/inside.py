"""What the decoding process does, done inside the test: the same code, without the process."""

import warnings

from pi_heif import register_heif_opener
from PIL import Image

from webapp.photos import decode
from webapp.profile.photos.errors import PhotoRefused
from webapp.profile.photos.ports import Crop, Pictures

Made = tuple[list[bytes], tuple[int, int]]


class Inside:
    """Implements `profile.photos.ports.Decoder`."""

    def __init__(self) -> None:
        register_heif_opener(thumbnails=False, decode_threads=1)

    def prepare(self, upload: bytes) -> Pictures:
        (full, tile), (width, height) = self._run("prepare", upload)
        return Pictures(full, tile, width, height)

    def frame(self, full: bytes, crop: Crop) -> bytes:
        (tile,), _size = self._run("frame", full, crop.place, crop.zoom)
        return tile

    def _run(self, act: str, picture: bytes, *how: str) -> Made:
        most = Image.MAX_IMAGE_PIXELS
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", Image.DecompressionBombWarning)
                made: Made = getattr(decode, act)(picture, *how)
                return made
        except decode.Refused as refusal:
            raise PhotoRefused(str(refusal)) from None
        except Exception as fault:  # as the process answers
            raise PhotoRefused("unreadable") from fault
        finally:
            Image.MAX_IMAGE_PIXELS = most
