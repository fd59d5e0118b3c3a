"""The ID tokens the stand-in gives: true ones, and every false one we know of."""

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

from joserfc.jwk import RSAKey

from webapp.standin.keys import compact, new_key, sign
from webapp.standin.people import Person
from webapp.standin.pictures import address
from webapp.standin.settings import StandinSettings
from webapp.standin.state import Grant, State

LIFE_SECONDS = 21599
SOMEBODY_ELSE = "ffffffffffffffffffffffffffffffff"

Claims = dict[str, Any]


def true_claims(settings: StandinSettings, state: State, grant: Grant) -> Claims:
    """The claims Kakao would give: `aud` and `sub` are strings, no `nonce` when none was sent."""
    issued = int(state.now().timestamp())
    claims: Claims = {
        "aud": settings.rest_api_key,
        "sub": str(grant.person.kakao_id),
        "auth_time": int(grant.auth_time.timestamp()),
        "iss": settings.issuer,
        "exp": issued + LIFE_SECONDS,
        "iat": issued,
    }
    if grant.asked.nonce is not None:
        claims["nonce"] = grant.asked.nonce
    link = state.linked(grant.person)
    return claims | _profile_claims(settings, grant.person, link.scopes if link else set())


def _profile_claims(settings: StandinSettings, person: Person, scopes: set[str]) -> Claims:
    claims: Claims = {}
    if "profile_nickname" in scopes:
        claims["nickname"] = person.nickname
    if "profile_image" in scopes:
        claims["picture"] = address(settings.auth_base, person.key, 110)
    if "account_email" in scopes and person.email and person.email_verified:
        claims["email"] = person.email
    return claims


def _shift(claims: Claims, seconds: int) -> Claims:
    times = {name: claims[name] + seconds for name in ("iat", "exp", "auth_time")}
    return claims | times


def _without(name: str) -> Callable[[Claims], Claims]:
    return lambda claims: {key: value for key, value in claims.items() if key != name}


# Faults of the claims; the token is signed as a true one.
FALSE_CLAIMS: dict[str, Callable[[Claims], Claims]] = {
    "wrong_iss": lambda claims: claims | {"iss": "https://kauth.example.com"},
    "wrong_aud": lambda claims: claims | {"aud": SOMEBODY_ELSE},
    "aud_list_azp": lambda claims: (
        claims | {"aud": [SOMEBODY_ELSE, claims["aud"]], "azp": claims["aud"]}
    ),
    "aud_azp": lambda claims: claims | {"aud": SOMEBODY_ELSE, "azp": claims["aud"]},
    "wrong_nonce": lambda claims: claims | {"nonce": "somebody-elses-nonce"},
    "no_nonce": _without("nonce"),
    "expired": lambda claims: claims | {"exp": claims["iat"] - 120},
    "too_old": lambda claims: _shift(claims, -1200),
    "from_future": lambda claims: _shift(claims, 1200),
    "no_auth_time": _without("auth_time"),
    "no_sub": _without("sub"),
    "sub_number": lambda claims: claims | {"sub": int(claims["sub"])},
}


def id_token(settings: StandinSettings, state: State, grant: Grant, fault: str | None) -> str:
    """The ID token of this grant, with this fault of place "id_token" or none."""
    claims = true_claims(settings, state, grant)
    if fault in FALSE_CLAIMS:
        claims = FALSE_CLAIMS[fault](claims)
    payload = json.dumps(claims, ensure_ascii=False).encode()
    key = state.keys.current
    forged = _forged(fault, key, payload, settings)
    return forged or sign(key, payload, _header(key))


def _header(key: RSAKey, **more: object) -> dict[str, Any]:
    return {"kid": key.kid, "typ": "JWT", "alg": "RS256", **more}


def _forged(
    fault: str | None, key: RSAKey, payload: bytes, settings: StandinSettings
) -> str | None:
    """Faults of the signature and the header; None when the fault is none of them."""
    if fault == "not_a_jwt":
        return "not.a-token"
    if fault == "alg_none":
        return compact(_header(key, alg="none"), payload, lambda _: b"")
    if fault == "alg_hs256":
        secret = key.as_pem(private=False)
        header = _header(key, alg="HS256")
        return compact(header, payload, lambda text: hmac.digest(secret, text, hashlib.sha256))
    if fault == "set_as_id_token":
        return sign(key, payload, _header(key, typ="secevent+jwt"))
    if fault == "crit_header":
        return sign(key, payload, _header(key, crit=["duett"], duett=True))
    return _by_a_stranger(fault, key, payload, settings)


def _by_a_stranger(
    fault: str | None, key: RSAKey, payload: bytes, settings: StandinSettings
) -> str | None:
    """Tokens signed with a key that is not published, some of which bring that key along."""
    if fault not in {"wrong_signature", "unknown_kid", "jwk_header", "jku_header"}:
        return None
    stranger = new_key(None if fault == "unknown_kid" else str(key.kid))
    header = _header(stranger)
    if fault == "jwk_header":
        header["jwk"] = stranger.as_dict(private=False)
    if fault == "jku_header":
        header["jku"] = f"{settings.accounts_base}/elsewhere/jwks.json"
    return sign(stranger, payload, header)
