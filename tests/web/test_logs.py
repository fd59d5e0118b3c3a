"""What is written down, and above all what is not."""

import json
import logging
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.web.routes import CANARY
from tests.web.world import HOST, MEMBER, ORIGIN, TOKEN, World
from webapp.web import logs
from webapp.web.session import token_hash

OURS = {"Origin": ORIGIN}


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Any:
    def read() -> list[dict[str, Any]]:
        captured = capsys.readouterr()
        assert captured.out == ""
        return [json.loads(line) for line in captured.err.splitlines()]

    return read


def test_a_request_is_one_line_of_allowed_fields(world: World, lines: Any) -> None:
    answer = world.member(locale="ko").get("/step/mbti?q=secret")
    (line,) = lines()
    assert set(line) <= logs.ALLOWED
    assert line["event"] == "request"
    assert (line["method"], line["route"], line["status"]) == ("GET", "/step/<name>", 200)
    assert line["request_id"] == answer.headers["X-Request-Id"]
    assert line["duration_ms"] >= 0
    assert "mbti" not in json.dumps(line)


def test_a_member_is_a_pseudonym_that_needs_the_key(world: World, lines: Any) -> None:
    world.member().get("/mine")
    (line,) = lines()
    assert len(line["member"]) == 16
    assert str(MEMBER) not in json.dumps(line)
    with world.app.app_context():
        assert line["member"] == logs.pseudonym(MEMBER)


def everything_with_a_canary(world: World) -> list[TestResponse]:
    client = world.member()
    client.set_cookie("lang", CANARY, domain=HOST)
    client.set_cookie(CANARY, CANARY, domain=HOST)
    headers = {"User-Agent": CANARY, "Referer": f"{ORIGIN}/{CANARY}", "X-Request-Id": CANARY}
    answers = [
        client.get(f"/{path}?{CANARY}={CANARY}", headers=headers)
        for path in (CANARY, f"step/{CANARY}", "fail/unexpected", "fail/404", f"static/{CANARY}")
    ]
    forms = [{"value": CANARY, CANARY: "x"}, {"csrf_token": CANARY}]
    answers += [
        client.post(path, data=form, headers=headers)
        for form in forms
        for path in ("/form", "/press", "/mine", "/enter", "/hook", "/language")
    ]
    answers.append(client.post("/form", data=CANARY, content_type=f"text/{CANARY}"))
    answers.append(client.open("/form", method=CANARY.upper()))
    answers.append(client.get("/form", base_url=f"https://{CANARY}.test"))
    world.members.broken = True
    answers.append(client.get("/mine"))
    return answers


def test_nothing_a_person_sends_reaches_the_logs(
    world: World, capfd: pytest.CaptureFixture[str]
) -> None:
    answers = everything_with_a_canary(world)
    assert {500, 415, 405, 404, 400, 200} <= {answer.status_code for answer in answers}
    captured = capfd.readouterr()
    assert captured.err
    for secret in (CANARY, CANARY.upper(), TOKEN, str(MEMBER), token_hash(TOKEN).hex()):
        assert secret not in captured.err + captured.out


def test_an_exception_is_its_type_and_place(world: World, lines: Any) -> None:
    world.client().get("/fail/unexpected")
    line = next(line for line in lines() if line["event"] == "unexpected")
    assert line["level"] == "error"
    assert [cause["type"] for cause in line["error"]] == [
        "builtins.ValueError",
        "builtins.RuntimeError",
    ]
    assert ":fail:" in line["error"][0]["at"]


def test_a_refusal_by_kakao_is_its_code_word(world: World, lines: Any) -> None:
    world.client().get("/fail/refused")
    assert ("KakaoRefused", "bad_nonce") in {(line["event"], line.get("code")) for line in lines()}


def test_what_an_operator_must_mend_is_an_error(world: World, lines: Any) -> None:
    world.client().get("/fail/misconfigured")
    line = next(line for line in lines() if line["event"] == "KakaoMisconfigured")
    assert (line["level"], line["code"]) == ("error", "invalid_client")


@pytest.mark.usefixtures("world")
def test_a_lost_message_of_kakao_is_no_errand(lines: Any) -> None:
    logs.alarm_webhook("given_up:storage_unavailable")
    (line,) = lines()
    assert (line["event"], line["level"]) == ("webhook_lost", "error")
    assert line["code"] == "given_up:storage_unavailable"


@pytest.mark.parametrize("name", ["authlib", "urllib3", "werkzeug", "_granian", "anything"])
def test_libraries_say_where_but_not_what(lines: Any, name: str) -> None:
    logs.configure()
    logging.getLogger(name).debug("code_verifier %s", CANARY)
    logging.getLogger(name).info("%s", CANARY)
    logging.getLogger(name).error("failed with %s", CANARY, exc_info=ValueError(CANARY))
    (line,) = lines()
    assert (line["event"], line["logger"], line["level"]) == ("library", name, "error")
    assert CANARY not in json.dumps(line)


def test_files_and_health_are_not_worth_a_line(world: World, lines: Any) -> None:
    client = world.client()
    client.get("/healthz")
    client.get(world.app.jinja_env.globals["asset"]("js/duett.js"))  # type: ignore[operator]
    assert lines() == []
    client.get("/static/none.js")
    assert [line["status"] for line in lines()] == [404]
