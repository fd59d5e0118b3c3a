"""The one cookie: shape, life, and when it is set."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.web.world import HOST, ORIGIN, TOKEN, World
from webapp.web.session import COOKIE

OURS = {"Origin": ORIGIN}


def cookie(client: FlaskClient) -> str | None:
    found = client.get_cookie(COOKIE, domain=HOST)
    return found.value if found else None


@pytest.mark.parametrize("path", ["/form", "/say", "/browser", "/nowhere", "/healthz"])
def test_reading_a_page_sets_no_cookie(world: World, path: str) -> None:
    assert "Set-Cookie" not in world.client().get(path).headers


def test_a_member_reading_pages_gets_no_cookie_within_a_day(world: World) -> None:
    assert "Set-Cookie" not in world.member().get("/mine").headers


def test_pressing_the_button_sets_a_host_cookie_with_every_guard(world: World) -> None:
    answer = world.client().post("/press", headers=OURS)
    parts = answer.headers["Set-Cookie"].split("; ")
    assert re.fullmatch(r"__Host-duett=b\.[A-Za-z0-9_-]{43}", parts[0])
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=3600"} <= set(parts)
    assert "Domain" not in answer.headers["Set-Cookie"]


def test_the_browser_id_lasts_and_is_not_the_cookie(world: World) -> None:
    client = world.client()
    pressed = client.post("/press", headers=OURS).text
    assert re.fullmatch(r"[0-9a-f]{64}", pressed)
    assert client.get("/browser").text == pressed
    assert client.post("/press", headers=OURS).text == pressed
    assert pressed not in (cookie(client) or "")


def test_a_member_keeps_the_session_when_pressing_the_button_again(world: World) -> None:
    client = world.member()
    answer = client.post("/press", headers=OURS)
    assert "Set-Cookie" not in answer.headers
    assert client.get("/browser").text == answer.text


def test_a_dead_member_cookie_gives_way_to_a_browser_id(world: World) -> None:
    client = world.member()
    world.members.rows.clear()
    client.post("/press", headers=OURS)
    assert (cookie(client) or "").startswith("b.")


def test_login_gives_a_new_cookie_of_thirty_days(world: World) -> None:
    client = world.client()
    client.post("/press", headers=OURS)
    before = cookie(client)
    answer = client.post("/enter", headers=OURS, data={"token": TOKEN})
    assert cookie(client) == f"m.{TOKEN}" != before
    assert f"Max-Age={30 * 24 * 3600}" in answer.headers["Set-Cookie"]


def test_a_token_of_another_shape_is_a_fault_of_ours(world: World) -> None:
    answer = world.client().post("/enter", headers=OURS, data={"token": "short"})
    assert answer.status_code == 500
    assert "Set-Cookie" not in answer.headers


def test_a_member_is_looked_up_once_in_a_request(world: World) -> None:
    world.member().get("/mine")
    assert world.members.asked == 1


@pytest.mark.parametrize("path", ["/static/none.css", "/healthz", "/readyz"])
def test_files_and_health_look_nobody_up(world: World, path: str) -> None:
    client = world.member()
    asset = world.app.jinja_env.globals["asset"]("css/main.css")  # type: ignore[operator]
    client.get(asset)
    if path != "/static/none.css":
        client.get(path)
    assert world.members.asked == 0


def test_the_cookie_rolls_once_a_day_and_never_past_ninety(world: World) -> None:
    client = world.member()
    world.clock.moment += timedelta(days=2)
    assert f"Max-Age={30 * 24 * 3600}" in client.get("/mine").headers["Set-Cookie"]
    world.clock.moment += timedelta(minutes=1)
    assert "Set-Cookie" not in client.get("/mine").headers
    world.clock.moment += timedelta(days=80, minutes=-1)
    assert f"Max-Age={8 * 24 * 3600}" in client.get("/mine").headers["Set-Cookie"]


@pytest.mark.parametrize(
    "value",
    [
        "",
        "m.",
        "m.short",
        "x." + "a" * 43,
        "m." + "a" * 44,
        "m." + "가" * 43,
        '"m',
        "m." + "+" * 43,
    ],
)
def test_a_malformed_cookie_counts_as_none(world: World, value: str) -> None:
    answer = world.client().get("/browser", headers={"Cookie": f"{COOKIE}={value}"})
    assert answer.text == "none"


def test_signing_out_deletes_the_cookie_and_empties_the_browser(world: World) -> None:
    client = world.member()
    answer = client.post("/leave", headers=OURS)
    assert cookie(client) is None
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/mine").status_code == 303


def test_an_error_page_comes_even_when_the_lookup_fails(world: World) -> None:
    client = world.member()
    world.members.broken = True
    answer = client.get("/mine")
    assert answer.status_code == 500
    assert "저희 쪽 문제" in answer.text
    assert world.members.asked == 1
