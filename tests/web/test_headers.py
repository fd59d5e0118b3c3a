"""Every answer carries every header, whatever went wrong."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.world import ORIGIN, World, make_world

OURS = {"Origin": ORIGIN}
PLAIN = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload",
}
POLICY = (
    "default-src 'none'; script-src {}; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self' https://kauth.kakao.com https://accounts.kakao.com; "
    "base-uri 'none'; frame-ancestors 'none'; object-src 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


def hit_the_limit(client: FlaskClient) -> TestResponse:
    for _ in range(10):
        client.post("/limited", headers=OURS)
    return client.post("/limited", headers=OURS)


ANSWERS: dict[str, tuple[int, Callable[[FlaskClient], TestResponse]]] = {
    "page": (200, lambda client: client.get("/form")),
    "health": (200, lambda client: client.get("/healthz")),
    "redirect": (303, lambda client: client.get("/mine")),
    "bad request": (400, lambda client: client.get("/fail/400")),
    "post to nowhere": (404, lambda client: client.post("/mine/x")),
    "refused token": (400, lambda client: client.post("/form", data={"value": "x"})),
    "unknown host": (400, lambda client: client.get("/form", base_url="https://evil.test")),
    "unauthorized": (401, lambda client: client.get("/fail/401")),
    "forbidden": (403, lambda client: client.get("/fail/403")),
    "foreign": (403, lambda client: client.post("/press")),
    "not found": (404, lambda client: client.get("/nowhere")),
    "no such file": (404, lambda client: client.get("/static/none.css")),
    "cache deception": (404, lambda client: client.get("/mine/x.css")),
    "wrong method": (405, lambda client: client.get("/press")),
    "trace": (405, lambda client: client.open("/form", method="TRACE")),
    "not acceptable": (406, lambda client: client.get("/fail/406")),
    "conflict": (409, lambda client: client.get("/fail/409")),
    "gone": (410, lambda client: client.get("/fail/410")),
    "too large": (413, lambda client: client.post("/press", data={"x": "x" * 70_000})),
    "media type": (415, lambda client: client.post("/form", json={})),
    "teapot": (418, lambda client: client.get("/fail/418")),
    "limit": (429, hit_the_limit),
    "unexpected": (500, lambda client: client.get("/fail/unexpected")),
    "bad gateway": (502, lambda client: client.get("/fail/502")),
    "closed": (503, lambda client: client.get("/fail/503")),
    "kakao away": (503, lambda client: client.get("/fail/unavailable")),
    "kakao no": (400, lambda client: client.get("/fail/refused")),
    "kakao broken": (503, lambda client: client.get("/fail/misconfigured")),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_every_answer_carries_every_header(world: World, name: str) -> None:
    status, ask = ANSWERS[name]
    answer = ask(world.client())
    assert answer.status_code == status
    assert {header: answer.headers.get(header) for header in PLAIN} == PLAIN
    nonce = re.search(r'nonce="([^"]+)"', answer.text)
    script = f"'nonce-{nonce[1]}' 'strict-dynamic'" if nonce else "'none'"
    assert answer.headers["Content-Security-Policy"] == POLICY.format(script)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "geolocation=()" in answer.headers["Permissions-Policy"]
    assert re.fullmatch(r"[0-9a-f]{16}", answer.headers["X-Request-Id"])
    assert "Server" not in answer.headers


def test_files_carry_them_too_and_may_be_kept(world: World) -> None:
    path = world.app.jinja_env.globals["asset"]("js/duett.js")  # type: ignore[operator]
    answer = world.client().get(path)
    assert {header: answer.headers.get(header) for header in PLAIN} == PLAIN
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_nonce_serves_one_answer(world: World) -> None:
    client = world.client()
    nonces = {client.get("/form").headers["Content-Security-Policy"] for _ in range(3)}
    assert len(nonces) == 3


def test_plain_http_promises_no_https() -> None:
    world = make_world(public_url="http://localhost:8000", trusted_hosts=("localhost",))
    assert "Strict-Transport-Security" not in world.client().get("/form").headers


def test_pages_vary_by_who_asks_and_in_which_language(world: World) -> None:
    varied = set(world.client().get("/form").vary)
    assert {"cookie", "accept-language", "accept-encoding"} <= {name.lower() for name in varied}


def test_headers_survive_a_hook_that_fails(world: World) -> None:
    @world.app.after_request
    def fail(response: object) -> None:  # noqa: ARG001
        raise ValueError

    world.app.after_request_funcs[None].insert(0, world.app.after_request_funcs[None].pop())
    answer = world.client().get("/form")
    assert answer.status_code == 500
    assert {header: answer.headers.get(header) for header in PLAIN} == PLAIN
