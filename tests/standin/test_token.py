import threading

import pytest

from tests.standin.conftest import APP, HERE, KEY, SECRET, claims_of


def refused(answer) -> tuple[int, str, str]:
    found = answer.get_json()
    return answer.status_code, found["error"], found["error_code"]


SPENT = (400, "invalid_grant", "KOE320")


def test_the_answer_has_kakaos_shape(browser, clock):
    tokens = browser.tokens("sori")
    assert tokens["token_type"] == "bearer"
    assert tokens["expires_in"] == 21599
    assert tokens["scope"].split()[0] == "openid"
    claims = claims_of(tokens["id_token"])
    assert claims["iss"] == HERE
    assert claims["aud"] == KEY
    assert claims["sub"] == "4012345678"
    assert claims["nonce"] == "n-1"
    assert claims["exp"] - claims["iat"] == 21599
    assert claims["auth_time"] == int(clock.at.timestamp())
    assert not {"email_verified", "azp", "at_hash"} & set(claims)


def test_the_id_beyond_2_to_the_53_is_exact_in_both_places(browser):
    tokens = browser.tokens("taesan")
    assert claims_of(tokens["id_token"])["sub"] == "9007199254740993"
    assert b'"id":9007199254740993' in browser.me(tokens["access_token"]).data.replace(b" ", b"")


def test_without_a_nonce_there_is_none_in_the_token(browser):
    assert "nonce" not in claims_of(browser.tokens("sori", nonce="")["id_token"])


def test_scopes_without_openid_bring_no_id_token(browser):
    assert "id_token" not in browser.tokens("garam", scope="gender")
    assert "id_token" in browser.tokens("rio", scope="openid gender")


def test_an_unverified_email_is_not_in_the_token(browser):
    assert "email" in claims_of(browser.tokens("sori")["id_token"])
    browser.client.delete_cookie("kakao-standin", domain="127.0.0.1")
    assert "email" not in claims_of(browser.tokens("onyu")["id_token"])


def test_a_code_works_once(browser):
    code = browser.log_in()["code"]
    assert browser.exchange(code).status_code == 200
    assert refused(browser.exchange(code)) == SPENT


def test_of_many_at_once_one_gets_the_tokens(browser, app):
    code = browser.log_in()["code"]
    results = []
    threads = [
        threading.Thread(
            target=lambda: results.append(type(browser)(app.test_client()).exchange(code))
        )
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in results) == [200] + [400] * 7


def test_a_code_dies_after_ten_minutes(browser, clock):
    code = browser.log_in()["code"]
    clock.wait(minutes=10)
    assert refused(browser.exchange(code)) == SPENT


def test_a_code_is_bound_to_its_redirect_uri(browser):
    answer = browser.exchange(browser.log_in()["code"], redirect_uri=APP + "/")
    assert refused(answer) == (400, "invalid_grant", "KOE303")


@pytest.mark.parametrize("verifier", ["", "another-verifier-" + "x" * 40])
def test_pkce_is_checked_and_spends_the_code(browser, verifier):
    code = browser.log_in()["code"]
    assert refused(browser.exchange(code, code_verifier=verifier)) == SPENT
    assert refused(browser.exchange(code)) == SPENT


def test_without_a_challenge_no_verifier_is_needed(browser):
    code = browser.log_in(code_challenge="", code_challenge_method="")["code"]
    assert browser.exchange(code, code_verifier="").status_code == 200


def test_basic_is_refused_even_when_right_and_spends_nothing(browser):
    code = browser.log_in()["code"]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": APP}
    answer = browser.client.post("/oauth/token", base_url=HERE, data=form, auth=(KEY, SECRET))
    assert refused(answer) == (401, "invalid_client", "KOE010")
    assert browser.exchange(code).status_code == 200


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + " "])
def test_a_wrong_secret_is_koe010(browser, secret):
    answer = browser.exchange("any", client_secret=secret)
    assert refused(answer) == (401, "invalid_client", "KOE010")


def test_an_unknown_client_is_koe101(browser):
    assert refused(browser.exchange("any", client_id="f" * 32))[2] == "KOE101"


def test_other_grants_are_koe310(browser):
    assert refused(browser.exchange("any", grant_type="password"))[2] == "KOE310"


def test_a_made_up_code_is_koe320(browser):
    assert refused(browser.exchange("made-up")) == SPENT


def test_two_keys_are_published_without_their_private_parts(browser):
    keys = browser.client.get("/.well-known/jwks.json", base_url=HERE).get_json()["keys"]
    assert len(keys) == 2
    for key in keys:
        assert set(key) == {"kid", "kty", "alg", "use", "n", "e"}
        assert len(key["kid"]) == 30
        assert (key["kty"], key["alg"], key["use"]) == ("RSA", "RS256", "sig")
