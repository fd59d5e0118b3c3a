"""The line to Kakao: kept alive per thread, bounded in time and size, deaf to the environment."""

import io
import logging
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from authlib.integrations.requests_client import OAuth2Session
from requests import PreparedRequest, RequestException, Response, Timeout
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError, ReadTimeoutError

from webapp.kakao.settings import KakaoSettings
from webapp.members.errors import KakaoUnavailable

CHUNK_BYTES = 4096
TOO_MANY_REQUESTS = 429

# Authlib writes the PKCE verifier and parameters of requests at DEBUG; nobody may see them,
# whatever level the rest of the application logs at.
logging.getLogger("authlib").setLevel(logging.WARNING)


class Line(HTTPAdapter):
    """Gives a whole, bounded answer below 500 that is no redirect, or raises KakaoUnavailable.

    The body is read here, so that neither an endless nor a dripping answer can hold a thread: the
    read limit of a socket starts anew with every byte, `answer_seconds` does not. Cookies stay
    behind with the socket: nothing of one person's login goes along with the next.
    """

    def __init__(self, settings: KakaoSettings, tick: Callable[[], float]) -> None:
        super().__init__(pool_connections=2, pool_maxsize=2)
        self._settings = settings
        self._tick = tick

    def send(
        self,
        request: PreparedRequest,
        stream: bool = False,  # noqa: ARG002, FBT001, FBT002 - as above
        timeout: Any = None,  # noqa: ANN401, ARG002 - as above; ours is fixed
        verify: bool | str = True,  # noqa: FBT001, FBT002 - as above
        cert: Any = None,  # noqa: ANN401 - as above
        proxies: Mapping[str, str] | None = None,  # noqa: ARG002 - as above; none are used
    ) -> Response:
        limits = (self._settings.connect_seconds, self._settings.read_seconds)
        until = self._tick() + self._settings.answer_seconds
        try:
            answer = super().send(request, stream=True, timeout=limits, verify=verify, cert=cert)
            body = self._read(answer, until)
        except (Timeout, ReadTimeoutError):
            # The exceptions of requests carry addresses and parts of bodies: they end here.
            raise KakaoUnavailable("timeout") from None
        except (RequestException, HTTPError):
            raise KakaoUnavailable("unreachable") from None
        answer.raw = io.BytesIO(body)
        _refuse_what_is_no_answer(answer)
        return answer

    def _read(self, answer: Response, until: float) -> bytes:
        body = bytearray()
        for chunk in answer.raw.stream(CHUNK_BYTES):
            body += chunk
            if len(body) > self._settings.answer_bytes:
                answer.close()
                raise KakaoUnavailable("answer_too_large")
            if self._tick() > until:
                answer.close()
                raise KakaoUnavailable("timeout")
        return bytes(body)


def _refuse_what_is_no_answer(answer: Response) -> None:
    if answer.status_code >= 500:  # noqa: PLR2004 - the class of server faults
        raise KakaoUnavailable("server_error")
    if answer.status_code == TOO_MANY_REQUESTS:
        raise KakaoUnavailable("rate_limited")
    if 300 <= answer.status_code < 400:  # noqa: PLR2004 - the class of redirects
        # Followed, a redirect would carry the code and the secret to an address of its choosing.
        raise KakaoUnavailable("unexpected_redirect")


class Lines:
    """One kept-alive Authlib session per thread: a new one per login would pay for TLS each time.

    A session is not shared between threads, because Authlib keeps the token it fetched in it.
    """

    def __init__(self, settings: KakaoSettings, tick: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._tick = tick
        self._of_thread = threading.local()

    def session(self) -> OAuth2Session:
        """Return the session of the calling thread."""
        known: OAuth2Session | None = getattr(self._of_thread, "session", None)
        if known is None:
            known = self._of_thread.session = self._open()
        return known

    def _open(self) -> OAuth2Session:
        session = OAuth2Session(
            client_id=self._settings.rest_api_key,
            client_secret=self._settings.client_secret,
            token_endpoint_auth_method="client_secret_post",  # noqa: S106 - a method, no secret
            code_challenge_method="S256",
            redirect_uri=self._settings.redirect_uri,
        )
        session.trust_env = False  # no .netrc, no proxy from the environment
        session.headers["Accept-Encoding"] = "identity"  # nothing to unpack, no bomb to unpack
        line = Line(self._settings, self._tick)
        session.adapters.clear()
        session.mount("https://", line)
        session.mount("http://", line)
        return session
