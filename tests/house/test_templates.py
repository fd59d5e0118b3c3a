"""Every template keeps the rules of the house; each rule is shown to bite."""

import pytest

from tests.tools import templates, tree

TEMPLATES = [name for name in tree.tracked() if name.startswith(templates.FOLDER)]

PAGE = '{%% extends "layout/base.html" %%}{%% block title %%}{{ _("집") }}{%% endblock %%}%s'


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_keeps_the_rules(name):
    found = list(templates.findings(name.removeprefix(templates.FOLDER), tree.text_of(name)))
    assert found == [], "\n".join(found)


@pytest.mark.parametrize(
    "body,word",
    [
        ("{{ x|safe }}", "safe"),
        ("{% autoescape false %}{{ x }}{% endautoescape %}", "escaping"),
        ('<p style="color: red">', "style="),
        ('<p onclick="go()">', "onclick="),
        ("<p>안녕</p>", "gettext"),
        ("<p>Hello</p>", "gettext"),
        ('<img alt="사진">', "gettext"),
        ('{{ button("저장하기") }}', "gettext"),
        ('{% from "components/mark.html" import mark %}', "does not use"),
        ('{% import "components/mark.html" as m %}', "does not use"),
        ('<form method="post" action="/me"><input name="value"></form>', "csrf_token"),
        ('<a href="javascript:go()"></a>', "script"),
        ('<img src="https://duett.example/x.png">', "somebody else"),
        ("<script></script>", "policy"),
        ("<style></style>", "policy"),
        ("{% if %}", "parsed"),
    ],
)
def test_a_rule_of_templates_can_fail(body, word):
    found = list(templates.findings("me/sample.html", PAGE % body))
    assert len(found) == 1
    assert word in found[0]


@pytest.mark.parametrize(
    "source,word",
    [
        ("<p></p>", "layout"),
        ('{% extends "layout/base.html" %}', "title"),
    ],
)
def test_a_page_needs_a_layout_and_a_title(source, word):
    assert any(word in finding for finding in templates.findings("me/sample.html", source))


@pytest.mark.parametrize(
    "body",
    [
        '<p>{{ _("안녕하세요") }}</p>',
        "<p>{% trans %}안녕하세요{% endtrans %}</p>",
        '<img alt="{{ _("사진") }}">',
        '<form method="post" action="/auth/kakao"></form>',
        '<form method="post"><input name="csrf_token" value="{{ csrf_token() }}"></form>',
        '{% from "components/mark.html" import mark %}{{ mark() }}',
        "<p>Duett · {{ count }}</p>",
        "{# 설명 #}",
    ],
)
def test_what_is_right_passes(body):
    assert list(templates.findings("me/sample.html", PAGE % body)) == []
