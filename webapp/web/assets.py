"""Static files, made ready at start-up: one stylesheet, one script, drawings; hashed names.

A name carries the hash of its content, so browsers may keep a file for ever, and only these files
are served: everything else below /static/ does not exist.
"""

import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from flask import Flask, Response, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp.web.compress import accepts_gzip
from webapp.web.services import this_app

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_TEXTS = frozenset({".css", ".js", ".json", ".svg"})
_ASSETS = "duett.assets"
_BUNDLE = "css/main.css"
_SCRIPT = "js/duett.js"
_SERVED_AS = {_BUNDLE: "duett.css", _SCRIPT: "duett.js"}
_FOREVER = "public, max-age=31536000, immutable"
_IMPORT = re.compile(r"""@import\s+url\(["']?([^"')]+)["']?\)\s*(?:layer\(([\w.-]+)\))?\s*;""")
_COMMENT = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/""", re.DOTALL)
_URL = re.compile(r"""url\(["']?(?!data:|#|/)([^"')]+)["']?\)""")


class BrokenStylesheet(Exception):  # noqa: N818  the name says what is the matter
    """The stylesheet names a file that is not there: the application does not start."""


@dataclass(frozen=True, slots=True)
class _Asset:
    body: bytes
    packed: bytes | None  # gzip, where it is smaller
    content_type: str
    etag: str


class Assets:
    """The files below one folder, by the name they are served under."""

    def __init__(self, root: Path) -> None:
        self._files: dict[str, _Asset] = {}
        self._addresses: dict[str, str] = {}
        names = sorted(
            path.relative_to(root).as_posix()
            for path in root.rglob("*")
            if path.is_file() and path.suffix in _TYPES
        )
        for name in names:  # drawings before the stylesheet that may name them
            if not name.endswith(".css"):
                self._add(name, (root / name).read_bytes())
        if _BUNDLE in names:
            self._add(_BUNDLE, self._bundle(root).encode())

    def url(self, name: str) -> str:
        """Return the address of a file named as below static/; KeyError if there is none."""
        return self._addresses[name]

    def _add(self, name: str, body: bytes) -> None:
        digest = hashlib.sha256(body).hexdigest()[:12]
        served = PurePosixPath(_SERVED_AS.get(name, name))
        served = served.with_name(f"{served.stem}.{digest}{served.suffix}")
        packed = gzip.compress(body, 9, mtime=0) if served.suffix in _TEXTS else None
        if packed is not None and len(packed) >= len(body):
            packed = None
        self._files[str(served)] = _Asset(body, packed, _TYPES[served.suffix], digest)
        self._addresses[name] = f"/static/{served}"

    def _bundle(self, root: Path) -> str:
        """Put the files main.css imports in its place, each inside its layer."""
        folder = root / "css"

        def inline(match: re.Match[str]) -> str:
            path = folder / match[1]
            if not path.is_file():
                message = f"{_BUNDLE} imports {match[1]}, which is not there"
                raise BrokenStylesheet(message)
            text = self._readdress(_squeeze(path.read_text("utf-8")), path.parent, root)
            return f"@layer {match[2]}{{{text}}}" if match[2] else text

        manifest = _squeeze((root / _BUNDLE).read_text("utf-8"))
        return _IMPORT.sub(inline, manifest)

    def _readdress(self, text: str, folder: Path, root: Path) -> str:
        def readdress(match: re.Match[str]) -> str:
            name = (folder / match[1]).resolve().relative_to(root.resolve()).as_posix()
            if name not in self._addresses:
                message = f"a stylesheet names {match[1]}, which is not there"
                raise BrokenStylesheet(message)
            return f'url("{self._addresses[name]}")'

        return _URL.sub(readdress, text)

    def content(self, name: str) -> bytes:
        """Return the bytes of a file named as below static/; KeyError if there is none."""
        return self._files[self._addresses[name].removeprefix("/static/")].body

    def answer(self, name: str) -> WerkzeugResponse:
        """Return a file, or 304 when the browser has it; raises NotFound for any other name."""
        asset = self._files.get(name)
        if asset is None:
            raise NotFound
        is_packed = asset.packed is not None and accepts_gzip()
        response = Response(asset.packed if is_packed else asset.body)
        response.headers["Content-Type"] = asset.content_type
        response.headers["Cache-Control"] = _FOREVER
        if is_packed:
            response.headers["Content-Encoding"] = "gzip"
        if asset.packed is not None:
            response.vary.add("Accept-Encoding")
        response.set_etag(f"{asset.etag}-gzip" if is_packed else asset.etag)
        return response.make_conditional(request)


def _squeeze(text: str) -> str:
    """Take comments, indents and empty lines out of a stylesheet; texts in quotes stay."""
    bare = _COMMENT.sub(lambda match: match[1] or "", text)
    return "\n".join(line for raw in bare.splitlines() if (line := raw.strip()))


def content_of(name: str) -> bytes:
    """Return what a static file of this application holds, as it is served."""
    files: Assets = this_app().extensions[_ASSETS]
    return files.content(name)


def register(app: Flask, root: Path) -> None:
    """Serve the files below `root` and give templates `asset("css/main.css")`."""
    files = app.extensions[_ASSETS] = Assets(root)
    app.add_url_rule("/static/<path:name>", "static_file", files.answer)
    app.jinja_env.globals.update(asset=files.url, asset_url=files.url)
