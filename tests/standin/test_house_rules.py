from dataclasses import replace

import pytest

from tests.kakao.standin_server import standin_server
from tests.standin.conftest import HERE, THERE, Browser
from webapp.standin.app import StandinRefusedError, create_standin
from webapp.standin.faults import FAULTS
from webapp.standin.people import BY_ID, BY_KEY, PEOPLE
from webapp.standin.serving import AppKeys, run

PLAINLY = "카카오 흉내 (개발용)"


@pytest.mark.parametrize("environment", ["production", "", "Development", "staging", "test"])
def test_it_runs_in_development_only(settings, clock, environment):
    with pytest.raises(StandinRefusedError):
        create_standin(replace(settings, environment=environment), clock.now)


def test_it_does_not_run_where_the_process_is_in_production(settings, clock, monkeypatch):
    monkeypatch.setenv("DUETT_ENV", "production")
    with pytest.raises(StandinRefusedError):
        create_standin(settings, clock.now)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.7", "8.8.8.8"])  # noqa: S104
def test_it_listens_on_this_machine_only(clock, host):
    with pytest.raises(StandinRefusedError):
        run(
            environment="development",
            keys=AppKeys("a", "b", "c"),
            redirect_uris=(),
            now=clock.now,
            host=host,
            port=0,
            accounts_port=0,
        )


def test_it_answers_nobody_from_afar_and_under_no_other_name(app):
    client = app.test_client()
    assert client.get("/", environ_base={"REMOTE_ADDR": "192.168.0.7"}).status_code == 403
    assert client.get("/", base_url="http://evil.example").status_code == 400
    assert client.get("/", base_url=HERE).status_code == 200


def test_another_site_cannot_use_the_controls(app):
    headers = {"Sec-Fetch-Site": "cross-site"}
    client = app.test_client()
    assert client.post("/standin/reset", base_url=HERE, headers=headers).status_code == 403
    assert client.get("/oauth/authorize", base_url=HERE, headers=headers).status_code == 400


def test_every_page_says_what_it_is_and_keeps_scripts_out(browser):
    login = browser.authorize()
    consent = browser.press(login, person="garam")
    pages = [
        login,
        consent,
        browser.authorize(client_id="unknown"),
        browser.client.get("/account/login?walk=over", base_url=THERE),
        browser.client.get("/", base_url=HERE),
    ]
    for page in pages:
        text = page.get_data(as_text=True)
        assert text.count(PLAINLY) == 2  # in the title and in the banner
        assert "<script" not in text
        assert "style=" not in text
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        for origin in (HERE, THERE, "http://localhost:8000"):
            assert origin in policy.partition("form-action")[2]


def test_the_style_is_its_own(app):
    answer = app.test_client().get("/static/standin.css", base_url=THERE)
    assert answer.status_code == 200
    answer.close()


def test_the_calls_are_listed_without_anything_secret(browser):
    browser.tokens("sori")
    calls = browser.client.get("/standin/calls", base_url=HERE).get_json()["calls"]
    assert {"method": "POST", "path": "/oauth/token", "status": 200} in calls
    assert all(set(call) == {"method", "path", "status"} for call in calls)
    assert not any("?" in call["path"] or "/standin/" in call["path"] for call in calls)


def test_reset_forgets_everything(browser, state):
    browser.tokens("sori")
    state.switch_on("token_500")
    browser.client.post("/standin/reset", base_url=HERE)
    people = browser.client.get("/standin/people", base_url=HERE).get_json()["people"]
    assert not any(person["linked"] or person["scopes"] for person in people)
    assert browser.client.get("/standin/calls", base_url=HERE).get_json() == {"calls": []}
    assert browser.authorize().request.path == "/account/login"
    assert state.active_faults() == {}


def test_a_fault_chosen_on_the_page_strikes_that_login_only(browser, app):
    other = Browser(app.test_client())
    page = browser.press(browser.authorize(), person="sori", fault="token_500")
    page = browser.press(page, act="agree")
    code = page.location.partition("code=")[2].partition("&")[0]
    assert other.exchange(other.log_in("garam")["code"]).status_code == 200
    assert browser.exchange(code).status_code == 500


def test_a_lasting_fault_is_shown_and_can_be_switched_off_on_the_page(browser, state):
    browser.press(browser.authorize(), person="sori", fault="api_500")
    assert state.active_faults() == {"api_500": None}
    page = browser.authorize(prompt="login")
    assert "켜 둔 고장: API: 500" in page.get_data(as_text=True)
    page = browser.press(page, act="faults_off")
    assert "켜 둔 고장" not in page.get_data(as_text=True)
    assert state.active_faults() == {}


def test_faults_are_counted_down(browser):
    post = {"base_url": HERE, "data": {"name": "jwks_500", "times": "2"}}
    assert browser.client.post("/standin/faults", **post).status_code == 200
    seen = [
        browser.client.get("/.well-known/jwks.json", base_url=HERE).status_code for _ in range(3)
    ]
    assert seen == [500, 500, 200]


def test_an_unknown_fault_person_or_flaw_is_refused(browser):
    client = browser.client
    for path, form in (
        ("/standin/faults", {"name": "unknown"}),
        ("/standin/keys", {"how": "unknown"}),
        ("/standin/link", {"person": "unknown"}),
        ("/standin/webhooks/unlink", {"person": "unknown"}),
        ("/standin/webhooks/account", {"person": "sori", "flaw": "unknown"}),
    ):
        assert client.post(path, base_url=HERE, data=form).status_code == 400


def test_names_are_names_of_one_thing():
    assert len(BY_KEY) == len(BY_ID) == len(PEOPLE) == 10
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
    assert max(person.kakao_id for person in PEOPLE) > 2**53


def test_it_stops_and_gives_its_ports_back():
    with standin_server() as first:
        ports = [server.port for server in first.servers]
    with standin_server(now=first.state.now) as second:
        assert second.settings.auth_base != second.settings.accounts_base
    assert all(not thread.is_alive() for thread in first.threads)
    assert len(set(ports)) == 2
