"""Requests no page of ours sends: never a fault of ours, never another site, nothing stored."""

from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from werkzeug.test import TestResponse

from tests.onboarding.visitor import STEP, Visitor
from tests.world import GROWN, MBTI, ORIGIN, Browser, World
from webapp.web.limits import limiter

AGREED = MBTI | {"agree": "yes", "act": "agree"}
POSTS = [
    *(STEP, "/me/edit/mbti", "/me/consents", "/me/sessions", "/withdraw", "/logout"),
    *("/join", "/auth/kakao", "/language"),
]
FORM = "application/x-www-form-urlencoded"
# NUL, a lone surrogate, half a sequence, overlong, direction marks, ten thousand accents.
CONTROLS = [b"\x00", b"%00", b"%1B%5B31m"]
HOSTILE = [
    *CONTROLS,
    b"%ED%A0%80",
    b"\xed\xa0\x80",
    b"%F0%9F",
    b"%C0%AF",
    b"%FF%FE",
    b"%E2%80%AE%E2%81%A6",
    b"%CC%81" * 10_000,
    b"%0D%0ASet-Cookie:%20x=y",
    "엠비티아이".encode(),
]


@pytest.fixture(autouse=True)
def patience() -> None:
    """The limits of one minute are not what is tested here."""
    limiter.reset()


@pytest.fixture(autouse=True, scope="module")
def unchanged(visitor: Visitor):
    before = visitor.stored()
    yield
    assert visitor.stored() == before
    assert visitor.browser.get("/me").status_code == 200


def _is_harmless(answer: TestResponse) -> bool:
    """No fault of ours, no other site, and the headers that every answer carries."""
    place = urlsplit(answer.headers.get("Location", ""))
    return (
        answer.status_code < 500
        and place.netloc in ("", "duett.test")
        and "Content-Security-Policy" in answer.headers
        and "x" not in {cookie.split("=")[0] for cookie in answer.headers.getlist("Set-Cookie")}
    )


def _raw(visitor: Visitor, path: str, body: bytes, content_type: str = FORM) -> TestResponse:
    token = visitor.page()["csrf_token"]
    headers = {"X-CSRFToken": token}
    return visitor.browser.post(path, data=body, content_type=content_type, headers=headers)


@pytest.mark.parametrize("path", POSTS[:5])
@pytest.mark.parametrize("letters", HOSTILE, ids=lambda letters: repr(letters[:12]))
def test_hostile_letters_in_every_part(visitor: Visitor, path: str, letters: bytes):
    token = visitor.page()["csrf_token"].encode()
    for part in (
        b"ei",
        b"ticket",
        b"key",
        b"act",
        b"agree",
        b"notice",
        b"session",
        b"\xff" + letters,
    ):
        body = b"csrf_token=" + token + b"&" + part + b"=" + letters
        answer = visitor.browser.post(path, data=body, content_type=FORM)
        if path == "/withdraw" and answer.status_code == 303:
            continue  # its form has no parts: what else is sent is not read
        assert _is_harmless(answer), (part, answer.status_code)
        if letters in CONTROLS and part.isascii():  # bytes that are no text at all lose the form
            assert answer.status_code == 400
            assert "보낸 내용을 읽지 못했어요" in answer.text


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "text/plain",
        "text/xml",
        "application/octet-stream",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=" + "A" * 500,
        FORM + "; charset=utf-16",
        FORM + "; charset=no-such",
        "♪".encode().decode("latin-1"),
        "/",
        "",
    ],
)
def test_wrong_content_types(house: World, visitor: Visitor, path: str, content_type: str):
    browser = visitor.browser if path != "/logout" else house.browser()
    answer = browser.post(path, data=b'{"ei": "I", "act": "agree"}', content_type=content_type)
    assert _is_harmless(answer)
    is_form = content_type.startswith((FORM, "multipart/form-data"))
    assert answer.status_code in ((303, 400, 410, 413) if is_form else (415,))


def test_a_form_in_parts_with_a_file_is_a_form(visitor: Visitor):
    boundary = "b0undary"
    token = visitor.page()["csrf_token"]
    parts = {"csrf_token": token, "act": "agree", "ei": "I"}
    body = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
        for name, text in parts.items()
    )
    body += f'--{boundary}\r\nContent-Disposition: form-data; name="agree"; filename="x"\r\n\r\n'
    body += f"yes\r\n--{boundary}--\r\n"
    sent = f"multipart/form-data; boundary={boundary}"
    answer = _raw(visitor, STEP, body.encode(), sent)
    assert answer.status_code in (409, 422)


@pytest.mark.parametrize("path", POSTS[:7])
def test_a_form_too_large_is_refused_with_its_words(visitor: Visitor, path: str):
    for body in (b"ei=" + b"I" * 70_000, b"&".join(b"p%d=1" % n for n in range(30_000))):
        answer = _raw(visitor, path, body)
        assert _is_harmless(answer)
        assert answer.status_code == 413
        assert "64KB까지 받아요." in answer.text


