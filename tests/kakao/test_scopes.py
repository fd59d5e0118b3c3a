from dataclasses import replace

import pytest
import requests

from webapp.kakao.scopes import Scopes
from webapp.members.errors import (
    KakaoMisconfigured,
    KakaoNotLinked,
    KakaoUnavailable,
    ScopeNotRevocable,
)
from webapp.members.kakao_link_ports import AgreedScope, KakaoScopes
from webapp.standin.people import BY_KEY
from webapp.standin.settings import ConsentItem

SORI = BY_KEY["sori"]
Kind = type[KakaoUnavailable] | type[KakaoMisconfigured]
FAULTS: dict[str, tuple[Kind, str]] = {
    "api_500": (KakaoUnavailable, "server_error"),
    "api_bad_json": (KakaoUnavailable, "bad_answer"),
    "api_huge": (KakaoUnavailable, "answer_too_large"),
    "api_429": (KakaoUnavailable, "rate_limited"),
    "api_401": (KakaoMisconfigured, "admin_key_refused"),
    "api_403": (KakaoMisconfigured, "admin_key_refused"),
    "api_minus_1": (KakaoUnavailable, "passing_fault"),
    "api_minus_7": (KakaoUnavailable, "passing_fault"),
    "api_minus_603": (KakaoUnavailable, "passing_fault"),
    "api_minus_9798": (KakaoUnavailable, "server_error"),
}
BOTH = {
    "agreed": lambda scopes: scopes.agreed("4012345678"),
    "revoke": lambda scopes: scopes.revoke("4012345678", "gender"),
}


@pytest.fixture
def scopes(settings, clock) -> Scopes:
    return Scopes(settings, clock.tick)


@pytest.fixture
def sori(standin) -> str:
    standin.state.link(SORI, frozenset({"gender", "account_email"}))
    return str(SORI.kakao_id)


def test_the_client_is_what_the_room_asks_for(scopes):
    port: KakaoScopes = scopes
    assert port is scopes


def test_what_somebody_agreed_to_and_nothing_else(scopes, sori):
    assert scopes.agreed(sori) == [
        AgreedScope("account_email", "카카오계정(이메일)", is_revocable=True),
        AgreedScope("gender", "성별", is_revocable=True),
    ]


def test_an_agreement_ends_and_the_others_stay(scopes, sori, standin):
    left = scopes.revoke(sori, "gender")
    assert left == [AgreedScope("account_email", "카카오계정(이메일)", is_revocable=True)]
    assert standin.state.linked(SORI).scopes == {"account_email"}


def test_what_was_not_agreed_to_is_ended(scopes, sori, standin):
    assert scopes.revoke(sori, "name") is None
    assert scopes.revoke(sori, "no_such_item") is None
    assert standin.state.linked(SORI).scopes == {"gender", "account_email"}


def test_without_a_link_there_is_nothing(scopes, standin):
    with pytest.raises(KakaoNotLinked):
        scopes.agreed("4012345678")
    scopes.revoke("4012345678", "gender")
    assert [call["status"] for call in standin.state.calls()] == [400, 400]


def test_a_required_item_never_ends(scopes, sori, standin, monkeypatch):
    items = (ConsentItem("gender", "성별", "required"),)
    views = standin.app.view_functions
    room = views["revoke"].__self__
    monkeypatch.setattr(room, "_settings", replace(standin.settings, items=items))
    with pytest.raises(ScopeNotRevocable) as refused:
        scopes.revoke(sori, "gender")
    assert refused.value.reason == "not_revocable"
    assert standin.state.linked(SORI).scopes == {"gender", "account_email"}
    (known,) = scopes.agreed(sori)
    assert not known.is_revocable


@pytest.mark.usefixtures("sori")
@pytest.mark.parametrize("act", BOTH)
@pytest.mark.parametrize("fault", FAULTS)
def test_every_other_answer_is_told_apart(scopes, standin, act, fault):
    standin.state.switch_on(fault)
    kind, reason = FAULTS[fault]
    with pytest.raises(kind) as refused:
        BOTH[act](scopes)
    assert str(refused.value) == reason
    assert standin.state.linked(SORI).scopes == {"gender", "account_email"}


@pytest.mark.usefixtures("sori")
@pytest.mark.parametrize("act", BOTH)
def test_silence_is_unavailable(settings, standin, act):
    standin.state.switch_on("api_hang")
    hasty = Scopes(replace(settings, read_seconds=0.3, answer_seconds=0.5))
    with pytest.raises(KakaoUnavailable) as refused:
        BOTH[act](hasty)
    assert refused.value.reason == "timeout"


@pytest.mark.usefixtures("sori")
@pytest.mark.parametrize("act", BOTH)
def test_a_wrong_admin_key_wants_an_operator(settings, act):
    stranger = Scopes(replace(settings, admin_key="0" * 32))
    with pytest.raises(KakaoMisconfigured):
        BOTH[act](stranger)


def _told(body: bytes, status: int = 200) -> requests.Response:
    answer = requests.Response()
    answer.status_code, answer._content = status, body
    return answer


@pytest.mark.parametrize(
    "body",
    [
        b'{"id": 7, "scopes": []}',
        b'{"id": 4012345678}',
        b'{"id": 4012345678, "scopes": [{"agreed": true}]}',
        b'{"id": 4012345678, "scopes": [{"agreed": true, "id": "gender"}]}',
        b"[]",
    ],
)
def test_an_answer_that_is_none_is_not_believed(scopes, monkeypatch, body):
    monkeypatch.setattr(scopes, "_ask", lambda *_: _told(body))
    with pytest.raises(KakaoUnavailable):
        scopes.agreed("4012345678")


def test_an_answer_about_somebody_else_ends_nothing(scopes, monkeypatch):
    monkeypatch.setattr(scopes, "_ask", lambda *_: _told(b'{"id": 7}'))
    with pytest.raises(KakaoUnavailable):
        scopes.revoke("4012345678", "gender")


def test_a_silent_kakao_is_not_asked_again_and_again(scopes, sori, standin, clock):
    standin.state.switch_on("api_500")
    for _ in range(5):
        with pytest.raises(KakaoUnavailable):
            scopes.agreed(sori)
    with pytest.raises(KakaoUnavailable) as refused:
        scopes.revoke(sori, "gender")
    assert refused.value.reason == "resting"
    standin.state.switch_off()
    clock.wait(10)
    scopes.revoke(sori, "gender")


def test_many_without_a_link_open_no_fuse(scopes):
    for _ in range(7):
        with pytest.raises(KakaoNotLinked):
            scopes.agreed("4012345678")


def test_the_admin_key_is_not_logged(scopes, sori, every_log, settings):
    scopes.agreed(sori)
    scopes.revoke(sori, "gender")
    said = " ".join(f"{record.msg} {record.args}" for record in every_log.records)
    assert settings.admin_key not in said
