"""Which language a page speaks, and how it writes days, times and numbers."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import render_template_string
from flask_babel import gettext as flask_babel_gettext

from tests.web.world import HOST, MEMBER, ORIGIN, World, make_world
from webapp import web
from webapp.web import locale

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "이용약관"
msgstr "Terms <b>of use</b>"

msgid "%(name)s님"
msgstr "Dear %(name)s"

msgid "100%% 선택이에요"
msgstr "100%% optional"
"""
ENGLISH = {"Accept-Language": "en-GB,en;q=0.9,ko;q=0.8"}


@pytest.fixture
def speaking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text(PO, "utf-8")
    monkeypatch.setattr(web, "TRANSLATIONS", tmp_path)
    return make_world()


@pytest.mark.parametrize(
    "accepted, chosen",
    [
        ("", "ko"),
        ("ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        ("en-US,en;q=0.9", "en"),
        ("ja,en;q=0.8,ko;q=0.5", "en"),
        ("fr-FR", "ko"),
        ("*", "ko"),
        ("x;q=nonsense,,;", "ko"),
    ],
)
def test_the_browsers_wish_counts_else_korean(speaking: World, accepted: str, chosen: str) -> None:
    answer = speaking.client().get("/form", headers={"Accept-Language": accepted})
    assert f'<html lang="{chosen}">' in answer.text


def test_a_chosen_language_outlasts_the_browsers_wish(speaking: World) -> None:
    client = speaking.client()
    client.set_cookie("lang", "ko", domain=HOST)
    assert '<html lang="ko">' in client.get("/form", headers=ENGLISH).text
    client.set_cookie("lang", "xx'<", domain=HOST)
    assert '<html lang="en">' in client.get("/form", headers=ENGLISH).text


def test_a_members_language_comes_first(speaking: World) -> None:
    client = speaking.member(locale="en")
    client.set_cookie("lang", "ko", domain=HOST)
    assert '<html lang="en">' in client.get("/form").text


def test_choosing_keeps_the_language_and_leads_back(speaking: World) -> None:
    client = speaking.client()
    data = {"lang": "en", "back": "/form?q=%EC%9E%AC%EC%A6%88"}
    answer = client.post("/language", data=data, headers={"Origin": ORIGIN})
    assert (answer.status_code, answer.location) == (303, "/form?q=%EC%9E%AC%EC%A6%88")
    cookie = answer.headers["Set-Cookie"]
    assert all(part in cookie for part in ("lang=en", "Secure", "HttpOnly", "SameSite=Lax"))
    assert '<html lang="en">' in client.get("/form").text


def test_a_members_choice_is_kept_with_the_member(speaking: World) -> None:
    client = speaking.member(locale="ko")
    client.post("/language", data={"lang": "en"}, headers={"Origin": ORIGIN})
    assert {row.locale for row in speaking.members.rows.values()} == {"en"}
    assert {row.member_id for row in speaking.members.rows.values()} == {MEMBER}


@pytest.mark.parametrize(
    "back",
    [
        "",
        "//evil.test",
        "/\\evil.test",
        "/%09/evil.test",
        "/%2f%2fevil.test",
        "/..//evil.test",
        "https://evil.test/",
        "javascript:alert(1)",
        "/press",
        "/nowhere",
        "form",
        "/\r\nSet-Cookie:x",
        "///evil.test/form",
    ],
)
def test_the_way_back_never_leaves_the_house(speaking: World, back: str) -> None:
    data = {"lang": "en", "back": back}
    answer = speaking.client().post("/language", data=data, headers={"Origin": ORIGIN})
    assert (answer.status_code, answer.headers.get("Location", "/")) in {(303, "/"), (400, "/")}


def test_an_unknown_language_is_refused(speaking: World) -> None:
    answer = speaking.client().post("/language", data={"lang": "fr"}, headers={"Origin": ORIGIN})
    assert answer.status_code == 400


def test_python_flask_babel_and_templates_say_the_same(speaking: World) -> None:
    with speaking.app.test_request_context("/", base_url=ORIGIN, headers=ENGLISH):
        assert locale.gettext("이용약관") == flask_babel_gettext("이용약관")
        assert locale.gettext("%(name)s님", name="하늘") == "Dear 하늘"


def test_templates_are_spoken_when_compiled(speaking: World) -> None:
    source = '{{ _("이용약관") }}|{% trans %}이용약관{% endtrans %}|{{ _("100%% 선택이에요") }}'
    with speaking.app.test_request_context("/", base_url=ORIGIN, headers=ENGLISH):
        assert render_template_string(source) == (
            "Terms <b>of use</b>|Terms <b>of use</b>|100% optional"
        )
        english = speaking.app.jinja_env.tongue("en")  # type: ignore[attr-defined]
        compiled = english.compile(source, raw=True)
        assert "Terms <b>of use</b>" in compiled
        assert "이용약관" not in compiled


def test_values_in_a_text_are_escaped_and_dynamic_texts_are_spoken(speaking: World) -> None:
    source = (
        '{{ _("%(name)s님", name="<i>") }}|{{ _(text) }}|{% trans n=name %}{{ n }}{% endtrans %}'
    )
    with speaking.app.test_request_context("/", base_url=ORIGIN, headers=ENGLISH):
        rendered = render_template_string(source, text="이용약관", name="<i>")
    assert rendered == "Dear &lt;i&gt;|Terms <b>of use</b>|&lt;i&gt;"


def test_each_language_keeps_templates_of_its_own(speaking: World) -> None:
    client = speaking.client()
    assert "이용약관" in client.get("/form").text
    assert "Terms <b>of use</b>" in client.get("/form", headers=ENGLISH).text
    assert "이용약관" in client.get("/form").text


def test_production_does_not_start_without_a_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "TRANSLATIONS", tmp_path)
    with pytest.raises(locale.TranslationsMissing):
        make_world(is_production=True)


MOMENT = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "moment, korean, english",
    [
        (MOMENT, "2026년 11월 22일\u2060(일) 오후 7:30", "Sun, 22 Nov 2026, 7:30 PM"),
        (
            MOMENT.replace(hour=15, minute=0),
            "2026년 11월 23일\u2060(월) 오전 0:00",
            "Mon, 23 Nov 2026, 12:00 AM",
        ),
        (
            MOMENT.replace(hour=3, minute=5),
            "2026년 11월 22일\u2060(일) 낮 12:05",
            "Sun, 22 Nov 2026, 12:05 PM",
        ),
        (
            MOMENT.replace(hour=4, minute=0),
            "2026년 11월 22일\u2060(일) 오후 1:00",
            "Sun, 22 Nov 2026, 1:00 PM",
        ),
    ],
)
def test_moments_are_written_in_korean_time(
    speaking: World, moment: datetime, korean: str, english: str
) -> None:
    for headers, words in (({}, korean), (ENGLISH, english)):
        with speaking.app.test_request_context("/", base_url=ORIGIN, headers=headers):
            assert f">{words}</time>" in locale.when(moment)
            assert locale.when(moment).startswith('<time datetime="2026-11-2')
            assert "+09:00" in locale.when(moment)


def test_days_and_numbers(speaking: World) -> None:
    with speaking.app.test_request_context("/", base_url=ORIGIN):
        assert locale.day(date(2026, 2, 28)) == (
            '<time datetime="2026-02-28">2026년 2월 28일\u2060(토)</time>\u2060'
        )
        assert 'datetime="2026-11-23"' in locale.day(MOMENT.replace(hour=15))
        assert locale.number(1234567) == "1,234,567"
