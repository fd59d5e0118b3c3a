"""The proof of who came back: Kakao's ID token, checked claim by claim (OIDC Core 3.1.3.7)."""

import base64
import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from webapp.kakao.keyset import KeySet
from webapp.kakao.signed import seconds_of, signed_claims
from webapp.members.errors import KakaoRefused
from webapp.members.ports import KakaoIdentity

LEEWAY = 60  # seconds the two clocks may differ (ASVS 9.2.1)
OLDEST = 600  # seconds between the issue of a token and its use (OIDC Core 3.1.3.7, rule 10)
KAKAO_ID = re.compile(r"[1-9][0-9]{0,19}")
NO_TIME = {"exp": "no_expiry", "iat": "no_issue", "auth_time": "no_auth_time", "nbf": "no_begin"}


@dataclass(frozen=True, slots=True)
class Expected:
    """What this one attempt must find in its token."""

    issuer: str
    audience: str
    nonce: str = field(repr=False)
    access_token: str = field(repr=False)


class IdTokens:
    """Verifies ID tokens with Kakao's keys; `now` gives aware UTC."""

    def __init__(self, keys: KeySet, now: Callable[[], datetime]) -> None:
        self._keys = keys
        self._now = now

    def verify(self, token: object, expected: Expected) -> KakaoIdentity:
        """Return who the token proves.

        Raises KakaoRefused with a code word for every flaw of the token, KakaoUnavailable
        ("keys_unavailable") when the keys to judge it by cannot be had.
        """
        if not isinstance(token, str) or not token:
            raise KakaoRefused("no_id_token")
        claims = signed_claims(self._keys, token, _is_untyped)
        _check_addressee(claims, expected)
        _check_times(claims, int(self._now().timestamp()))
        _check_nonce(claims, expected.nonce)
        _check_access_token(claims, expected.access_token)
        return KakaoIdentity(
            kakao_id=_kakao_id(claims),
            auth_time=datetime.fromtimestamp(claims["auth_time"], UTC),
        )


def _is_untyped(kind: str) -> bool:
    """Refuse typed tokens ("secevent+jwt"): the same keys sign what is no ID token."""
    return not kind.endswith("+jwt")


def _check_addressee(claims: dict[str, Any], expected: Expected) -> None:
    if claims.get("iss") != expected.issuer:
        raise KakaoRefused("wrong_issuer")
    # Kakao's `aud` is one string. A list naming others too would be a token that others may use.
    if claims.get("aud") != expected.audience:
        raise KakaoRefused("wrong_audience")


def _check_times(claims: dict[str, Any], now: int) -> None:
    if now >= _seconds(claims, "exp") + LEEWAY:
        raise KakaoRefused("expired")
    issued = _seconds(claims, "iat")
    if now > issued + OLDEST:
        raise KakaoRefused("too_old")
    begins = _seconds(claims, "nbf") if "nbf" in claims else 0
    if max(issued, begins, _seconds(claims, "auth_time")) > now + LEEWAY:
        raise KakaoRefused("from_the_future")


def _seconds(claims: dict[str, Any], name: str) -> int:
    found = seconds_of(claims, name)
    if found is None:
        raise KakaoRefused(NO_TIME[name])
    return found


def _check_nonce(claims: dict[str, Any], nonce: str) -> None:
    found = claims.get("nonce")
    if not isinstance(found, str) or not nonce:
        raise KakaoRefused("no_nonce")
    if not hmac.compare_digest(found.encode(), nonce.encode()):
        raise KakaoRefused("wrong_nonce")


def _check_access_token(claims: dict[str, Any], access_token: str) -> None:
    """Check `at_hash` where there is one; Kakao sends none so far (OIDC Core 3.1.3.6)."""
    if "at_hash" not in claims:
        return
    half = hashlib.sha256(access_token.encode()).digest()[:16]
    if claims["at_hash"] != base64.urlsafe_b64encode(half).rstrip(b"=").decode():
        raise KakaoRefused("wrong_access_token")


def _kakao_id(claims: dict[str, Any]) -> str:
    found = claims.get("sub")
    # A leading zero would make a second name of the same person.
    if not isinstance(found, str) or not KAKAO_ID.fullmatch(found):
        raise KakaoRefused("no_subject")
    return found
