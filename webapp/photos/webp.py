"""What we keep and serve as a picture: WebP with pixels and nothing else."""

import struct

_HEAD = struct.Struct("<4sI4s4sI")


def is_plain_webp(picture: bytes) -> bool:
    """Tell whether this is one lossy WebP image without any other chunk or a byte behind it.

    The extended form (VP8X), in which EXIF, XMP, colour profiles and animations travel, is not.
    """
    if len(picture) < _HEAD.size:
        return False
    riff, size, form, chunk, length = _HEAD.unpack_from(picture)
    is_whole = size + 8 == len(picture) and _HEAD.size + length + length % 2 == len(picture)
    return (riff, form, chunk) == (b"RIFF", b"WEBP", b"VP8 ") and is_whole
