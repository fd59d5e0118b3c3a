import pytest

from tests.standin.conftest import APP, THERE, claims_of, told


def on(page) -> str:
    """Which page of the stand-in this is; empty when the app was reached."""
    return page.request.path.removeprefix("/account/") if page.status_code == 200 else ""


def test_the_login_page_is_on_another_origin_and_offers_everybody(browser):
    page = browser.authorize()
    assert on(page) == "login"
    assert page.request.url.startswith(f"{THERE}/")
    text = page.get_data(as_text=True)
    for key in ("sori", "garam", "dain", "byeol", "onyu", "bom", "haneul", "rio", "maru", "taesan"):
        assert f'<button name="person" value="{key}">' in text


def test_a_new_person_sees_the_consent_page_and_comes_back_with_code_and_state(browser):
    page = browser.press(browser.authorize(), person="garam")
    assert on(page) == "consent"
    back = told(browser.press(page, act="agree"))
    assert set(back) == {"code", "state"}
    assert back["state"] == "s-1"


def test_a_linked_person_with_a_session_passes_without_any_page(browser):
    browser.log_in("garam")
    assert "code" in told(browser.authorize())


def test_without_state_none_is_sent_back(browser):
    assert set(browser.log_in("sori", state="")) == {"code"}


@pytest.mark.parametrize("at", ["login", "consent"])
def test_cancelling_on_either_page_tells_the_app_and_links_nobody(browser, state, at):
    page = browser.authorize()
    if at == "consent":
        page = browser.press(page, person="sori")
    back = told(browser.press(page, act="cancel"))
    assert back == {
        "error": "access_denied",
        "error_description": "User denied access",
        "state": "s-1",
    }
    assert not state._memory.links
    assert browser.press(page, person="sori").status_code == 400  # the walk is over


@pytest.mark.parametrize(
    "wrong, code",
    [
        ({"client_id": "f" * 32}, "KOE101"),
        ({"client_id": ""}, "KOE101"),
        ({"redirect_uri": APP + "/"}, "KOE006"),
        ({"redirect_uri": APP + "?a=b"}, "KOE006"),
        ({"redirect_uri": APP.replace("localhost", "127.0.0.1")}, "KOE006"),
        ({"redirect_uri": ""}, "KOE006"),
        ({"response_type": "token"}, "KOE201"),
        ({"code_challenge_method": "plain"}, "KOE204"),
        ({"scope": "openid shipping_address"}, "KOE205"),
    ],
    ids=str,
)
def test_a_wrong_request_gets_a_page_and_no_redirect(browser, wrong, code):
    page = browser.authorize(**wrong)
    assert page.status_code == 400
    assert f"({code})" in page.get_data(as_text=True)


@pytest.mark.parametrize("fault", ["koe004", "koe006", "koe101", "koe205"])
@pytest.mark.parametrize("how", ["before", "chosen on the page"])
def test_koe_pages_can_be_had_on_purpose(browser, state, fault, how):
    if how == "before":
        state.switch_on(fault)
        page = browser.authorize()
    else:
        page = browser.press(browser.authorize(), person="sori", fault=fault)
    assert page.status_code == 400
    assert fault.upper() in page.get_data(as_text=True)


def test_a_server_error_goes_back_with_the_state(browser, state):
    state.switch_on("authorize_server_error", times=1)
    back = told(browser.authorize())
    assert back["error"] == "server_error"
    assert back["state"] == "s-1"
    assert on(browser.authorize()) == "login"  # once was asked for, once it struck


class TestPrompt:
    def test_none_without_a_session_needs_a_login(self, browser):
        back = told(browser.authorize(prompt="none"))
        assert (back["error"], back["state"]) == ("login_required", "s-1")

    def test_none_without_a_link_needs_consent(self, browser, state):
        browser.log_in("sori")
        state._memory.links.clear()
        assert told(browser.authorize(prompt="none"))["error"] == "consent_required"

    def test_none_with_further_scopes_needs_consent(self, browser):
        browser.log_in("garam")
        back = told(browser.authorize(prompt="none", scope="openid gender"))
        assert back["error"] == "consent_required"

    def test_none_with_all_in_place_passes(self, browser):
        browser.log_in("garam")
        assert "code" in told(browser.authorize(prompt="none"))

    @pytest.mark.parametrize("prompt", ["login", "create", "select_account", "login consent"])
    def test_others_show_the_login_page_in_spite_of_a_session(self, browser, prompt):
        browser.log_in("garam")
        assert on(browser.authorize(prompt=prompt)) == "login"

    def test_login_makes_a_new_moment_of_authentication(self, browser, clock):
        browser.log_in("garam")
        clock.wait(hours=2)
        code = told(browser.authorize())["code"]
        old = browser.exchange(code).get_json()["id_token"]
        page = browser.press(browser.authorize(prompt="login"), person="garam")
        new = browser.exchange(told(page)["code"]).get_json()["id_token"]
        assert _auth_time(new) - _auth_time(old) == 7200

    def test_the_in_app_browser_of_kakaotalk_ignores_it(self, browser):
        browser.log_in("garam")
        assert "code" in told(browser.authorize(agent="Mozilla KAKAOTALK/11.2", prompt="login"))


def _auth_time(token: str) -> int:
    return int(claims_of(token)["auth_time"])


def test_kakaos_session_lasts_24_hours_and_is_not_extended(browser, clock):
    browser.log_in("garam")
    clock.wait(hours=23, minutes=59)
    assert "code" in told(browser.authorize())
    clock.wait(minutes=1)
    assert on(browser.authorize()) == "login"


def test_the_session_cookie_is_kept_from_scripts(browser):
    page = browser.authorize()
    answer = browser.client.post(page.request.full_path, base_url=THERE, data={"person": "sori"})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age=86400" in cookie


def test_somebody_verified_under_14_is_sent_back(browser):
    back = told(browser.press(browser.authorize(), person="haneul"))
    assert back["error"] == "access_denied"
    assert back["error_description"] == "Not allowed under age 14"


class TestFurtherConsent:
    @pytest.mark.parametrize("scope", ["openid,gender,birthyear", "openid gender birthyear"])
    def test_only_what_is_missing_is_shown(self, browser, scope):
        browser.tokens("onyu")  # agreed to nickname and e-mail
        page = browser.authorize(scope=f"{scope} account_email")
        assert on(page) == "consent"
        text = page.get_data(as_text=True)
        assert 'value="gender" checked' in text
        assert 'value="birthyear" checked' in text
        assert "account_email" not in text
        assert "phone_number" not in text

    def test_only_what_is_ticked_is_given(self, browser, state):
        browser.log_in("garam")
        page = browser.authorize(scope="openid gender birthyear")
        told(browser.press(page, act="agree", item=["gender", "phone_number"]))
        assert _agreed(state, "garam") == {"gender"}

    def test_cancelling_gives_nothing(self, browser, state):
        browser.log_in("garam")
        back = told(browser.press(browser.authorize(scope="openid gender"), act="cancel"))
        assert back["error"] == "access_denied"
        assert _agreed(state, "garam") == set()

    def test_nothing_missing_means_no_page(self, browser):
        browser.log_in("sori")
        assert "code" in told(browser.authorize(scope="openid gender"))


def _agreed(state, key: str) -> set[str]:
    scopes: set[str] = state._memory.links[key].scopes
    return scopes
