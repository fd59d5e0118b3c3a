"""Pictures that tests make: sound ones, odd ones, and ones made to harm."""

import io
import struct
import zipfile
import zlib
from functools import cache
from typing import Any

from PIL import Image, ImageCms, ImageDraw, ImageFilter, PngImagePlugin

GPS = {0x0001: "N", 0x0002: (37.0, 33.0, 58.5), 0x0003: "E", 0x0004: (126.0, 58.0, 40.8)}
MARKERS = ("Seoul-secret-place", "made by an invented camera", "an invented comment")
ORIENTATION, MAKE, DESCRIPTION, GPS_IFD = 0x0112, 0x010F, 0x010E, 0x8825


class Upload(io.BytesIO):
    """A file that can be sent any number of times."""

    def __init__(self, data: bytes, name: str = "photo.jpg") -> None:
        super().__init__(data)
        self.name = name

    def read(self, size: int | None = -1) -> bytes:
        """Read on; after the end begin anew."""
        found = super().read(size)
        if not found or size in (None, -1):
            self.seek(0)
        return found

    def close(self) -> None:
        """Stay open for the next time."""


@cache
def scene(width: int = 640, height: int = 480) -> Image.Image:
    """Return a picture of which every corner is another one: red, green, blue, yellow."""
    image = Image.new("RGB", (width, height), "gray")
    draw = ImageDraw.Draw(image)
    w, h = width // 2, height // 2
    for corner, colour in (
        ((0, 0, w, h), (200, 40, 40)),
        ((w, 0, width, h), (40, 160, 60)),
        ((0, h, w, height), (50, 70, 200)),
        ((w, h, width, height), (220, 200, 60)),
    ):
        draw.rectangle(corner, colour)
    draw.ellipse((w - 90, h - 90, w + 90, h + 90), (240, 225, 205))
    return image.filter(ImageFilter.GaussianBlur(1))


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    """Return a picture as a file of a kind."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


@cache
def jpeg(width: int = 640, height: int = 480) -> bytes:
    """Return a sound JPEG."""
    return saved(scene(width, height), "JPEG", quality=90)


def exif(orientation: int = 1) -> Image.Exif:
    """Return EXIF with a place, a camera and an orientation."""
    made = Image.Exif()
    made[ORIENTATION] = orientation
    made[MAKE] = MARKERS[1]
    made[DESCRIPTION] = MARKERS[0]
    made.get_ifd(GPS_IFD).update(GPS)
    return made


def xmp() -> bytes:
    """Return an XMP packet with a place."""
    return (
        b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        b'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="Seoul-secret-place"/>'
        b"</rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
    )


def srgb() -> bytes:
    """Return a colour profile."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


TURNED_BY = {  # what a camera did to an upright picture before it wrote this orientation
    1: (),
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_90,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_270,),
}


def turned(orientation: int, kind: str = "JPEG") -> bytes:
    """Return the scene as a camera held otherwise writes it."""
    image = scene()
    for turn in TURNED_BY[orientation]:
        image = image.transpose(turn)
    return saved(image, kind, exif=exif(orientation))


def chatty(kind: str) -> bytes:
    """Return a picture with everything in it that says more than its pixels."""
    image, options = scene(), {"exif": exif(), "icc_profile": srgb(), "xmp": xmp()}
    if kind == "JPEG":
        return saved(image, kind, comment=MARKERS[2], **options)
    if kind == "PNG":
        told = PngImagePlugin.PngInfo()
        told.add_text("Comment", MARKERS[2])
        told.add_itxt("XML:com.adobe.xmp", xmp().decode())
        told.add_text("Secret", MARKERS[0], zip=True)
        options.pop("xmp")
        return saved(image, kind, pnginfo=told, **options)
    return saved(image, kind, **options)


def moving(kind: str) -> bytes:
    """Return an animation of two pictures."""
    frames = [scene(), scene().transpose(Image.Transpose.ROTATE_180)]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=200)


