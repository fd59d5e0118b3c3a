import json
import logging
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from requests import Response

from tests.kakao.conftest import NONCE, VERIFIER
from tests.kakao.standin_server import ADMIN_KEY, CLIENT_SECRET, real_now
from webapp.kakao.answers import check_token_answer
from webapp.kakao.login import Kakao
from webapp.members.errors import KakaoMisconfigured, KakaoRefused, KakaoUnavailable
from webapp.members.ports import KakaoLogin
from webapp.standin.people import PEOPLE

ADMITTED = [person for person in PEOPLE if not person.verified_under_14]

# What each fault of the token answer must become.
Kind = type[KakaoRefused] | type[KakaoUnavailable] | type[KakaoMisconfigured]
TOKEN_FAULTS: dict[str, tuple[Kind, str]] = {
    "token_500": (KakaoUnavailable, "server_error"),
    "token_bad_json": (KakaoUnavailable, "bad_answer"),
    "token_not_object": (KakaoUnavailable, "bad_answer"),
    "token_huge": (KakaoUnavailable, "answer_too_large"),
    "token_redirect": (KakaoUnavailable, "unexpected_redirect"),
    "token_429": (KakaoUnavailable, "rate_limited"),
    "koe003": (KakaoUnavailable, "server_error"),
    "koe010": (KakaoMisconfigured, "client_refused"),
    "koe237": (KakaoUnavailable, "rate_limited"),
    "koe303": (KakaoMisconfigured, "client_refused"),
    "code_reused": (KakaoRefused, "code_spent"),
}
# What each fault of the ID token must become.
ID_TOKEN_FAULTS = {
    "no_id_token": "no_id_token",
    "wrong_iss": "wrong_issuer",
    "wrong_aud": "wrong_audience",
    "aud_list_azp": "wrong_audience",
    "aud_azp": "wrong_audience",
    "wrong_nonce": "wrong_nonce",
    "no_nonce": "no_nonce",
    "alg_hs256": "wrong_algorithm",
    "alg_none": "wrong_algorithm",
    "expired": "expired",
    "too_old": "too_old",
    "from_future": "from_the_future",
    "wrong_signature": "bad_signature",
    "unknown_kid": "unknown_key",
    "jwk_header": "malformed_token",  # a whole key makes the header too long to be read at all
    "jku_header": "forbidden_header",
    "crit_header": "forbidden_header",
    "set_as_id_token": "wrong_type",
    "no_auth_time": "no_auth_time",
    "no_sub": "no_subject",
    "sub_number": "no_subject",
    "not_a_jwt": "malformed_token",
}
SLOW_FAULTS = ("token_hang", "token_drip")


def test_every_fault_of_login_is_tried_here(standin):
    faults = standin.app.test_client().get("/standin/faults").get_json()["known"]
    of_login = {fault["name"] for fault in faults if fault["place"] in {"token", "id_token"}}
    assert of_login == {*TOKEN_FAULTS, *ID_TOKEN_FAULTS, *SLOW_FAULTS}


@pytest.mark.parametrize("person", ADMITTED, ids=lambda person: person.key)
def test_everybody_comes_back_as_themselves(kakao, log_in, person):
    before = real_now()
    identity = log_in(kakao, person.key)
    assert identity.kakao_id == str(person.kakao_id)
    assert timedelta(seconds=-1) <= identity.auth_time - before < timedelta(seconds=5)
    assert identity.auth_time.utcoffset() == timedelta()


def test_somebody_verified_under_14_is_turned_away_by_kakao(kakao, walker):
    url = kakao.authorize_url(state="s-1", nonce=NONCE, verifier=VERIFIER)
    told = walker.log_in(url, "haneul")
    assert told["error"] == "access_denied"
    assert "code" not in told


def test_the_client_is_what_the_members_room_asks_for(kakao):
    port: KakaoLogin = kakao
    assert port is kakao


@pytest.mark.parametrize("fault", TOKEN_FAULTS)
def test_a_fault_of_the_token_answer_is_no_login(kakao, log_in, fault):
    kind, reason = TOKEN_FAULTS[fault]
    with pytest.raises(kind) as refused:
        log_in(kakao, "sori", fault)
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    "told",
    [
        {"error": "invalid_client", "error_code": "KOE101"},
        {"error": "invalid_request", "error_code": "KOE303"},
        {"error": "unauthorized_client"},
    ],
    ids=lambda told: told.get("error_code", told["error"]),
)
def test_settings_kakao_does_not_accept_are_for_an_operator(told):
    answer = Response()
    answer.status_code, answer._content = 401, json.dumps(told).encode()
    with pytest.raises(KakaoMisconfigured, match="client_refused"):
        check_token_answer(answer)


@pytest.mark.parametrize("fault", ID_TOKEN_FAULTS)
def test_a_false_id_token_is_no_login(kakao, log_in, fault):
    with pytest.raises(KakaoRefused) as refused:
        log_in(kakao, "sori", fault)
    assert refused.value.reason == ID_TOKEN_FAULTS[fault]


@pytest.mark.parametrize("fault", SLOW_FAULTS)
def test_silence_and_drips_end_within_our_time(hasty, log_in, fault):
    started = real_now()
    with pytest.raises(KakaoUnavailable) as refused:
        log_in(hasty, "sori", fault)
    assert refused.value.reason == "timeout"
    assert real_now() - started < timedelta(seconds=2)


