"""The process that opens one picture: bytes in on stdin, small clean pictures out on stdout.

`python -m webapp.photos.decode prepare` or `... frame <place> <zoom>`. It is started for one
picture and ends with it. Before it looks at the picture it gives up what it will not need: memory
and time beyond a bound, new files and sockets. Whatever a decoder can be made to do ends there. It
imports nothing of ours, and knows neither a setting nor a key.

Answers one line of JSON, `{"refused": reason}` or `{"sizes": [bytes, ...], "width", "height"}`, and
then the pictures themselves.
"""

import io
import json
import os
import re
import resource
import sys
import warnings

from pi_heif import register_heif_opener

# The plugins are named, so that none has to be looked for when no file can be opened any more.
from PIL import (
    ExifTags,
    Image,
    ImageCms,
    JpegImagePlugin,  # noqa: F401
    MpoImagePlugin,  # noqa: F401
    PngImagePlugin,  # noqa: F401
    TiffImagePlugin,  # noqa: F401  it reads EXIF
    WebPImagePlugin,  # noqa: F401
)

LONGEST, TILE, SMALLEST, SLIMMEST = 1080, 240, 400, 4
MEGAPIXEL = 1_000_000
JPEG_PIXELS, PIXELS = 50 * MEGAPIXEL, 25 * MEGAPIXEL
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
QUALITY = 82
MEMORY = 768 * 1024 * 1024  # measured: 508 MB for 25 megapixels of lossless WebP, the most of any
CPU_SECONDS = 10
NICENESS = 10
SHARES = {
    "top": (0.5, 0.0),
    "left": (0.0, 0.5),
    "center": (0.5, 0.5),
    "right": (1.0, 0.5),
    "bottom": (0.5, 1.0),
}
"""Which share of what does not fit into the square is cut off at the left and at the top."""

MOST_SCANS = 100
"""How often a JPEG may go over its picture; encoders go over it ten times, each is all pixels."""

_JPEG_START = b"\xff\xd8\xff"
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # neither stuffing nor a restart nor filling
_SCAN, _END, _BARE = 0xDA, 0xD9, frozenset({0x01, 0xD8})  # the latter bring no length along
_WHITE = (255, 255, 255)
_TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}


class Refused(Exception):  # noqa: N818  reads as the situation it is
    """This picture is not taken; the text is the reason."""


def confine() -> None:
    """Give up memory and processor time beyond a bound, and every file that is not open yet."""
    _bound(resource.RLIMIT_AS, MEMORY)
    _bound(resource.RLIMIT_CPU, CPU_SECONDS)
    _bound(resource.RLIMIT_CORE, 0)
    _bound(resource.RLIMIT_FSIZE, 0)
    _bound(resource.RLIMIT_NOFILE, 0)  # no file, no socket: what is open stays open
    os.nice(NICENESS)


def go_alone(picture: bytes) -> None:
    """Give up starting anything, too, unless it may be a HEIC: libde265 decodes in a thread."""
    if picture[4:8] != b"ftyp":
        _bound(resource.RLIMIT_NPROC, 0)


def _bound(kind: int, most: int) -> None:
    try:
        resource.setrlimit(kind, (most, most))
    except (ValueError, OSError):
        if sys.platform == "linux":  # elsewhere not every bound exists
            raise


def prepare(upload: bytes) -> tuple[list[bytes], tuple[int, int]]:
    """Return the large and the small picture, and the size of the large one."""
    image = _opened(upload)
    if min(image.size) < SMALLEST:
        raise Refused("small")
    if max(image.size) > SLIMMEST * min(image.size):
        raise Refused("slim")
    image = _rebuilt(image)
    return [_webp(image), _webp(_square(image, *SHARES["center"], 1.0))], image.size


def frame(full: bytes, place: str, zoom: str) -> tuple[list[bytes], tuple[int, int]]:
    """Return the small picture cut from the large one, which we made ourselves."""
    image = _rebuilt(_opened(full))
    return [_webp(_square(image, *SHARES[place], float(zoom)))], (TILE, TILE)


def _opened(upload: bytes) -> Image.Image:
    """Open a picture, having read no more than its header; raises `Refused`."""
    is_jpeg = upload.startswith(_JPEG_START)
    if is_jpeg and _scans(upload) > MOST_SCANS:
        raise Refused("unreadable")
    Image.MAX_IMAGE_PIXELS = JPEG_PIXELS if is_jpeg else PIXELS
    try:
        image = Image.open(io.BytesIO(upload), formats=FORMATS)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Refused("pixels") from None
    # Several pictures in one file: in JPEG and HEIF further views, of which the first is the photo.
    if getattr(image, "is_animated", False) and image.format in ("PNG", "WEBP"):
        raise Refused("moving")
    return image


