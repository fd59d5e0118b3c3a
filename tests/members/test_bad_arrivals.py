"""Coming back from Kakao in every way that is no login: its words, and nothing stored."""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.kakao.standin_server import Walker
from tests.rooms import rows
from tests.world import ORIGIN, Browser, World
from webapp.foundation import kakao_settings
from webapp.kakao.login import Kakao
from webapp.members.login import Login
from webapp.standin.faults import FAULTS

CALLBACK = f"{ORIGIN}/auth/kakao/callback"
UNAVAILABLE = "카카오에 연결하지 못했어요"
REFUSED = "로그인을 마치지 못했어요"
# What Kakao itself may do to a login; the rest of each place is a forged or missing proof.
OUTAGES = {
    *("token_500", "token_hang", "token_drip", "token_bad_json", "token_not_object"),
    *("token_huge", "token_redirect", "token_429", "koe003", "koe237"),
    *("jwks_500", "jwks_hang", "jwks_bad_json", "jwks_empty", "jwks_huge"),
}
OUR_SETTINGS = ("koe010", "koe303")
FORGED = {fault.name for fault in FAULTS if fault.place == "id_token"} | {"code_reused"}


@pytest.fixture(autouse=True)
def fresh(house: World, monkeypatch) -> None:
    """A line to Kakao that remembers no key and no outage of another test."""
    _meet(house, monkeypatch)


def _meet(house: World, monkeypatch, **changes: Any) -> None:
    settings = replace(kakao_settings(house.settings), **changes)
    monkeypatch.setattr(house.services.login, "_kakao", Kakao(settings, house.clock))


@pytest.fixture
def untouched(house: World):
    """Everything a login could leave behind is as it was."""

    def counted() -> dict[str, int]:
        tables = ("member", "kakao_link", "pending_signup", "session", "statutory.visit")
        return {name: len(rows(house.storage, name)) for name in tables}

    before = counted()
    yield
    left = {name: n for name, n in counted().items() if n > before[name]}
    assert left == {}  # fewer is the sweep's work


def _back(browser: Browser, fault: str) -> dict[str, str]:
    """Walk the stand-in with this fault armed; return what the callback is told."""
    away = browser.post("/auth/kakao").headers["Location"]
    with Walker(CALLBACK) as walker:
        return walker.log_in(away, "garam", fault)


def _call(browser: Browser, told: dict[str, str]):
    return browser.get("/auth/kakao/callback", query_string=told)


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("fault", sorted(OUTAGES))
def test_kakao_away_slow_or_talking_rubbish(house: World, monkeypatch, fault: str):
    if fault.endswith(("_hang", "_drip")):  # the others answer, however busy this machine is
        _meet(house, monkeypatch, read_seconds=0.3, answer_seconds=0.5)
    answer = _call(browser := house.browser(), _back(browser, fault))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "300")
    assert UNAVAILABLE in answer.text
    assert "5분 뒤 다시 눌러 주세요." in answer.text


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("fault", OUR_SETTINGS)
def test_settings_kakao_does_not_accept_are_our_fault_and_said_so(house: World, fault: str):
    answer = _call(browser := house.browser(), _back(browser, fault))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "3600")
    assert "저희와 카카오 사이의 설정이 서로 맞지 않아요." in answer.text


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("fault", sorted(FORGED))
def test_a_forged_or_missing_proof_is_no_login(house: World, fault: str):
    answer = _call(browser := house.browser(), _back(browser, fault))
    assert answer.status_code == 400
    assert REFUSED in answer.text
    assert "저장된 정보는 없어요." in answer.text
    assert browser.get("/me").headers["Location"].startswith("/login")


@pytest.mark.usefixtures("untouched")
def test_an_error_of_kakao_without_a_code(house: World):
    answer = _call(browser := house.browser(), _back(browser, "authorize_server_error"))
    assert answer.status_code == 503
    assert UNAVAILABLE in answer.text


@pytest.mark.usefixtures("untouched")
def test_no_kakao_at_all(house: World, monkeypatch):
    told = _back(browser := house.browser(), "")
    _meet(house, monkeypatch, auth_base="http://127.0.0.1:9")
    answer = _call(browser, told)
    assert answer.status_code == 503
    assert UNAVAILABLE in answer.text


def _state(browser: Browser) -> str:
    away = browser.post("/auth/kakao").headers["Location"]
    return parse_qs(urlsplit(away).query)["state"][0]


