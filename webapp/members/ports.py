"""What the members room needs from the edges, as the shapes the edges must have."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class KakaoIdentity:
    """Who Kakao says is there: nothing but the id and the moment they authenticated.

    `kakao_id` is a decimal string, never a number (ids pass 2^53). `auth_time` is aware UTC, from
    the verified ID token.
    """

    kakao_id: str
    auth_time: datetime


class KakaoLogin(Protocol):
    """Login with Kakao, and the end of the link to it."""

    def authorize_url(
        self,
        *,
        state: str,
        nonce: str,
        verifier: str,
        scope: tuple[str, ...] = (),
        prompt: str | None = None,
    ) -> str:
        """Return the address at Kakao to send the browser to."""
        ...

    def identify(self, *, code: str, nonce: str, verifier: str) -> KakaoIdentity:
        """Exchange the code for a verified identity.

        Raises KakaoRefused (no verified ID token: no login) or KakaoUnavailable (try later; also
        when our own client settings are not accepted, which the person cannot help).
        """
        ...

    def unlink(self, kakao_id: str) -> None:
        """End the link at Kakao; an id that is no longer linked counts as done.

        Raises KakaoUnavailable (retry later) or KakaoMisconfigured (alert an operator).
        """
        ...
