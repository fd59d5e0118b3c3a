"""Signed events: every claim and header is judged, and no other token stands in for one."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.kakao.events import APP_ID, PREFIX, SIGNED_OUT, UNLINKED, WITHDRAWN
from tests.kakao.standin_server import REST_API_KEY, real_now
from webapp.members.errors import KakaoRefused
from webapp.members.webhooks_news import News, What
from webapp.standin.keys import compact, new_key
from webapp.standin.webhooks import FLAWS

SORI = "4012345678"


def test_an_event_of_the_stand_in_is_read(hooks, sent):
    body, headers = sent("account", reason="UNLINK_FROM_APPS", jti="j-1")
    assert headers["Content-Type"] == "application/secevent+jwt"
    message = hooks.read(body.encode())
    assert (message.kakao_id, message.mark) == (SORI, "event j-1")
    assert message.news == (News(What.UNLINKED),)
    assert message.is_numbered
    assert abs(message.at - real_now()) < timedelta(seconds=5)


WORDS = {
    "wrong_aud": "wrong_audience",
    "wrong_iss": "wrong_issuer",
    "wrong_key": "bad_signature",
    "from_future": "from_the_future",
    "id_token": "wrong_type",
    "no_jti": "no_mark",
}


def test_every_flaw_of_the_stand_in_is_tried_here():
    assert set(WORDS) | {"two_events"} == FLAWS


@pytest.mark.parametrize("flaw", WORDS)
def test_a_flawed_event_is_refused(hooks, sent, flaw):
    body, _ = sent("account", flaw=flaw)
    with pytest.raises(KakaoRefused) as refused:
        hooks.read(body.encode())
    assert refused.value.reason == WORDS[flaw]


def test_an_event_may_say_two_things_of_one_person(hooks, sent, events):
    body, _ = sent("account", flaw="two_events")
    assert hooks.read(body.encode()).news == (News(What.UNLINKED, by_person=False),)
    claims = events.claims(SORI, SIGNED_OUT, real_now())
    claims["events"] |= events.claims(SORI, WITHDRAWN, real_now())["events"]
    assert hooks.read(events.token(claims)).news == (
        News(What.SIGNED_OUT),
        News(What.SCOPES_WITHDRAWN),
    )


OTHER = "4012345679"
CLAIMS: dict[str, tuple[dict[str, Any], str]] = {
    "no issuer": ({"iss": None}, "wrong_issuer"),
    "no audience": ({"aud": None}, "wrong_audience"),
    "several audiences": ({"aud": [REST_API_KEY, "others"]}, "wrong_audience"),
    "a number as audience": ({"aud": 1000001}, "wrong_audience"),
    "another application": ({"app_id": "1000002"}, "wrong_app"),
    "no time": ({"iat": None}, "no_time"),
    "a time in words": ({"iat": "now"}, "no_time"),
    "true is no time": ({"toe": True}, "no_time"),
    "half a second": ({"iat": 1.5}, "no_time"),
    "a negative time": ({"toe": -1}, "no_time"),
    "no number": ({"jti": None}, "no_mark"),
    "an empty number": ({"jti": ""}, "no_mark"),
    "a number of another kind": ({"jti": 7}, "no_mark"),
    "too long a number": ({"jti": "x" * 256}, "no_mark"),
    "no events": ({"events": None}, "no_events"),
    "an empty list": ({"events": {}}, "no_events"),
    "events as a list": ({"events": [UNLINKED]}, "no_events"),
    "an event in words": ({"events": {PREFIX + UNLINKED: "yes"}}, "no_events"),
    "many events": ({"events": {f"urn:{n}": {} for n in range(9)}}, "no_events"),
    "somebody else in the claims": ({"sub": OTHER}, "wrong_subject"),
    "a number as subject": ({"sub": 4012345678}, "no_subject"),
    "nobody": ({"sub": None, "events": {PREFIX + UNLINKED: {}}}, "no_subject"),
    "no number of a person": (
        {"sub": "me", "events": {PREFIX + UNLINKED: {}}},
        "no_subject",
    ),
    "a nonce": ({"nonce": "from-a-login"}, "wrong_type"),
}


@pytest.mark.parametrize("case", CLAIMS)
def test_every_claim_is_judged(hooks, events, case):
    changes, word = CLAIMS[case]
    claims = events.claims(SORI, UNLINKED, real_now())
    claims |= changes
    claims = {name: value for name, value in claims.items() if value is not None}
    with pytest.raises(KakaoRefused) as refused:
        hooks.read(events.token(claims))
    assert refused.value.reason == word


SUBJECTS: dict[str, dict[str, Any]] = {
    "somebody else": {"sub": OTHER},
    "of another issuer": {"iss": "https://kauth.example.com"},
    "of another kind": {"subject_type": "email"},
    "without a kind": {"subject_type": None},
    "a number": {"sub": 4012345678},
    "without a number": {"sub": None},
}


@pytest.mark.parametrize("case", SUBJECTS)
def test_the_subject_of_the_event_agrees_with_the_rest(hooks, events, case):
    claims = events.claims(SORI, UNLINKED, real_now())
    subject = claims["events"][PREFIX + UNLINKED]["subject"] | SUBJECTS[case]
    subject = {name: value for name, value in subject.items() if value is not None}
    claims["events"] = {PREFIX + UNLINKED: {"subject": subject}}
    with pytest.raises(KakaoRefused) as refused:
        hooks.read(events.token(claims))
    assert refused.value.reason in {"wrong_subject", "no_subject"}


def test_the_subject_may_be_named_in_the_event_alone_or_in_the_claims_alone(hooks, events):
    in_event = events.claims(SORI, UNLINKED, real_now(), sub=None)
    assert hooks.read(events.token(in_event)).kakao_id == SORI
    in_claims = events.claims(SORI, UNLINKED, real_now(), events={PREFIX + UNLINKED: {}})
    assert hooks.read(events.token(in_claims)).kakao_id == SORI


def test_what_kakao_may_leave_out_or_write_otherwise(hooks, events):
    short = events.claims(SORI, UNLINKED, real_now(), app_id=None, txm=None, toe=None)
    assert hooks.read(events.token(short)).news
    by_number = events.claims(SORI, UNLINKED, real_now(), aud=APP_ID, app_id=int(APP_ID))
    assert hooks.read(events.token(by_number)).news
    typed = events.claims(SORI, UNLINKED, real_now())
    assert hooks.read(events.token(typed, typ="application/secevent+jwt")).news
    assert hooks.read(events.token(typed, typ="SecEvent+JWT")).news


@pytest.mark.parametrize("ahead, word", [(290, None), (310, "from_the_future")])
@pytest.mark.parametrize("claim", ["iat", "toe"])
def test_five_minutes_ahead_and_not_more(hooks, events, claim, ahead, word):
    later = int(real_now().timestamp()) + ahead
    token = events.token(events.claims(SORI, UNLINKED, real_now(), **{claim: later}))
    if word is None:
        assert hooks.read(token).at <= real_now(), "nothing happened later than now"
        return
    with pytest.raises(KakaoRefused) as refused:
        hooks.read(token)
    assert refused.value.reason == word


def test_an_event_is_taken_for_thirty_days_and_its_time_may_be_older(hooks, events):
    told, happened = real_now() - timedelta(days=29), real_now() - timedelta(days=300)
    claims = events.claims(SORI, UNLINKED, told, toe=int(happened.timestamp()))
    assert hooks.read(events.token(claims)).at == happened.replace(microsecond=0)
    claims["iat"] = int((real_now() - timedelta(days=31)).timestamp())
    with pytest.raises(KakaoRefused) as refused:
        hooks.read(events.token(claims))
    assert refused.value.reason == "too_old"


HEADERS: dict[str, tuple[dict[str, Any], str]] = {
    "of an ID token": ({"typ": "JWT"}, "wrong_type"),
    "without a type": ({"typ": None}, "wrong_type"),
    "of a logout": ({"typ": "logout+jwt"}, "wrong_type"),
    "unsigned": ({"alg": "none"}, "wrong_algorithm"),
    "of the public key": ({"alg": "HS256"}, "wrong_algorithm"),
    "of another algorithm": ({"alg": "RS512"}, "wrong_algorithm"),
    "of an unknown key": ({"kid": "f" * 30}, "unknown_key"),
    "without a key": ({"kid": None}, "unknown_key"),
    "with its own key": ({"jwk": {"kty": "RSA"}}, "forbidden_header"),
    "with an address of keys": ({"jku": "https://evil.example"}, "forbidden_header"),
    "with rules we do not know": ({"crit": ["x"], "x": 1}, "forbidden_header"),
}


@pytest.mark.parametrize("case", HEADERS)
def test_every_header_is_judged(hooks, events, case):
    changes, word = HEADERS[case]
    token = events.token(events.claims(SORI, UNLINKED, real_now()), **changes)
    with pytest.raises(KakaoRefused) as refused:
        hooks.read(token)
    assert refused.value.reason == word


def test_what_is_no_token_is_refused(hooks, events):
    good = events.event(SORI, UNLINKED, real_now()).decode()
    head, body, signature = good.split(".")
    for wrong in (
        b"",
        b"x",
        b"..",
        b"\xff\xfe.a.b",
        good.encode() + b".more",
        f"{head}.{body}".encode(),
        f"{head}.{body}.".encode(),
        f"{head}.{body[:-4]}.{signature}".encode(),
        f"{head[:-2]}.{body}.{signature}".encode(),
        events.token(["a", "list"]),
        events.token("a text"),
        compact({"alg": "RS256"}, b"[" * 4000, lambda _: b"x").encode(),
        json.dumps({"events": {}}).encode(),
    ):
        with pytest.raises(KakaoRefused):
            hooks.read(wrong)


def test_a_signature_of_anybody_else_is_worth_nothing(hooks, events, standin):
    stranger = new_key(str(standin.state.keys.current.kid))
    claims = events.claims(SORI, UNLINKED, real_now())
    with pytest.raises(KakaoRefused) as refused:
        hooks.read(events.token(claims, stranger))
    assert refused.value.reason == "bad_signature"


def test_an_id_token_is_no_event_and_an_event_is_no_id_token(hooks, kakao, log_in, events):
    """The same keys sign both: neither may stand in for the other (ASVS 9.2.2)."""
    now = int(real_now().timestamp())
    login = events.claims(SORI, UNLINKED, real_now(), nonce="n", auth_time=now, exp=now + 21599)
    for kind in ("JWT", None, "secevent+jwt"):
        with pytest.raises(KakaoRefused) as refused:
            hooks.read(events.token(login, typ=kind))
        assert refused.value.reason == "wrong_type"
    with pytest.raises(KakaoRefused):
        log_in(kakao, "sori", "set_as_id_token")
