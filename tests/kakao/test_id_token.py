import base64
import hashlib
import json
from datetime import UTC, datetime

import pytest

from tests.kakao.standin_server import REST_API_KEY
from webapp.kakao.id_token import Expected, IdTokens
from webapp.kakao.keyset import KeySet
from webapp.members.errors import KakaoRefused
from webapp.members.ports import KakaoIdentity
from webapp.standin.keys import compact, new_key, sign

ISSUER = "https://kauth.kakao.com"
KEY = new_key("k1")
EXPECTED = Expected(ISSUER, REST_API_KEY, "n-1", "access-token")
AT = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
NOW = int(AT.timestamp())
CLAIMS: dict[str, object] = {
    "iss": ISSUER,
    "aud": REST_API_KEY,
    "sub": "9007199254740993",
    "iat": NOW,
    "exp": NOW + 21599,
    "auth_time": NOW,
    "nonce": "n-1",
}


def at_that_time() -> datetime:
    return AT


def verify(claims: dict[str, object], **header: object) -> KakaoIdentity:
    tokens = IdTokens(KeySet(lambda: {"keys": [KEY.as_dict(private=False)]}), at_that_time)
    head = {"alg": "RS256", "kid": "k1", **header}
    return tokens.verify(sign(KEY, json.dumps(claims).encode(), head), EXPECTED)


def reason_of(claims: dict[str, object], **header: object) -> str:
    with pytest.raises(KakaoRefused) as refused:
        verify(claims, **header)
    return refused.value.reason


def test_a_true_token_names_the_person_exactly():
    assert verify(CLAIMS).kakao_id == "9007199254740993"


@pytest.mark.parametrize("kind", ["JWT", "jwt"])
def test_the_type_of_an_ordinary_token_is_accepted(kind):
    assert verify(CLAIMS, typ=kind)


def test_a_header_kakao_may_add_later_does_no_harm():
    assert verify(CLAIMS, added="later")


@pytest.mark.parametrize("kind", ["secevent+jwt", "SECEVENT+JWT", "logout+jwt", "at+jwt"])
def test_a_token_for_another_purpose_is_refused(kind):
    assert reason_of(CLAIMS, typ=kind) == "wrong_type"


@pytest.mark.parametrize(
    "header",
    [
        {"jwk": {"kty": "RSA"}},
        {"jku": "https://example.com/keys"},
        {"x5u": "https://example.com/cert"},
        {"x5c": []},
        {"crit": ["b64"], "b64": False},
    ],
    ids=lambda header: next(iter(header)),
)
def test_a_token_does_not_choose_its_own_key_or_rules(header):
    assert reason_of(CLAIMS, **header) == "forbidden_header"


@pytest.mark.parametrize("algorithm", ["none", "HS256", "RS384", "PS256", "ES256", "", None])
def test_only_rs256_is_read(algorithm):
    assert reason_of(CLAIMS, alg=algorithm) == "wrong_algorithm"


@pytest.mark.parametrize("kid", [None, 1, ["k1"], "../k1", ""])
def test_a_token_names_its_key(kid):
    assert reason_of(CLAIMS, kid=kid) == "unknown_key"


@pytest.mark.parametrize(
    "claim, values, reason",
    [
        ("iss", [None, "", ISSUER + "/", "http://kauth.kakao.com", [ISSUER]], "wrong_issuer"),
        (
            "aud",
            [None, "", "f" * 32, REST_API_KEY.upper(), [REST_API_KEY, "f" * 32], [REST_API_KEY]],
            "wrong_audience",
        ),
        ("exp", [None, "later", True, float("nan"), float("inf"), 0, -1], "no_expiry"),
        ("exp", [NOW - 120, NOW - 62], "expired"),
        ("iat", [None, str(NOW), 1.5], "no_issue"),
        ("iat", [NOW - 700], "too_old"),
        ("iat", [NOW + 90], "from_the_future"),
        ("auth_time", [None, "now", False, -5], "no_auth_time"),
        ("auth_time", [NOW + 90, 10**30], "from_the_future"),
        ("nbf", ["soon", None], "no_begin"),
        ("nbf", [NOW + 90], "from_the_future"),
        ("nonce", [None, 1, ["n-1"]], "no_nonce"),
        ("nonce", ["", "n-2", "n-1 ", "ñ"], "wrong_nonce"),
        (
            "sub",
            [None, 4012345678, "", "0", "012", "1.0", "-1", "1" * 21, "٤", "1\n"],
            "no_subject",
        ),
        ("at_hash", ["", None, "x"], "wrong_access_token"),
    ],
)
def test_every_claim_is_judged(claim, values, reason):
    for value in values:
        assert reason_of({**CLAIMS, claim: value}) == reason, value


