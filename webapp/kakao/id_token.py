"""The proof of who came back: Kakao's ID token, checked claim by claim (OIDC Core 3.1.3.7)."""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from joserfc import jws
from joserfc.errors import BadSignatureError, JoseError
from joserfc.jwk import RSAKey

from webapp.kakao.keyset import KeySet
from webapp.members.errors import KakaoRefused
from webapp.members.ports import KakaoIdentity

ALGORITHM = "RS256"
LEEWAY = 60  # seconds the two clocks may differ (ASVS 9.2.1)
OLDEST = 600  # seconds between the issue of a token and its use (OIDC Core 3.1.3.7, rule 10)
# Headers that would let a token choose its own key, or ask for rules we do not know (ASVS 9.1.3).
FORBIDDEN_HEADERS = frozenset({"jku", "jwk", "x5u", "x5c", "crit", "b64"})
KAKAO_ID = re.compile(r"[1-9][0-9]{0,19}")
NO_TIME = {"exp": "no_expiry", "iat": "no_issue", "auth_time": "no_auth_time", "nbf": "no_begin"}

# Headers Kakao may add later do no harm; the algorithm and the dangerous ones are checked here.
REGISTRY = jws.JWSRegistry(algorithms=[ALGORITHM], strict_check_header=False)


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
        claims = self._claims(token)
        _check_addressee(claims, expected)
        _check_times(claims, int(self._now().timestamp()))
        _check_nonce(claims, expected.nonce)
        _check_access_token(claims, expected.access_token)
        return KakaoIdentity(
            kakao_id=_kakao_id(claims),
            auth_time=datetime.fromtimestamp(claims["auth_time"], UTC),
        )

    def _claims(self, token: str) -> dict[str, Any]:
        try:
            parts = jws.extract_compact(token.encode(), registry=REGISTRY)
            kid = _check_header(parts.headers())
            payload = self._signed_payload(token, kid)
            claims = json.loads(payload)
        except (JoseError, ValueError, RecursionError):
            raise KakaoRefused("malformed_token") from None
        if not isinstance(claims, dict):
            raise KakaoRefused("malformed_token")
        return claims

    def _signed_payload(self, token: str, kid: str) -> bytes:
        key = self._keys.key(kid) or self._keys.fresher(kid, None)
        if key is None:
            raise KakaoRefused("unknown_key")
        try:
            return _payload(token, key)
        except BadSignatureError:
            # A key may have been replaced under its old id (security finding F3).
            key = self._keys.fresher(kid, key)
        if key is None:
            raise KakaoRefused("bad_signature")
        try:
            return _payload(token, key)
        except BadSignatureError:
            raise KakaoRefused("bad_signature") from None


def _payload(token: str, key: RSAKey) -> bytes:
    return jws.deserialize_compact(token.encode(), key, registry=REGISTRY).payload


def _check_header(header: dict[str, Any]) -> str:
    if header.get("alg") != ALGORITHM:
        raise KakaoRefused("wrong_algorithm")
    if FORBIDDEN_HEADERS & header.keys():
        raise KakaoRefused("forbidden_header")
    # A typed token ("secevent+jwt", "logout+jwt") is signed with the same keys and is no ID token.
    if str(header.get("typ", "JWT")).lower().endswith("+jwt"):
        raise KakaoRefused("wrong_type")
    kid = header.get("kid")
    if not isinstance(kid, str):
        raise KakaoRefused("unknown_key")
    return kid


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
    found = claims.get(name)
    # bool is an int and NaN compares with nothing: only a plain positive whole number is a time.
    if type(found) is not int or found <= 0:
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
