"""What Kakao signed: one compact token, RS256 and nothing else, judged by Kakao's own keys."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from joserfc import jws
from joserfc.errors import BadSignatureError, JoseError
from joserfc.jwk import RSAKey

from webapp.kakao.keyset import KeySet
from webapp.members.errors import KakaoRefused

ALGORITHM = "RS256"
# Headers that would let a token choose its own key, or ask for rules we do not know (ASVS 9.1.3).
FORBIDDEN_HEADERS = frozenset({"jku", "jwk", "x5u", "x5c", "crit", "b64"})

# Headers Kakao may add later do no harm; the algorithm and the dangerous ones are checked here.
REGISTRY = jws.JWSRegistry(algorithms=[ALGORITHM], strict_check_header=False)

IsType = Callable[[str], bool]
"""Tells whether the `typ` of a header, in lower case, is the one wanted; "" where there is none."""


def signed_claims(keys: KeySet, token: str, is_type: IsType) -> dict[str, Any]:
    """Return the claims of a token whose signature is Kakao's.

    Raises KakaoRefused ("malformed_token", "wrong_algorithm", "forbidden_header", "wrong_type",
    "unknown_key", "bad_signature"), or KakaoUnavailable ("keys_unavailable", "keys_resting") when
    the keys to judge it by cannot be had, or not yet.
    """
    try:
        parts = jws.extract_compact(token.encode(), registry=REGISTRY)
        kid = _check_header(parts.headers(), is_type)
        claims = json.loads(_signed_payload(keys, token, kid))
    except (JoseError, ValueError, RecursionError):
        raise KakaoRefused("malformed_token") from None
    if not isinstance(claims, dict):
        raise KakaoRefused("malformed_token")
    return claims


def seconds_of(claims: Mapping[str, Any], name: str) -> int | None:
    """Return a claim that is a time in Unix seconds, `None` where there is none such.

    bool is an int and NaN compares with nothing: only a plain positive whole number is a time.
    """
    found = claims.get(name)
    return found if type(found) is int and found > 0 else None


def _check_header(header: dict[str, Any], is_type: IsType) -> str:
    if header.get("alg") != ALGORITHM:
        raise KakaoRefused("wrong_algorithm")
    if FORBIDDEN_HEADERS & header.keys():
        raise KakaoRefused("forbidden_header")
    if not is_type(str(header.get("typ", "")).lower()):
        raise KakaoRefused("wrong_type")
    kid = header.get("kid")
    if not isinstance(kid, str):
        raise KakaoRefused("unknown_key")
    return kid


def _signed_payload(keys: KeySet, token: str, kid: str) -> bytes:
    key = keys.key(kid) or keys.fresher(kid, None)
    if key is None:
        raise KakaoRefused("unknown_key")
    try:
        return _payload(token, key)
    except BadSignatureError:
        # A key may have been replaced under its old id (security finding F3).
        key = keys.fresher(kid, key)
    if key is None:
        raise KakaoRefused("bad_signature")
    try:
        return _payload(token, key)
    except BadSignatureError:
        raise KakaoRefused("bad_signature") from None


def _payload(token: str, key: RSAKey) -> bytes:
    return jws.deserialize_compact(token.encode(), key, registry=REGISTRY).payload
