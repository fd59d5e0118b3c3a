"""What the Kakao edge must be told before it can speak: addresses, keys and limits."""

from dataclasses import dataclass, field, replace
from typing import Self


@dataclass(frozen=True, slots=True)
class KakaoSettings:
    """Static endpoints and keys; nothing is discovered at run time.

    A fetched discovery document could name other keys or weaker algorithms (ASVS 10.5.3), so the
    addresses are fixed: `auth_base` carries /oauth/authorize, /oauth/token and the key set,
    `api_base` carries /v1/user/unlink. Bases have no trailing slash. Seconds and bytes throughout.
    """

    auth_base: str
    api_base: str
    issuer: str
    rest_api_key: str
    client_secret: str = field(repr=False)
    admin_key: str = field(repr=False)
    redirect_uri: str
    connect_seconds: float = 3.0
    read_seconds: float = 5.0
    answer_seconds: float = 8.0
    answer_bytes: int = 64 * 1024

    def hurried(self) -> Self:
        """Return the same with the patience of somebody who waits for a page."""
        return replace(self, connect_seconds=1.0, read_seconds=2.0, answer_seconds=2.5)

    @property
    def authorize_endpoint(self) -> str:
        return f"{self.auth_base}/oauth/authorize"

    @property
    def token_endpoint(self) -> str:
        return f"{self.auth_base}/oauth/token"

    @property
    def key_set_endpoint(self) -> str:
        return f"{self.auth_base}/.well-known/jwks.json"

    @property
    def unlink_endpoint(self) -> str:
        return f"{self.api_base}/v1/user/unlink"

    @property
    def profile_endpoint(self) -> str:
        return f"{self.api_base}/v2/user/me"


@dataclass(frozen=True, slots=True)
class PictureSettings:
    """Where pictures may come from: origins as a browser writes them, in lower case.

    `near_origins` are those that may lie on this machine (the stand-in's, in development; empty in
    production). `authorities` is a file of certificates to trust, None for the usual ones.
    """

    origins: tuple[str, ...]
    near_origins: tuple[str, ...] = ()
    authorities: str | None = None
    connect_seconds: float = 3.0
    read_seconds: float = 5.0
    answer_seconds: float = 10.0
    most_bytes: int = 10 * 1024 * 1024