def png_chunk(name: bytes, data: bytes) -> bytes:
    """Return a chunk of PNG with its checksum."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def huge_png(width: int = 12_000, height: int = 12_000) -> bytes:
    """Return a small file whose pixels would fill the memory (its rows are all alike)."""
    rows = zlib.compressobj(9)
    row = b"\0" + b"\0" * ((width + 7) // 8)
    packed = b"".join(rows.compress(row) for _ in range(height)) + rows.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = png_chunk(b"IHDR", head), png_chunk(b"IDAT", packed), png_chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def boastful(kind: str) -> bytes:
    """Return a file whose head promises sixty thousand pixels a side, with next to nothing in it."""
    if kind == "PNG":
        head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
        return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", head) + png_chunk(b"IDAT", b"")
    data = bytearray(jpeg())
    frame = data.index(b"\xff\xc0")  # height and width stand behind marker, length and depth
    data[frame + 5 : frame + 9] = struct.pack(">HH", 60_000, 60_000)
    return bytes(data)


def polyglot(tail: bytes) -> bytes:
    """Return a picture that goes on as something else."""
    return jpeg() + tail


def scanned(times: int, size: int = 640, kept: bytes = b"") -> bytes:
    """Return a progressive JPEG that goes over its picture so many times; `kept` stands in a note."""
    sound = saved(Image.new("RGB", (size, size), "teal"), "JPEG", progressive=True)
    last = sound.rindex(b"\xff\xda")
    missing = times - sound.count(b"\xff\xda")
    note = b"\xff\xfe" + struct.pack(">H", len(kept) + 2) + kept
    return sound[:2] + note + sound[2:-2] + sound[last:-2] * missing + b"\xff\xd9"


@cache
def portrait(width: int = 1200, height: int = 1600) -> Image.Image:
    """Return a drawn picture of nobody: somebody before hills in the evening."""
    sky = Image.linear_gradient("L").resize((width, height))
    image = Image.merge("RGB", [sky.point(tone) for tone in _EVENING])
    draw = ImageDraw.Draw(image)
    w, h = width / 100, height / 100
    draw.ellipse((62 * w, 16 * h, 80 * w, 16 * h + 18 * w), (255, 214, 140))
    draw.polygon([(0, 62 * h), (30 * w, 44 * h), (58 * w, 64 * h), (0, 80 * h)], (122, 92, 140))
    draw.polygon(
        [(30 * w, 70 * h), (76 * w, 40 * h), (100 * w, 60 * h), (100 * w, 90 * h)], (94, 68, 118)
    )
    draw.rectangle((0, 68 * h, width, height), (72, 52, 96))
    draw.ellipse((22 * w, 68 * h, 78 * w, 68 * h + 76 * w), (236, 120, 92))
    draw.rectangle((44 * w, 58 * h, 56 * w, 72 * h), (216, 164, 134))
    draw.ellipse((33 * w, 30 * h, 67 * w, 30 * h + 50 * w), (50, 34, 44))
    draw.ellipse((36 * w, 36 * h, 64 * w, 36 * h + 36 * w), (232, 182, 150))
    return image.filter(ImageFilter.GaussianBlur(1.2))


_EVENING = (
    lambda level: 70 + level * 0.72,
    lambda level: 60 + level * 0.45,
    lambda level: 120 + level * 0.1,
)


def sixteen_bit(colour_type: int) -> bytes:
    """Return the scene as a PNG of sixteen bits: gray (0) or in colours (2)."""
    image = scene().convert("L" if colour_type == 0 else "RGB")
    wide = bytes(byte for level in image.tobytes() for byte in (level, 0))
    row = len(wide) // image.height
    rows = b"".join(b"\0" + wide[at : at + row] for at in range(0, len(wide), row))
    head = struct.pack(">IIBBBBB", *image.size, 16, colour_type, 0, 0, 0)
    chunks = (b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*chunk) for chunk in chunks)


def linear_gray_profile() -> bytes:
    """Return a colour profile of grays whose middle is darker than on a screen."""
    white = struct.pack(">4sIiii", b"XYZ ", 0, 0xF6D6, 0x10000, 0xD32D)
    curve = struct.pack(">4sII", b"curv", 0, 0)
    name = b"desc" + struct.pack(">II", 0, 5) + b"gray\0" + b"\0" * 78
    tags, body = [], b""
    start = 128 + 4 + 12 * 3
    for tag, data in ((b"desc", name), (b"wtpt", white), (b"kTRC", curve)):
        tags.append(struct.pack(">4sII", tag, start + len(body), len(data)))
        body += data + b"\0" * (-len(data) % 4)
    head = bytearray(128)
    head[8:12], head[12:24], head[36:40] = b"\x02\x40\0\0", b"mntrGRAYXYZ ", b"acsp"
    head[68:80] = struct.pack(">iii", 0xF6D6, 0x10000, 0xD32D)
    whole = bytes(head) + struct.pack(">I", 3) + b"".join(tags) + body
    return struct.pack(">I", len(whole)) + whole[4:]


@cache
def ramp(width: int, height: int) -> bytes:
    """Return a picture in which a pixel's red and green say where it lies."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    image = Image.merge("RGB", (across, down, Image.new("L", (width, height), 128)))
    return saved(image, "PNG")


def zipped(content: bytes) -> bytes:
    """Return an archive with one file in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("secret.txt", content)
    return out.getvalue()