@pytest.mark.usefixtures("untouched")
def test_cancelling_at_kakao_leads_back_with_a_sentence(house: World):
    browser = house.browser()
    answer = _call(browser, {"state": _state(browser), "error": "access_denied"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/login?done=cancelled")
    assert "로그인을 그만뒀어요. 저장된 정보는 없어요." in browser.get("/login?done=cancelled").text


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("error", ["login_required", "consent_required", "<script>", "♪" * 3000])
def test_any_other_error_is_a_refusal_in_our_own_words(house: World, error: str):
    browser = house.browser()
    sent = {"state": _state(browser), "error": error, "error_description": "words of Kakao"}
    answer = _call(browser, sent)
    assert answer.status_code == 400
    assert REFUSED in answer.text
    assert "words of Kakao" not in answer.text
    assert error not in answer.text


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("is_swept", [False, True])
def test_an_expired_login_says_so(house: World, is_swept):
    told = _back(browser := house.browser(), "")
    house.clock.forward(minutes=10)
    if is_swept:
        house.worker().sweep()
    answer = _call(browser, told)
    assert answer.status_code == 400
    assert "10분이 지나 다시 시작해야 해요" in answer.text


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("has_cookie", [True, False])
def test_a_login_that_comes_back_elsewhere_says_so(house: World, has_cookie):
    told = _back(house.browser(), "")
    other = house.browser()
    if has_cookie:
        other.post("/auth/kakao")
    answer = _call(other, told)
    assert answer.status_code == 400
    assert "다른 앱이나 창에서 이어졌어요" in answer.text


FOREIGN_STATES = [{}, {"state": ""}, {"state": "nobody"}, {"state": "A" * 3000, "code": "x"}]


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("told", FOREIGN_STATES)
def test_a_state_nobody_began(house: World, told: dict[str, str]):
    for browser in (house.browser(), house.browser()):
        browser.post("/auth/kakao")
        answer = _call(browser, told)
        assert answer.status_code == 400
        assert "이 로그인은 이미 끝났어요" in answer.text


def test_a_login_used_again_goes_home_for_who_is_in_and_ends_for_who_is_not(house: World):
    browser = house.member("onyu")
    browser.post("/logout", data=_token(browser, "/me/sessions"))
    told = _back(browser, "")  # garam has not joined
    assert _call(browser, told).headers["Location"] == "/join"
    again = _call(browser, told)
    assert again.status_code == 400
    assert "이 로그인은 이미 끝났어요" in again.text
    inside = house.member("onyu")
    answer = _call(inside, told)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def test_the_slower_of_two_tabs_of_somebody_signed_in_goes_home(house: World):
    house.member("dain")
    browser = house.browser()
    slow = browser.post("/auth/kakao")
    house.log_in(browser, "dain")
    answer = house.come_back(browser, slow, "dain")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("code", [None, "", "forged", "A" * 3000, "코드♪"])
def test_a_code_kakao_does_not_know(house: World, code: str | None):
    browser = house.browser()
    told = {"state": _state(browser)} | ({} if code is None else {"code": code})
    answer = _call(browser, told)
    assert answer.status_code == 400
    assert REFUSED in answer.text


@pytest.mark.usefixtures("untouched")
def test_a_code_of_another_login_does_not_fit(house: World):
    """PKCE and nonce: a code stolen from one attempt is worth nothing in another."""
    stolen = _back(house.browser(), "")
    browser = house.browser()
    answer = _call(browser, {"state": _state(browser), "code": stolen["code"]})
    assert answer.status_code == 400
    assert REFUSED in answer.text


def _token(browser: Browser, path: str) -> dict[str, str]:
    page = browser.get(path).text
    at = page.index('name="csrf_token" value="') + len('name="csrf_token" value="')
    return {"csrf_token": page[at : page.index('"', at)]}


def test_leaving_with_another_account_changes_nothing(house: World):
    browser = house.member("bom")
    away = browser.post("/withdraw", data=_token(browser, "/withdraw"))
    answer = house.come_back(browser, away, "rio")
    assert answer.status_code == 403
    assert "다른 카카오 계정으로 돌아왔어요" in answer.text
    assert re.findall(r'href="([^"]+)"', answer.text.partition("<main")[2])[0] == "/withdraw"
    assert browser.get("/me").status_code == 200


def test_leaving_cancelled_at_kakao_changes_nothing(house: World):
    browser = house.member("bom")
    away = browser.post("/withdraw", data=_token(browser, "/withdraw")).headers["Location"]
    state = parse_qs(urlsplit(away).query)["state"][0]
    answer = _call(browser, {"state": state, "error": "access_denied"})
    assert answer.headers["Location"] == "/withdraw?done=stayed"
    assert "탈퇴하지 않았어요." in browser.get("/withdraw?done=stayed").text
    assert browser.get("/me").status_code == 200


def test_leaving_on_an_old_authentication_changes_nothing(house: World, monkeypatch):
    browser = house.member("bom")
    away = browser.post("/withdraw", data=_token(browser, "/withdraw"))
    identify = Login.identify

    def long_ago(self, attempt, code):
        found = identify(self, attempt, code)
        return replace(found, auth_time=house.clock().replace(year=2025))

    monkeypatch.setattr(Login, "identify", long_ago)
    answer = house.come_back(browser, away, "bom")
    assert answer.status_code == 403
    assert "본인 확인이 오래됐어요" in answer.text
    assert browser.get("/me").status_code == 200


def test_a_look_at_the_address_does_not_use_the_login_up(house: World):
    browser = house.browser()
    away = browser.post("/auth/kakao")
    with Walker(CALLBACK) as walker:
        told = walker.log_in(away.headers["Location"], "dain")
    assert browser.head("/auth/kakao/callback", query_string=told).status_code == 405
    assert browser.get("/auth/kakao/callback", query_string=told).status_code == 303
