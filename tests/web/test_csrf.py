"""Form tokens, origins, and bodies no form of ours sends."""

import re

import pytest
from flask.testing import FlaskClient

from tests.web.world import HOST, ORIGIN, World, make_world
from webapp.web.session import COOKIE

OURS = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}


def token(client: FlaskClient) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/form").text)
    assert found
    return found[1]


def test_a_form_of_ours_is_taken_over_https(world: World) -> None:
    client = world.member()
    data = {"csrf_token": token(client), "value": "ESTJ"}
    answer = client.post("/form", data=data, headers={**OURS, "Referer": f"{ORIGIN}/form"})
    assert answer.status_code == 200
    assert answer.json == {"csrf_token": [data["csrf_token"]], "value": ["ESTJ"]}


def test_a_browser_that_hides_its_referer_is_taken_too(world: World) -> None:
    client = world.member()
    assert client.post("/form", data={"csrf_token": token(client)}).status_code == 200


def test_reading_a_form_stores_and_sets_nothing(world: World) -> None:
    assert "Set-Cookie" not in world.member().get("/form").headers


def test_a_token_belongs_to_one_cookie(world: World) -> None:
    client = world.member()
    stolen = token(client)
    client.set_cookie(COOKIE, "b." + "x" * 43, domain=HOST, secure=True)
    assert client.post("/form", data={"csrf_token": stolen}).status_code == 400


def test_without_a_cookie_no_token_fits(world: World) -> None:
    client = world.client()
    assert client.post("/form", data={"csrf_token": token(client)}).status_code == 400


def test_a_failure_shows_the_form_again_with_the_answer_kept(world: World) -> None:
    answer = world.member().post("/form", data={"csrf_token": "old", "value": "재즈 <피아노>"})
    assert answer.status_code == 400
    assert 'value="재즈 &lt;피아노&gt;"' in answer.text
    assert "적은 내용은 그대로 있어요" in answer.text


def test_another_sites_answer_is_not_shown_as_the_persons_own(world: World) -> None:
    headers = {"Origin": "https://evil.test", "Sec-Fetch-Site": "cross-site"}
    answer = world.member().post("/form", data={"value": "planted"}, headers=headers)
    assert answer.status_code == 400
    assert "planted" not in answer.text
    assert 'href="/"' in answer.text


def test_a_good_token_does_not_help_another_site(world: World) -> None:
    client = world.member()
    headers = {"Origin": "https://evil.test"}
    answer = client.post("/form", data={"csrf_token": token(client)}, headers=headers)
    assert answer.status_code == 400


def test_a_form_of_an_ended_session_leads_to_the_login(world: World) -> None:
    answer = world.client().post("/mine", data={"csrf_token": "old"})
    assert (answer.status_code, answer.location) == (303, "/login?next=trial.mine&done=ended")


@pytest.mark.parametrize(
    "headers",
    [
        OURS,
        {"Origin": ORIGIN},  # in-app browsers of before 2023
        {"Referer": f"{ORIGIN}/login"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "none"},
    ],
)
def test_a_press_on_our_page_is_taken(world: World, headers: dict[str, str]) -> None:
    assert world.client().post("/press", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://evil.test"},
        {"Origin": f"{ORIGIN}.evil.test"},
        {"Origin": f"{ORIGIN}:8443"},
        {"Origin": f"http://{HOST}"},
        {"Referer": "https://evil.test/?" + ORIGIN},
        {"Referer": f"https://{HOST}@evil.test/"},
        {"Referer": "https://[broken"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.test", "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_a_press_from_elsewhere_is_refused(world: World, headers: dict[str, str]) -> None:
    answer = world.client().post("/press", headers=headers)
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers
    assert "요청이 온 곳" in answer.text


def test_an_origin_at_the_usual_port_is_written_without_it() -> None:
    from_browser = {"Origin": "http://localhost:8000"}
    world = make_world(public_url="http://localhost:8000", trusted_hosts=("localhost",))
    assert world.client().post("/press", headers=from_browser).status_code == 200
    usual = make_world(public_url=f"https://{HOST}:443")
    assert usual.client().post("/press", headers={"Origin": ORIGIN}).status_code == 200


def test_a_webhook_needs_no_token_and_may_send_anything(world: World) -> None:
    answer = world.client().post("/hook", data="jwt", content_type="application/secevent+jwt")
    assert answer.text == "jwt"


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/xml", "x"])
def test_another_content_type_is_refused(world: World, kind: str) -> None:
    answer = world.member().post("/form", data='{"value": "x"}', content_type=kind)
    assert answer.status_code == 415


@pytest.mark.parametrize("path", ["/form", "/press", "/mine"])
def test_too_large_a_form_is_413_with_the_limit_in_words(world: World, path: str) -> None:
    answer = world.member().post(path, data={"value": "가" * 40_000}, headers=OURS)
    assert answer.status_code == 413
    assert "64KB" in answer.text


def test_too_many_fields_are_refused(world: World) -> None:
    data = {f"field{n}": "x" for n in range(300)}
    for kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
        answer = world.member().post("/form", data=data, content_type=kind)
        assert 400 <= answer.status_code < 500


def test_repeated_fields_reach_the_route_in_order(world: World) -> None:
    client = world.member()
    data = {"csrf_token": token(client), "value": ["a", "b"]}
    assert (client.post("/form", data=data).json or {})["value"] == ["a", "b"]


HOSTILE = [
    b"value=%00",
    b"value=a%00b",
    b"%00=x",
    b"value=%1b[31m",
    b"value=\x00raw",
]


@pytest.mark.parametrize("body", HOSTILE)
def test_control_characters_are_refused(world: World, body: bytes) -> None:
    client = world.member()
    data = body + b"&csrf_token=" + token(client).encode()
    answer = client.post("/form", data=data, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400


ODD = [
    b"value=%ED%A0%80",  # a lone surrogate
    b"value=%FF%FE",  # not UTF-8
    "value=\u202eabc\u202c\u200b".encode(),  # direction marks, zero width
    b"value=%F0%9F%8E%B5%0D%0A",
    b"value=" + "가".encode() * 2000,
    b"%%%=%%%&&&=&;",
]


@pytest.mark.parametrize("body", ODD)
def test_odd_letters_reach_the_validator_and_never_break(world: World, body: bytes) -> None:
    client = world.member()
    data = body + b"&csrf_token=" + token(client).encode()
    answer = client.post("/form", data=data, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/step/%00", "/step/a%00", "/%00", "/step/%ed%a0%80", "/%ff"])
def test_hostile_paths_lead_nowhere(world: World, path: str) -> None:
    assert world.member().get(path).status_code in {200, 404}


def test_controls_in_a_query_are_refused(world: World) -> None:
    assert world.member().get("/form?q=%00").status_code == 400


def test_a_broken_upload_is_no_fault_of_ours(world: World) -> None:
    answer = world.member().post(
        "/form", data=b"--x\r\nbroken", content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 400