def test_nobody_answering_is_unavailable(settings):
    nowhere = Kakao(replace(settings, auth_base="http://127.0.0.1:9"), real_now)
    with pytest.raises(KakaoUnavailable) as refused:
        nowhere.identify(code="c", nonce=NONCE, verifier=VERIFIER)
    assert refused.value.reason == "unreachable"
    assert refused.value.__suppress_context__


def test_a_code_works_once(kakao, walker):
    url = kakao.authorize_url(state="s-1", nonce=NONCE, verifier=VERIFIER)
    code = walker.log_in(url, "sori")["code"]
    kakao.identify(code=code, nonce=NONCE, verifier=VERIFIER)
    with pytest.raises(KakaoRefused) as refused:
        kakao.identify(code=code, nonce=NONCE, verifier=VERIFIER)
    assert refused.value.reason == "code_spent"


def test_a_code_is_worth_nothing_without_its_verifier(kakao, walker):
    url = kakao.authorize_url(state="s-1", nonce=NONCE, verifier=VERIFIER)
    code = walker.log_in(url, "sori")["code"]
    with pytest.raises(KakaoRefused):
        kakao.identify(code=code, nonce=NONCE, verifier="another-verifier-" + "x" * 40)


def test_a_token_of_another_attempt_is_refused(kakao, walker):
    url = kakao.authorize_url(state="s-1", nonce=NONCE, verifier=VERIFIER)
    code = walker.log_in(url, "sori")["code"]
    with pytest.raises(KakaoRefused) as refused:
        kakao.identify(code=code, nonce="nonce-of-another-attempt", verifier=VERIFIER)
    assert refused.value.reason == "wrong_nonce"


@pytest.mark.parametrize(
    "minutes, reason", [(11, "too_old"), (-2, "from_the_future"), (400, "expired")]
)
def test_a_clock_that_is_off_refuses(kakao, log_in, clock, minutes, reason):
    clock.ahead = timedelta(minutes=minutes)
    with pytest.raises(KakaoRefused) as refused:
        log_in(kakao)
    assert str(refused.value) == reason


@pytest.mark.parametrize("seconds", [-50, 50, 500])
def test_a_clock_that_is_a_little_off_does_not(kakao, log_in, clock, seconds):
    clock.ahead = timedelta(seconds=seconds)
    assert log_in(kakao).kakao_id == "4012345678"


def test_the_first_login_asks_for_nothing(kakao):
    asked = _asked(kakao.authorize_url(state="s-1", nonce=NONCE, verifier=VERIFIER))
    assert set(asked) == {
        "client_id",
        "redirect_uri",
        "response_type",
        "state",
        "nonce",
        "code_challenge",
        "code_challenge_method",
    }
    assert asked["nonce"] == [NONCE]
    assert asked["code_challenge_method"] == ["S256"]
    assert VERIFIER not in asked["code_challenge"]


def test_further_scopes_bring_openid_along_and_are_joined_by_spaces(kakao):
    asked = _asked(
        kakao.authorize_url(
            state="s-1",
            nonce=NONCE,
            verifier=VERIFIER,
            scope=("gender", "openid", "birthyear"),
            prompt="login",
        )
    )
    assert asked["scope"] == ["openid gender birthyear"]
    assert asked["prompt"] == ["login"]


def test_a_further_consent_brings_a_verified_identity_again(kakao, walker):
    url = kakao.authorize_url(
        state="s-2", nonce=NONCE, verifier=VERIFIER, scope=("gender", "birthyear")
    )
    code = walker.log_in(url, "garam")["code"]
    identity = kakao.identify(code=code, nonce=NONCE, verifier=VERIFIER)
    assert identity.kakao_id == "4012345679"


@pytest.mark.parametrize("fault", ["", "wrong_nonce", "koe010", "code_reused", "token_bad_json"])
def test_no_token_secret_or_verifier_is_logged_even_at_debug(
    kakao, walker, standin, every_log, monkeypatch, fault
):
    issued: list[str] = []
    issue = standin.state.issue_token

    def issue_and_tell(person):
        issued.append(issue(person))
        return issued[-1]

    monkeypatch.setattr(standin.state, "issue_token", issue_and_tell)
    url = kakao.authorize_url(state="s-1", nonce=NONCE, verifier=VERIFIER)
    code = walker.log_in(url, "sori", fault)["code"]
    every_log.clear()  # the walker's own requests are the browser's, not ours
    with suppress(KakaoRefused, KakaoUnavailable, KakaoMisconfigured):
        kakao.identify(code=code, nonce=NONCE, verifier=VERIFIER)
    kakao.unlink("4012345678")
    assert "/oauth/token" in every_log.text  # the log is really listened to
    assert bool(issued) == (fault in {"", "wrong_nonce"})
    for secret in (code, VERIFIER, NONCE, CLIENT_SECRET, ADMIN_KEY, "eyJ", "4012345678", *issued):
        assert secret not in every_log.text


@pytest.mark.usefixtures("every_log")
def test_authlib_cannot_be_talked_into_debug_by_the_root_logger():
    assert not logging.getLogger("authlib.oauth2.client").isEnabledFor(logging.DEBUG)


def test_no_token_outlives_the_call(kakao, log_in):
    log_in(kakao)
    session = kakao._lines.session()
    assert session.token is None
    assert not session.cookies


def test_the_secrets_are_not_in_what_settings_show(settings):
    assert CLIENT_SECRET not in repr(settings)
    assert ADMIN_KEY not in repr(settings)


def test_proxies_and_netrc_of_the_environment_are_ignored(kakao, log_in, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password something\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert log_in(kakao).kakao_id == "4012345678"
    kakao.unlink("4012345678")  # netrc would have replaced the admin key


def _asked(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)
