import json
from dataclasses import replace
from typing import Any

import pytest
from requests import Response

from tests.kakao.conftest import NONCE, VERIFIER
from tests.kakao.standin_server import Walker, real_now
from webapp.kakao.login import Kakao
from webapp.kakao.profile import ITEMS, read_answer
from webapp.members.errors import (
    KakaoMisconfigured,
    KakaoRefused,
    KakaoUnavailable,
    WrongPerson,
)
from webapp.members.ports import KakaoIdentity
from webapp.onboarding.ports import Handed, Handing, KakaoProfile
from webapp.standin.people import BY_KEY

GIVEN = Handing.GIVEN
ME = "/v2/user/me"
Kind = type[KakaoUnavailable] | type[KakaoMisconfigured] | type[KakaoRefused]
FAULTS: dict[str, tuple[Kind, str]] = {
    "api_500": (KakaoUnavailable, "server_error"),
    "api_bad_json": (KakaoUnavailable, "bad_answer"),
    "api_huge": (KakaoUnavailable, "answer_too_large"),
    "api_429": (KakaoUnavailable, "rate_limited"),
    "api_401": (KakaoRefused, "token_refused"),
    "api_403": (KakaoMisconfigured, "item_refused"),
    "api_minus_1": (KakaoUnavailable, "passing_fault"),
    "api_minus_7": (KakaoUnavailable, "passing_fault"),
    "api_minus_603": (KakaoUnavailable, "passing_fault"),
    "api_minus_9798": (KakaoUnavailable, "server_error"),
    "not_linked": (KakaoRefused, "api_refused"),
}


SOME = {"api_500", "api_401", "api_403"}


@pytest.fixture
def fetch(walker: Walker):
    def round_trip(
        kakao: Kakao,
        person: str,
        scope: str,
        *,
        items: list[str] | None = None,
        admit=lambda _: None,
    ) -> Handed:
        """Link the person, ask for one more item, tick `items` (or what is ticked), fetch."""
        address = kakao.authorize_url(
            state="s-2", nonce=NONCE, verifier=VERIFIER, scope=(scope,), prompt="select_account"
        )
        page = walker.press(walker.open(address), person=person)
        if "/account/consent" in page.url:
            more = {} if items is None else {"item": items}
            page = walker.press(page, act="agree", **more)
        told = walker.told(page)
        return kakao.fetch(
            code=told["code"], nonce=NONCE, verifier=VERIFIER, scope=scope, admit=admit
        )

    return round_trip


def test_the_client_is_what_the_journey_asks_for(kakao):
    port: KakaoProfile = kakao
    assert port is kakao


@pytest.mark.parametrize(
    "scope, text",
    [
        ("profile_nickname", "가람"),
        ("account_email", "garam@example.com"),
        ("name", "한가람"),
        ("gender", "male"),
        ("birthyear", "1991"),
        ("phone_number", "+82 10-0000-1002"),
    ],
)
def test_each_item_is_handed_over_once_it_is_agreed_to(kakao, fetch, scope, text):
    assert fetch(kakao, "garam", scope) == Handed(GIVEN, text)


def test_a_picture_is_handed_over_as_its_address(kakao, fetch, standin):
    handed = fetch(kakao, "garam", "profile_image")
    assert handed == Handed(GIVEN, f"{standin.settings.auth_base}/pictures/garam_640.png")


def test_only_the_one_item_is_asked_for_and_only_its_scope(kakao, standin, fetch):
    address = kakao.authorize_url(
        state="s", nonce=NONCE, verifier=VERIFIER, scope=("phone_number",)
    )
    assert "scope=openid+phone_number" in address
    fetch(kakao, "garam", "phone_number")
    linked = standin.state.linked(BY_KEY["garam"])
    assert linked is not None
    assert linked.scopes == {"phone_number"}


def test_every_call_limits_itself_to_its_item():
    answers = {scope: item.asked_as for scope, item in ITEMS.items()}
    assert answers == {
        "profile_nickname": "profile",
        "profile_image": "profile",
        "account_email": "email",
        "name": "name",
        "gender": "gender",
        "birthyear": "birthyear",
        "phone_number": "phone_number",
    }


@pytest.mark.parametrize(
    "person, scope, handing",
    [
        ("bom", "gender", Handing.EMPTY),  # agreed, but the account holds none
        ("bom", "profile_image", Handing.EMPTY),  # Kakao's own picture
        ("maru", "profile_image", Handing.EMPTY),
        ("byeol", "phone_number", Handing.ABSENT),  # no kakao_account at all
        ("onyu", "account_email", Handing.UNUSABLE),  # never proved
    ],
)
def test_what_is_no_value_is_told_apart(kakao, fetch, person, scope, handing):
    assert fetch(kakao, person, scope) == Handed(handing)


def test_an_item_left_unticked_at_kakao_is_not_agreed(kakao, fetch):
    assert fetch(kakao, "garam", "gender", items=[]) == Handed(Handing.NOT_AGREED)


def test_a_value_changed_at_kakao_since_is_the_new_one(kakao, fetch, standin):
    assert fetch(kakao, "garam", "account_email").text == "garam@example.com"
    standin.state.change(BY_KEY["garam"], email="han@example.com")
    assert fetch(kakao, "garam", "account_email").text == "han@example.com"


def test_somebody_else_is_not_asked_about(kakao, fetch, standin):
    def refuse(_: KakaoIdentity) -> None:
        raise WrongPerson

    with pytest.raises(WrongPerson):
        fetch(kakao, "garam", "phone_number", admit=refuse)
    assert ME not in {call["path"] for call in standin.state.calls()}


