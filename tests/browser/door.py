"""The server a browser comes to: it lets many people in at once, slowly when a test wants that."""

import itertools
from collections.abc import Iterator
from time import sleep
from typing import TYPE_CHECKING, Any

from werkzeug.serving import WSGIRequestHandler

if TYPE_CHECKING:  # the standard library has these for checkers only
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PIECE, FRAME = 400, 0.02  # bytes; seconds, enough for a browser to paint what has come


class ManyPlaces:
    """Lets every request come from another address: one test walks faster than people may.

    With `held`, what a POST did is done, but its answer is on its way for that many seconds.
    With `trickles`, a page comes in pieces, as over a poor line: none ends within a tag.
    """

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application
        self._count = itertools.count()
        self.held, self.posts, self.trickles = 0.0, 0, False

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Any:
        number = next(self._count)
        environ["REMOTE_ADDR"] = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        answer = self._application(environ, start_response)
        if environ["REQUEST_METHOD"] == "POST":
            self.posts += 1
            sleep(self.held)
        if self.trickles and "text/html" in environ.get("HTTP_ACCEPT", ""):
            return self._in_pieces(b"".join(answer))
        return answer

    def _in_pieces(self, page: bytes) -> Iterator[bytes]:
        start = 0
        while start < len(page):
            end = page.find(b">", start + PIECE) + 1 or len(page)
            yield page[start:end]
            sleep(FRAME)
            start = end


class Silent(WSGIRequestHandler):
    """Answers in HTTP/1.1 and writes no log: the application's own says enough."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass
