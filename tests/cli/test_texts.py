"""The texts: what is stale is compiled, what is wrong with a translation is named."""

import pytest

from webapp.cli import texts

GOOD = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "%(size)s까지 받아요."
msgstr "Up to %(size)s."

msgid "한국어"
msgstr "한국어"

msgid "답 %(num)d개"
msgid_plural "답 %(num)d개"
msgstr[0] "%(num)d answer"
msgstr[1] "%(num)d answers"
"""


@pytest.fixture
def english(tmp_path, monkeypatch):
    monkeypatch.setattr(texts, "ROOT", tmp_path)
    monkeypatch.setattr(texts, "TRANSLATIONS", tmp_path)
    monkeypatch.setattr(texts, "TEMPLATE", tmp_path / "messages.pot")
    file = tmp_path / "en" / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True)
    file.write_text(GOOD)
    template = texts._as_po(texts.read(file), omit_header=True)
    monkeypatch.setattr(texts, "template_text", lambda: template)
    texts.TEMPLATE.write_bytes(template)
    return file


@pytest.mark.usefixtures("english")
def test_a_good_translation_passes():
    assert list(texts.findings()) == []


@pytest.mark.parametrize(
    "old,new,word",
    [
        ('"Up to %(size)s."', '""', "is not translated"),
        ('"Up to %(size)s."', '"Up to %(sizes)s."', "placeholders"),
        ('"Up to %(size)s."', '"Up to %(size)s 까지."', "left in Korean"),
        ('msgid "%(size)s', '#, fuzzy\nmsgid "%(size)s', "fuzzy"),
        ('"%(num)d answers"', '""', "is not translated"),
        ('msgid "한국어"', 'msgid "조선말"', "translations update"),
    ],
)
def test_a_fault_of_a_translation_is_named(english, old, new, word):
    english.write_text(GOOD.replace(old, new))
    found = list(texts.findings())
    assert any(word in sentence for sentence in found), found


@pytest.mark.usefixtures("english")
def test_a_template_out_of_date_is_named():
    texts.TEMPLATE.write_bytes(b"")
    assert len(list(texts.findings())) == 1


def test_a_language_that_is_missing_is_named(english):
    english.unlink()
    assert list(texts.findings()) == ["translations/en is not there."]


def test_the_source_texts_are_found_in_python_and_in_templates():
    places = {name for message in texts.extract() for name, _line in message.locations}
    assert any(name.endswith(".py") for name in places)
    assert any(name.endswith(".html") for name in places)
