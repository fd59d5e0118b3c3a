"""Pages over the wire: gzip for what is worth it; csrf.py says why that is safe."""

import gzip

from flask import Flask, Response, request

_WORTH = 600  # bytes; below, the frame of gzip eats the gain
_LEVEL = 5
_TYPES = frozenset({"text/html", "text/plain", "application/json", "text/markdown"})


def _compress(response: Response) -> Response:
    if 300 <= response.status_code < 400:  # noqa: PLR2004  redirects, most answers to a form
        return response
    if response.direct_passthrough or response.mimetype not in _TYPES:
        return response
    if response.mimetype != "text/html":  # pages vary by more, and headers.py says so
        response.vary.add("Accept-Encoding")
    if (
        "Content-Encoding" in response.headers
        or response.is_streamed
        or not accepts_gzip()
        or (response.content_length or 0) < _WORTH
    ):
        return response
    response.set_data(gzip.compress(response.get_data(), _LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    return response


def accepts_gzip() -> bool:
    """Return whether the browser of this request reads gzip."""
    return request.accept_encodings["gzip"] > 0


def register(app: Flask) -> None:
    """Compress the answers of this application."""
    app.after_request(_compress)
