"""Doors for members, and the way back after a login."""

import pytest

from tests.web.world import MEMBER, ORIGIN, World
from webapp.web import guards


def test_members_come_in(world: World) -> None:
    assert world.member().get("/mine").text == str(MEMBER)


@pytest.mark.parametrize(
    "path, location",
    [
        ("/mine", "/login?next=trial.mine"),
        ("/mine?q=//evil.test", "/login?next=trial.mine"),
        ("/step/mbti", "/login?next=trial.step:mbti"),
        ("/step/a%2Fb", None),
        ("/step/%EA%B0%80", "/login"),
    ],
)
def test_others_are_led_to_the_login_with_a_key(
    world: World, path: str, location: str | None
) -> None:
    answer = world.client().get(path)
    assert answer.headers.get("Location") == location
    assert answer.status_code == (303 if location else 404)


@pytest.mark.parametrize(
    "key, url",
    [
        ("trial.mine", "/mine"),
        ("trial.step:mbti", "/step/mbti"),
        ("trial.step:..", None),
        ("trial.step:a/b", None),
        ("trial.step", None),
        ("trial.mine:x", None),
        ("trial.show", None),
        ("trial.press", None),
        ("static_file:x", None),
        ("//evil.test", None),
        ("https://evil.test", None),
        ("", None),
        (None, None),
        ("trial.step:" + "a" * 65, None),
        ("trial.step:%09", None),
        ("trial.number:12", "/number/12"),
        ("trial.number:1_2", None),
        ("trial.number:012", None),
        ("trial.number:" + "9" * 60, "/number/" + "9" * 60),
        ("trial.number:" + "9" * 70, None),
    ],
)
def test_only_keys_of_marked_pages_lead_anywhere(
    world: World, key: str | None, url: str | None
) -> None:
    with world.app.test_request_context("/", base_url=ORIGIN):
        assert guards.next_url(key) == url
