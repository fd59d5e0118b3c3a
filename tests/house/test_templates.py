"""Every template keeps the rules of the house; each rule is shown to bite."""

import pytest

from tests.tools import templates, tree

TEMPLATES = {
    name.removeprefix(templates.FOLDER): tree.text_of(name)
    for name in tree.tracked()
    if name.startswith(templates.FOLDER)
}

PAGE = '{%% extends "layout/base.html" %%}{%% block title %%}{{ _("집") }}{%% endblock %%}%s'


def findings(source):
    return list(templates.findings("me/sample.html", source, TEMPLATES))


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_template_keeps_the_rules(name):
    found = list(templates.findings(name, TEMPLATES[name], TEMPLATES))
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
    found = findings(PAGE % body)
    assert len(found) == 1
    assert word in found[0]


@pytest.mark.parametrize(
    "source,word",
    [
        ("<p></p>", "layout"),
        ('{% extends "nowhere.html" %}', "layout"),
        ('{% extends "layout/base.html" %}', "title"),
    ],
)
def test_a_page_needs_a_layout_and_a_title(source, word):
    assert any(word in finding for finding in findings(source))


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
        '{{ row({"hidden": {"a": 1}}, 2) }}',
        "{% block main_class %}list{% endblock %}",
    ],
)
def test_what_is_right_passes(body):
    assert findings(PAGE % body) == []


def test_a_file_of_macros_is_no_page():
    assert findings("{% macro ask() %}<p></p>{% endmacro %}") == []


def test_findings_name_the_line():
    assert findings(PAGE % "\n{{ x }}\n<p>안녕</p>")[0].startswith("me/sample.html:3 ")