def _scans(jpeg: bytes) -> int:
    """Count the scans of the first picture, no further than one too many.

    From marker to marker, as libjpeg goes: what lies inside a segment or after the end (the small
    picture in EXIF, the film of a moving photo) is no scan.
    """
    at, scans = 2, 0
    while scans <= MOST_SCANS and (found := _MARKER.search(jpeg, at)):
        kind, at = jpeg[found.start() + 1], found.end()
        if kind == _END:
            break
        scans += kind == _SCAN
        if kind not in _BARE:
            at += int.from_bytes(jpeg[at : at + 2], "big")
    return scans


def _rebuilt(image: Image.Image) -> Image.Image:
    """Return the picture upright, small, in sRGB, made of its pixels and nothing else."""
    turns = _turns(image)
    colours = image.info.get("icc_profile")
    share = min(1.0, LONGEST / max(image.size))
    size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
    if image.format in ("JPEG", "MPO"):
        image.draft(None, (2 * size[0], 2 * size[1]))  # decodes no more than is needed
    image.load()
    plain = _plain(image)
    if plain.size != size:
        plain = plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    plain = _on_white(_in_srgb(plain, colours))
    for turn in turns:
        plain = plain.transpose(turn)
    return Image.frombytes("RGB", plain.size, plain.tobytes())


def _turns(image: Image.Image) -> tuple[Image.Transpose, ...]:
    """Return what brings the picture upright; libheif has done so by itself."""
    if image.format == "HEIF":
        return ()
    try:
        orientation = image.getexif().get(ExifTags.Base.Orientation)
    except Exception:  # noqa: BLE001  whatever is in there, it is not an orientation
        return ()
    return _TURNS.get(orientation, ()) if isinstance(orientation, int) else ()


def _plain(image: Image.Image) -> Image.Image:
    """Return the picture in a mode of eight bits that can be made smaller without harm."""
    if image.mode.startswith("I;16"):  # its upper byte: Pillow would cut off what is above 255
        upper = slice(0, None, 2) if image.mode == "I;16B" else slice(1, None, 2)
        return Image.frombytes("L", image.size, image.tobytes()[upper])
    if image.mode in ("I", "F"):
        return image.point(lambda level: level / 256).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in the colours every screen knows; a broken profile counts as none."""
    if profile:
        alpha = image.getchannel("A") if image.mode == "RGBA" else None
        colours = image.convert("RGB") if alpha else image
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            made = ImageCms.profileToProfile(colours, source, target, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            made = None
        if made is not None:
            if alpha:
                made.putalpha(alpha)
            return made
    return image if image.mode in ("RGB", "RGBA") else image.convert("RGB")


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, _WHITE)
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _square(image: Image.Image, left_share: float, top_share: float, zoom: float) -> Image.Image:
    side = min(image.size) / zoom
    left, top = (image.width - side) * left_share, (image.height - side) * top_share
    box = (left, top, left + side, top + side)
    return image.resize((TILE, TILE), Image.Resampling.LANCZOS, box=box)


def _webp(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()


def answer(act: str, *how: str) -> bytes:
    """Read the picture and return what is answered; whatever breaks, it could not be read."""
    try:
        picture = sys.stdin.buffer.read()
        go_alone(picture)
        pictures, size = prepare(picture) if act == "prepare" else frame(picture, *how)
    except Refused as refusal:
        return _line({"refused": str(refusal)})
    except Exception:  # noqa: BLE001  decoders raise anything; the picture is at fault
        return _line({"refused": "unreadable"})
    sizes = [len(made) for made in pictures]
    head = _line({"sizes": sizes, "width": size[0], "height": size[1]})
    return head + b"".join(pictures)


def _line(said: dict[str, object]) -> bytes:
    return json.dumps(said).encode() + b"\n"


def main() -> None:
    """Learn what is needed, give up the rest, then open the picture."""
    register_heif_opener(thumbnails=False, decode_threads=1)
    Image.preinit()  # Pillow would load what it knows at the first picture
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    confine()
    sys.stdout.buffer.write(answer(*sys.argv[1:]))


if __name__ == "__main__":
    main()