def test_whoever_is_there_is_shown_before_anything_is_asked_for(kakao, fetch, standin):
    asked_before: list[bool] = []

    def admit(identity: KakaoIdentity) -> None:
        assert identity.kakao_id == "4012345679"
        asked_before.append(ME in {call["path"] for call in standin.state.calls()})

    fetch(kakao, "garam", "gender", admit=admit)
    assert asked_before == [False]


@pytest.mark.parametrize(
    "fault",
    [fault if fault in SOME else pytest.param(fault, marks=pytest.mark.slow) for fault in FAULTS],
)
def test_every_fault_of_the_answer_is_told_apart(kakao, fetch, standin, fault):
    kind, reason = FAULTS[fault]
    with pytest.raises(kind) as refused:
        fetch(kakao, "garam", "gender", admit=lambda _: standin.state.switch_on(fault))
    assert str(refused.value) == reason


def test_silence_is_unavailable(settings, fetch, standin):
    hasty = Kakao(replace(settings, read_seconds=0.3, answer_seconds=0.5), real_now)
    with pytest.raises(KakaoUnavailable) as refused:
        fetch(hasty, "garam", "gender", admit=lambda _: standin.state.switch_on("api_hang"))
    assert refused.value.reason == "timeout"


def test_a_profile_that_cannot_be_read_closes_no_other_door(kakao, fetch, standin, log_in):
    for _ in range(5):
        with pytest.raises(KakaoUnavailable):
            fetch(kakao, "garam", "gender", admit=lambda _: standin.state.switch_on("api_500", 1))
    with pytest.raises(KakaoUnavailable, match="resting"):
        fetch(kakao, "garam", "gender")
    assert log_in(kakao, "garam").kakao_id == "4012345679"
    kakao.unlink("4012345679")


def answered(account: object, **more: Any) -> Response:
    answer = Response()
    answer.status_code = more.pop("status", 200)
    body = {"id": 7, "kakao_account": account} | more
    answer._content = json.dumps(body).encode()
    return answer


@pytest.mark.parametrize(
    "scope, account, handed",
    [
        ("gender", {"gender_needs_agreement": False, "gender": "MALE"}, Handed(GIVEN, "male")),
        ("gender", {"gender_needs_agreement": True, "gender": "male"}, Handed(Handing.NOT_AGREED)),
        ("gender", {"gender": "male"}, Handed(Handing.ABSENT)),
        ("gender", {"gender_needs_agreement": None, "gender": "male"}, Handed(Handing.ABSENT)),
        ("gender", {"gender_needs_agreement": False, "gender": None}, Handed(Handing.EMPTY)),
        ("gender", {"gender_needs_agreement": False, "gender": ""}, Handed(Handing.EMPTY)),
        ("gender", {}, Handed(Handing.ABSENT)),
        ("gender", None, Handed(Handing.ABSENT)),
        ("gender", [], Handed(Handing.ABSENT)),
        (
            "birthyear",  # the flag of another item says nothing about this one
            {"birthday_needs_agreement": False, "birthyear": "1991"},
            Handed(Handing.ABSENT),
        ),
        (
            "phone_number",
            {"phone_number_needs_agreement": False, "phone_number": "+82 010-1234-5678"},
            Handed(GIVEN, "+82 10-1234-5678"),
        ),
        (
            "account_email",
            {
                "email_needs_agreement": False,
                "email": "a@example.com",
                "is_email_valid": False,
                "is_email_verified": True,
            },
            Handed(Handing.UNUSABLE),
        ),
        (
            "account_email",
            {"email_needs_agreement": False, "email": "a@example.com"},
            Handed(Handing.UNUSABLE),
        ),
        ("account_email", {"email_needs_agreement": False}, Handed(Handing.EMPTY)),
        (
            "profile_nickname",
            {
                "profile_nickname_needs_agreement": False,
                "profile": {"nickname": "닉네임을 등록해주세요", "is_default_nickname": True},
            },
            Handed(Handing.EMPTY),
        ),
        ("profile_image", {"profile_image_needs_agreement": False}, Handed(Handing.EMPTY)),
        (
            "profile_image",
            {"profile_image_needs_agreement": False, "profile": {"nickname": "별"}},
            Handed(Handing.EMPTY),
        ),
    ],
)
def test_the_flag_decides_and_nothing_else(scope, account, handed):
    assert read_answer(answered(account), "7", scope) == handed


def test_consent_missing_at_the_api_is_no_fault():
    refused = answered(None, status=403, code=-402, required_scopes=["gender"])
    assert read_answer(refused, "7", "gender") == Handed(Handing.NOT_AGREED)


def test_an_answer_about_somebody_else_is_not_believed():
    account = {"gender_needs_agreement": False, "gender": "male"}
    with pytest.raises(KakaoRefused, match="wrong_subject"):
        read_answer(answered(account, id=8), "7", "gender")


@pytest.mark.parametrize(
    "scope, account",
    [
        ("gender", {"gender_needs_agreement": False, "gender": 1}),
        ("birthyear", {"birthyear_needs_agreement": False, "birthyear": 1991}),
        ("profile_image", {"profile_image_needs_agreement": False, "profile": "x"}),
    ],
)
def test_rubbish_is_a_fault_of_kakao(scope, account):
    with pytest.raises(KakaoUnavailable, match="bad_answer"):
        read_answer(answered(account), "7", scope)


def test_an_id_beyond_two_to_the_53rd_is_compared_as_text(kakao, fetch):
    assert fetch(kakao, "taesan", "name") == Handed(GIVEN, "강태산")


def test_nothing_of_the_round_reaches_a_log(kakao, fetch, every_log):
    fetch(kakao, "garam", "phone_number")
    said = every_log.text
    assert "0000-1002" not in said
    assert "Bearer" not in said
    assert "code=" not in said