@pytest.mark.parametrize("claim", ["iss", "aud", "exp", "iat", "auth_time", "nonce", "sub"])
def test_no_claim_may_be_missing(claim):
    assert reason_of({name: value for name, value in CLAIMS.items() if name != claim})


def test_azp_does_not_stand_in_for_aud():
    assert reason_of({**CLAIMS, "aud": "f" * 32, "azp": REST_API_KEY}) == "wrong_audience"


def test_a_fitting_at_hash_is_accepted():
    half = hashlib.sha256(b"access-token").digest()[:16]
    fitting = base64.urlsafe_b64encode(half).rstrip(b"=").decode()
    assert verify({**CLAIMS, "at_hash": fitting})


@pytest.mark.parametrize("nonce", ["", "n-1"])
def test_an_attempt_without_a_nonce_proves_nothing(nonce):
    tokens = IdTokens(KeySet(lambda: {"keys": [KEY.as_dict(private=False)]}), at_that_time)
    token = sign(
        KEY, json.dumps({**CLAIMS, "nonce": nonce}).encode(), {"alg": "RS256", "kid": "k1"}
    )
    with pytest.raises(KakaoRefused):
        tokens.verify(token, Expected(ISSUER, REST_API_KEY, "", "access-token"))


@pytest.mark.parametrize(
    "token",
    ["", "a", "a.b", "a.b.c", "....", "é.é.é", "e30.e30.e30", "W10.W10.W10", None, 7, ["a.b.c"]],
    ids=repr,
)
def test_what_is_no_token_is_refused_calmly(token):
    tokens = IdTokens(KeySet(lambda: {"keys": [KEY.as_dict(private=False)]}), at_that_time)
    with pytest.raises(KakaoRefused):
        tokens.verify(token, EXPECTED)


@pytest.mark.parametrize("payload", [b"", b"[]", b"null", b"1", b"{", b"\xff", b"[" * 20000])
def test_signed_nonsense_is_refused_calmly(payload):
    tokens = IdTokens(KeySet(lambda: {"keys": [KEY.as_dict(private=False)]}), at_that_time)
    with pytest.raises(KakaoRefused) as refused:
        tokens.verify(sign(KEY, payload, {"alg": "RS256", "kid": "k1"}), EXPECTED)
    assert refused.value.reason == "malformed_token"


@pytest.mark.parametrize("header", [b"1", b"[]", b'"x"', b"null", b"{", b'{"alg":"RS256"'])
def test_a_broken_header_is_refused_calmly(header):
    tokens = IdTokens(KeySet(lambda: {"keys": [KEY.as_dict(private=False)]}), at_that_time)
    text = base64.urlsafe_b64encode(header).rstrip(b"=").decode()
    with pytest.raises(KakaoRefused):
        tokens.verify(f"{text}.e30.e30", EXPECTED)


@pytest.mark.parametrize("signature", [b"", b"\x00" * 256, b"\xff" * 4096])
def test_a_false_signature_is_refused(signature):
    tokens = IdTokens(KeySet(lambda: {"keys": [KEY.as_dict(private=False)]}), at_that_time)
    header = {"alg": "RS256", "kid": "k1"}
    token = compact(header, json.dumps(CLAIMS).encode(), lambda _: signature)
    with pytest.raises(KakaoRefused) as refused:
        tokens.verify(token, EXPECTED)
    assert refused.value.reason in {"bad_signature", "malformed_token"}
