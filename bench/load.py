"""A load generator that costs little: a few kept-alive sockets, filled and emptied in waves."""

import gzip
import socket
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urlencode

HOST = "duett.test"
ORIGIN = f"https://{HOST}"
AT_ONCE = 4
_CHUNK = 64 * 1024
_ALWAYS = {
    "Host": HOST,
    "Accept": "text/html",
    "Accept-Encoding": "gzip",
    "Accept-Language": "ko-KR,ko;q=0.9",
    "User-Agent": "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36",
    "Sec-Fetch-Site": "same-origin",
}


@dataclass(frozen=True)
class Request:
    """One request as a browser would send it to the public address."""

    method: str
    path: str
    form: Mapping[str, str] = field(default_factory=dict)
    cookie: str = ""
    ip: str = "203.0.113.9"

    @property
    def body(self) -> str:
        return urlencode(self.form)

    def headers(self) -> dict[str, str]:
        told = _ALWAYS | {"X-Forwarded-For": self.ip, "X-Forwarded-Proto": "https"}
        if self.cookie:
            told["Cookie"] = self.cookie
        if self.method == "POST":
            told |= {"Origin": ORIGIN, "Content-Type": "application/x-www-form-urlencoded"}
        return told

    def raw(self) -> bytes:
        """Return the bytes that go over the wire."""
        body = self.body.encode() if self.form else b""
        told = self.headers() | ({"Content-Length": str(len(body))} if body else {})
        lines = [f"{self.method} {self.path} HTTP/1.1", *(f"{k}: {v}" for k, v in told.items())]
        return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass(frozen=True)
class Answer:
    """What came back: the status, the headers in lower case, the body as it was sent."""

    status: int
    headers: dict[str, str]
    body: bytes

    def text(self) -> str:
        """Return the body as a browser reads it."""
        is_packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if is_packed else self.body).decode()


class Line:
    """One kept-alive connection."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._read = b""

    def send(self, raw: bytes) -> None:
        self._socket.sendall(raw)

    def receive(self) -> Answer:
        while b"\r\n\r\n" not in self._read:
            self._more()
        head, _, self._read = self._read.partition(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in rest)}
        length = int(headers.get("content-length", 0))
        while len(self._read) < length:
            self._more()
        body, self._read = self._read[:length], self._read[length:]
        return Answer(int(first.split()[1]), headers, body)

    def close(self) -> None:
        self._socket.close()

    def _more(self) -> None:
        chunk = self._socket.recv(_CHUNK)
        if not chunk:
            raise ConnectionResetError
        self._read += chunk


class Load:
    """A few lines to one server, open as long as there is something to send."""

    def __init__(self, port: int) -> None:
        self._port = port

    def ask(self, request: Request) -> Answer:
        """Send one request and return its answer."""
        with self._open(1) as (line,):
            line.send(request.raw())
            return line.receive()

    def send_all(self, ready: Iterable[bytes], expected: int) -> None:
        """Send what is ready, a wave at a time; raises ValueError for any other status."""
        with self._open(AT_ONCE) as lines:
            for wave in _in_waves(ready):
                used = lines[: len(wave)]
                for line, raw in zip(used, wave, strict=True):
                    line.send(raw)
                for line in used:
                    status = line.receive().status
                    if status != expected:
                        message = f"expected {expected}, got {status}"
                        raise ValueError(message)

    @contextmanager
    def _open(self, count: int) -> Iterator[list[Line]]:
        with ExitStack() as stack:
            yield [stack.enter_context(closing(Line(self._port))) for _ in range(count)]


def _in_waves(ready: Iterable[bytes]) -> Iterator[list[bytes]]:
    rest = iter(ready)
    while wave := list(islice(rest, AT_ONCE)):
        yield wave