def test_the_same_part_many_times_is_no_answer(visitor: Visitor):
    page = visitor.page()
    body = f"csrf_token={page['csrf_token']}&ticket={page['ticket']}&act=agree&agree=yes"
    body += "&ei=I" * 5000 + "&sn=N&tf=F&jp=P"
    answer = visitor.browser.post(STEP, data=body, content_type=FORM)
    assert answer.status_code == 422


@pytest.mark.parametrize("path", ["/", STEP, "/me", "/me/consents", "/withdraw", "/join", "/login"])
@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_other_methods(visitor: Visitor, path: str, method: str):
    answer = visitor.browser.open(path, method=method, data=b"" if method == "PUT" else None)
    assert _is_harmless(answer)
    expected = {"HEAD": (200, 303), "OPTIONS": (200,)}.get(method, (405,))
    assert answer.status_code in expected
    if method == "HEAD":
        assert answer.data == b""


QUERIES = [
    "done=<script>alert(1)</script>",
    "done=" + "A" * 6000,
    "from=check&from=//evil.test",
    "r=" + quote("' OR 1=1 --"),
    "state=%00&code=%00",
    "a[]=1&a[b]=2&__proto__=1",
    "%ED%A0%80=%ED%A0%80",
    "&&&=&=&",
    "next=%0d%0aSet-Cookie:x=y",
    ";".join(f"k{n}" for n in range(500)),
    "&".join(f"k{n}={n}" for n in range(500)),
    "%" * 300,
    "done=" + "%CC%81" * 900,
]
PATHS = [
    *("/", "/why", "/privacy", "/terms", "/help", "/login", "/onboarding", "/onboarding/check"),
    *("/onboarding/done", STEP, "/me", "/me/edit", "/me/edit/mbti", "/me/consents"),
    *("/me/sessions", "/withdraw", "/withdraw/done", "/join", "/auth/kakao/callback", "/healthz"),
    *("/me/receipts/00000000-0000-0000-0000-000000000000", "/me/receipts/x", "/nowhere/%00"),
]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:20])
def test_absurd_queries(house: World, visitor: Visitor, query: str):
    stranger = house.browser()
    for path in PATHS:
        limiter.reset()
        for browser in (visitor.browser, stranger):
            answer = browser.get(f"{path}?{query}")
            assert _is_harmless(answer), path
            assert "<script>alert" not in answer.get_data(as_text=True)


# The corpus of security.md (V3.7.2), aimed at every place that takes an address or a key.
ELSEWHERE = [
    "//evil.test",
    "///evil.test",
    "/\\evil.test",
    "\\\\evil.test",
    "/\t/evil.test",
    "/%09/evil.test",
    "/%2f%2fevil.test",
    "/%5cevil.test",
    "/..//evil.test",
    "/.//evil.test",
    "/;//evil.test",
    "https://evil.test",
    "https:evil.test",
    "http:///evil.test",
    "javascript:alert(1)",
    "data:text/html,x",
    "//duett.test@evil.test",
    "https://duett.test.evil.test",
    "/\r\nLocation: https://evil.test",
    "/login?next=//evil.test",
    "home.show",
    "static:../../evil",
    "profile.edit_field://evil.test",
    "evil.test",
    "//evil.test/%2e%2e",
]


def _leads_home(answer: TestResponse) -> bool:
    place = answer.headers.get("Location", "")
    return place.startswith(("/", f"{ORIGIN}/")) and "evil" not in place.partition("?")[0]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_no_way_back_leads_elsewhere(house: World, visitor: Visitor, address: str):
    inside, stranger = visitor.browser, house.browser()
    answers = [
        inside.get("/login", query_string={"next": address}),
        inside.post("/auth/kakao", data={"next": address}),
    ]
    for browser in (inside, stranger):
        answers.append(browser.post("/language", data={"lang": "ko", "back": address}))
        answers.append(
            browser.post("/language", data={"lang": "ko", "back": f"/login?n={address}"})
        )
    for answer in answers:
        assert _is_harmless(answer)
        assert answer.status_code == 400 or _leads_home(answer)
    assert _is_harmless(stranger.get("/login", query_string={"next": address}))


@pytest.mark.parametrize("address", ELSEWHERE)
def test_a_login_begun_with_another_address_ends_at_home(house: World, address: str):
    browser = house.browser()
    away = browser.post("/auth/kakao", data={"next": address})
    if away.status_code == 400:
        return
    assert house.come_back(browser, away, "garam").headers["Location"] == "/"


def test_a_login_begun_at_a_page_of_ours_ends_there(house: World):
    browser: Browser = house.browser()
    away = browser.post("/auth/kakao", data={"next": "onboarding.step:mbti"})
    assert house.come_back(browser, away, "garam").headers["Location"] == STEP


@pytest.mark.parametrize(
    "origin", ["https://evil.test", "null", "http://duett.test", "https://duett.test.evil.test"]
)
@pytest.mark.parametrize("path", POSTS)
def test_a_post_from_elsewhere_is_refused(visitor: Visitor, path: str, origin: str):
    form: dict[str, Any] = visitor.page() | AGREED | GROWN
    headers = {"Origin": origin, "Sec-Fetch-Site": "cross-site"}
    answer = visitor.browser.post(path, data=form, headers=headers)
    assert answer.status_code in (400, 403)
