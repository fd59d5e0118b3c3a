import json

import pytest

from tests.standin.conftest import ADMIN, HERE

FLAGS = {
    "profile_nickname_needs_agreement",
    "profile_image_needs_agreement",
    "email_needs_agreement",
    "name_needs_agreement",
    "gender_needs_agreement",
    "age_range_needs_agreement",
    "birthday_needs_agreement",
    "birthyear_needs_agreement",
    "phone_number_needs_agreement",
}


@pytest.fixture
def account(browser):
    def of(person: str, **more: str):
        token = browser.tokens(person, **more)["access_token"]
        return browser.me(token).get_json().get("kakao_account")

    return of


def admin(browser, path: str, person_id: int, key: str = ADMIN, **more: str):
    form = {"target_id_type": "user_id", "target_id": str(person_id), **more}
    headers = {"Authorization": f"KakaoAK {key}"}
    return browser.client.post(path, base_url=HERE, data=form, headers=headers)


class TestTheFourStatesOfNeedsAgreement:
    def test_false_with_a_value_is_agreed(self, account):
        found = account("sori")
        assert not any(found[flag] for flag in FLAGS)
        assert found["gender"] == "female"
        assert found["phone_number"] == "+82 10-0000-1001"
        assert found["birthday"] == "0412"
        assert found["birthday_type"] == "SOLAR"
        assert found["email"] == "sori@example.com"
        assert found["is_email_valid"] is found["is_email_verified"] is True
        assert found["profile"]["nickname"] == "소리"
        assert found["profile"]["is_default_image"] is False

    def test_true_without_a_value_can_be_asked(self, account):
        found = account("garam")
        assert set(found) == FLAGS
        assert all(found.values())

    def test_false_without_a_value_is_agreed_but_empty(self, account):
        found = account("bom")
        assert set(found) == FLAGS | {"profile"}
        assert not any(found[flag] for flag in FLAGS)

    def test_absent_is_not_set_by_the_app(self, account):
        assert account("byeol") is None

    def test_agreeing_later_turns_the_flag_and_gives_the_value(self, account):
        found = account("garam", scope="openid gender birthyear")
        assert (found["gender_needs_agreement"], found["gender"]) == (False, "male")
        assert (found["birthyear_needs_agreement"], found["birthyear"]) == (False, "1991")
        assert found["phone_number_needs_agreement"] is True
        assert "phone_number" not in found


def test_only_a_nickname(account):
    found = account("dain")
    assert found["profile"] == {"nickname": "다인", "is_default_nickname": False}
    assert sum(found[flag] for flag in FLAGS) == len(FLAGS) - 1


def test_an_unverified_email_says_so(account):
    assert account("onyu")["is_email_verified"] is False


def test_a_foreign_phone(account):
    assert account("rio")["phone_number"] == "+81 90-0000-1003"


def test_a_default_picture_says_so_and_can_be_fetched(account, browser):
    profile = account("maru")["profile"]
    assert profile["is_default_image"] is True
    picture = browser.client.get(profile["profile_image_url"])
    assert picture.data.startswith(b"\x89PNG")


def test_property_keys_limit_what_is_told(browser):
    token = browser.tokens("sori")["access_token"]
    keys = json.dumps(["kakao_account.email"])
    found = browser.me(token, property_keys=keys).get_json()["kakao_account"]
    assert set(found) == {
        "email",
        "email_needs_agreement",
        "is_email_valid",
        "is_email_verified",
    }


def test_a_made_up_token_is_minus_401(browser):
    answer = browser.me("made-up")
    assert answer.status_code == 401
    assert answer.get_json()["code"] == -401
    assert "invalid_token" in answer.headers["WWW-Authenticate"]


def test_somebody_under_14_is_minus_406(browser):
    browser.client.post("/standin/link", base_url=HERE, data={"person": "haneul"})
    answer = admin(browser, "/v2/user/me", 4012345684)
    assert (answer.status_code, answer.get_json()["code"]) == (401, -406)


class TestUnlink:
    def test_it_ends_link_consents_and_tokens(self, browser):
        token = browser.tokens("garam", scope="openid gender")["access_token"]
        answer = admin(browser, "/v1/user/unlink", 4012345679)
        assert answer.get_json() == {"id": 4012345679}
        assert browser.me(token).get_json()["code"] == -401
        again = admin(browser, "/v1/user/unlink", 4012345679)
        assert (again.status_code, again.get_json()["code"]) == (400, -101)
        page = browser.authorize()
        assert page.request.path == "/account/consent"  # the whole page again

    def test_by_token(self, browser, state):
        token = browser.tokens("garam")["access_token"]
        bearer = {"Authorization": f"Bearer {token}"}
        answer = browser.client.post("/v1/user/unlink", base_url=HERE, headers=bearer)
        assert answer.get_json() == {"id": 4012345679}
        assert not state._memory.links

    def test_a_wrong_admin_key_is_minus_401(self, browser):
        answer = admin(browser, "/v1/user/unlink", 4012345679, key="0" * 32)
        assert (answer.status_code, answer.get_json()["code"]) == (401, -401)

    def test_an_id_that_is_no_number_is_minus_2(self, browser):
        headers = {"Authorization": f"KakaoAK {ADMIN}"}
        answer = browser.client.post("/v1/user/unlink", base_url=HERE, headers=headers)
        assert (answer.status_code, answer.get_json()["code"]) == (400, -2)


class TestScopes:
    def test_revocable_is_told_only_while_agreed(self, browser):
        token = browser.tokens("onyu")["access_token"]
        bearer = {"Authorization": f"Bearer {token}"}
        answer = browser.client.get("/v2/user/scopes", base_url=HERE, headers=bearer)
        lines = {line["id"]: line for line in answer.get_json()["scopes"]}
        assert lines["account_email"]["revocable"] is True
        assert lines["gender"]["agreed"] is False
        assert "revocable" not in lines["gender"]

    def test_a_revoked_item_needs_agreement_again(self, browser):
        token = browser.tokens("onyu")["access_token"]
        answer = admin(
            browser, "/v2/user/revoke/scopes", 4012345682, scopes=json.dumps(["account_email"])
        )
        assert answer.status_code == 200
        found = browser.me(token).get_json()["kakao_account"]
        assert found["email_needs_agreement"] is True
        assert "email" not in found

    @pytest.mark.parametrize("scopes", ['["gender"]', '["email"]', "[]", "gender", ""])
    def test_what_was_not_agreed_cannot_be_revoked(self, browser, scopes):
        browser.tokens("onyu")
        answer = admin(browser, "/v2/user/revoke/scopes", 4012345682, scopes=scopes)
        assert (answer.status_code, answer.get_json()["code"]) == (400, -2)
