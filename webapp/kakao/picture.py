"""Fetching one picture: from Kakao's image hosts only, bounded, never from inside our network.

The address comes from outside, so nothing of it is trusted: its origin must be one of the
settings', its name is resolved once, every address it resolves to must be public, and the
connection goes to the address that was looked at (no second look-up, so no DNS rebinding).
Redirects are not followed. What the bytes are is for the photo pipeline to say: neither the
declared type nor the declared length is believed (ASVS 5.2, 12.6; OWASP SSRF).
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import cache
from http.client import HTTPException
from urllib.parse import SplitResult, urlsplit

import certifi
from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NewConnectionError
from urllib3.exceptions import TimeoutError as WaitedTooLong

from webapp.kakao.settings import PictureSettings
from webapp.members.errors import KakaoRefused, KakaoUnavailable

CHUNK_BYTES = 16 * 1024
OK = 200
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
PORTS = {"http": 80, "https": 443}

Resolve = Callable[[str, int], Sequence[str]]
"""From a host name and a port to the addresses it has now, as text."""


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host; raises OSError when it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Pictures:
    """Implements onboarding.ports.KakaoPictures; keeps no connection and no cookie."""

    def __init__(
        self,
        settings: PictureSettings,
        resolve: Resolve = resolve,
        tick: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._resolve = resolve
        self._tick = tick

    def take(self, address: str) -> bytes:
        """Return the bytes at a picture's address.

        Raises KakaoRefused ("picture_elsewhere", "picture_private", "picture_redirected",
        "picture_too_large") or KakaoUnavailable ("picture_unreachable", "picture_timeout",
        "picture_missing").
        """
        parts = self._parts(address)
        until = self._tick() + self._settings.answer_seconds
        line = self._line(parts, self._pinned(parts))
        try:
            with closing(self._ask(line, parts)) as answer:
                return self._read(answer, until)
        except NewConnectionError:
            raise KakaoUnavailable("picture_unreachable") from None
        except (TimeoutError, WaitedTooLong):
            raise KakaoUnavailable("picture_timeout") from None
        except (HTTPError, HTTPException, OSError):
            # Their texts carry the address: they end here.
            raise KakaoUnavailable("picture_unreachable") from None
        finally:
            line.close()

    def _parts(self, address: str) -> SplitResult:
        """Return the parts of an address whose origin is one of the settings'."""
        if not address.isascii():  # no address as it is sent: nothing of it is guessed
            raise KakaoRefused("picture_elsewhere")
        try:
            parts = urlsplit(address)
            parts.port  # noqa: B018  # reading it is what raises
        except ValueError:
            raise KakaoRefused("picture_elsewhere") from None
        if "@" in parts.netloc or _origin(parts) not in self._settings.origins:
            raise KakaoRefused("picture_elsewhere")
        return parts

    def _pinned(self, parts: SplitResult) -> str:
        """Look the host up, once, and return the address to connect to."""
        host, port = str(parts.hostname), _port(parts)
        try:
            found = self._resolve(host, port)
        except OSError:
            raise KakaoUnavailable("picture_unreachable") from None
        if not found:
            raise KakaoUnavailable("picture_unreachable")
        near = _origin(parts) in self._settings.near_origins
        # One private address among public ones is enough: which is used is not ours to choose.
        if not near and not all(map(is_public, found)):
            raise KakaoRefused("picture_private")
        return found[0]

    def _line(self, parts: SplitResult, pinned: str) -> HTTPConnection:
        """Return a line to the address that was looked at; it is open from the first question.

        A connection of its own and no pool: pools write the addresses they fetch at DEBUG.
        """
        patience = self._settings.connect_seconds
        if parts.scheme == "http":
            return HTTPConnection(pinned, _port(parts), timeout=patience)
        return HTTPSConnection(
            pinned,
            _port(parts),
            timeout=patience,
            ssl_context=_trust(self._settings.authorities),
            # The certificate must be the name's, although we connect to a number.
            server_hostname=parts.hostname,
        )

    def _ask(self, line: HTTPConnection, parts: SplitResult) -> BaseHTTPResponse:
        line.connect()
        line.timeout = self._settings.read_seconds  # set on the socket with the request
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        # identity: nothing to unpack, no bomb to unpack
        headers = {"Host": parts.netloc, "Accept-Encoding": "identity", "Accept": "image/*"}
        line.request("GET", target, headers=headers, preload_content=False, decode_content=False)
        return line.getresponse()

    def _read(self, answer: BaseHTTPResponse, until: float) -> bytes:
        if 300 <= answer.status < 400:  # noqa: PLR2004 - the class of redirects
            raise KakaoRefused("picture_redirected")
        if answer.status != OK:
            raise KakaoUnavailable("picture_missing")
        body = bytearray()
        # read1: what has arrived, at once; waiting for a full chunk would let single bytes drip.
        while chunk := answer.read1(CHUNK_BYTES, decode_content=False):
            body += chunk
            if len(body) > self._settings.most_bytes:
                raise KakaoRefused("picture_too_large")
            if self._tick() > until:
                raise KakaoUnavailable("picture_timeout")
        return bytes(body)


def is_public(address: str) -> bool:
    """Tell whether an address lies on the open internet, and hides no other inside it."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv4Address):
        return found.is_global and not found.is_multicast
    # Addresses that carry an IPv4 address inside (mapped, NAT64, 6to4, Teredo) may lead anywhere.
    tunnelled = found.sixtofour is not None or found.teredo is not None
    return found in GLOBAL_UNICAST and found.is_global and not tunnelled


@cache
def _trust(authorities: str | None) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=authorities or certifi.where())


def _origin(parts: SplitResult) -> str:
    """Return the origin as a browser writes it, but for a port that need not be said."""
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _port(parts: SplitResult) -> int:
    return parts.port or PORTS[parts.scheme]
