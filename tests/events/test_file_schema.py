"""The schema that editors read, and what the code accepts: they say the same of every name."""

import json
from typing import Any

import jsonschema
import pytest

from tests.events.files import body, put
from webapp.catalogue.declared import CATALOGUE
from webapp.events.audit import audit
from webapp.events.audit.asking import KINDS
from webapp.events.body import body_of
from webapp.events.reading import SCHEMA, event_of

WHOLE = json.loads(SCHEMA.read_text("utf-8"))
PURPOSES = [one.key for one in CATALOGUE.purposes]
FIELDS = [one.key for one in CATALOGUE.fields]


def of_kind(kind: str) -> dict[str, Any]:
    """Return the listening party, its first question of a kind."""
    whole = put(body(), "questions.0.kind", kind)
    options = [
        {"code": code, "words": {"ko": f"{code} 가", "en": code}} for code in ("one", "other")
    ]
    if kind == "text":
        whole = put(whole, "questions.0.longest", 10)
    return put(whole, "questions.0.options", options) if kind == "choice" else whole


def passes(whole: dict[str, Any]) -> bool:
    """Tell whether an editor that knows the schema is content."""
    return not list(jsonschema.Draft202012Validator(WHOLE).iter_errors(whole))


@pytest.mark.parametrize("key", [*PURPOSES, "party"])
def test_a_parent_is_enumerated_if_it_is_accepted(key: str) -> None:
    whole = put(body(), "purposes.0.parent", key)
    told = audit(event_of(whole), CATALOGUE)
    assert passes(whole) == (told == [])
    if told:
        assert f'a case of "{key}"' in told[0]
        assert f"Possible are: {', '.join(WHOLE['$defs']['parent']['enum'])}." in told[0]


@pytest.mark.parametrize("key", [*FIELDS, "shoe"])
def test_a_field_is_enumerated_if_a_question_of_any_kind_can_copy_it(key: str) -> None:
    files = [put(of_kind(kind.value), "questions.0.from_profile", key) for kind in sorted(KINDS)]
    told = [audit(event_of(whole), CATALOGUE) for whole in files]
    assert {passes(whole) for whole in files} == {[] in told}


@pytest.mark.parametrize(
    "kind, key, does",
    [
        ("phone", "shoe", "Possible are: phone."),
        ("email", "phone", "Possible are: email."),
        ("year", "mbti", "Possible are: age."),
        ("text", "music", 'Take "from_profile" out.'),
        ("choice", "gender", 'Take "from_profile" out.'),
    ],
)
def test_what_cannot_be_copied_names_what_can(kind: str, key: str, does: str) -> None:
    (told,) = audit(event_of(put(of_kind(kind), "questions.0.from_profile", key)), CATALOGUE)
    assert told.startswith(f'The question "phone" copies "{key}", ')
    assert told.endswith(does)


def test_a_kept_file_is_read_whatever_a_later_catalogue_holds() -> None:
    """A release that gives up a purpose or a field must not make events of before unreadable."""
    whole = put(put(body(), "purposes.0.parent", "party"), "questions.0.from_profile", "shoe")
    assert not passes(whole)
    file = event_of(whole)
    assert (file.purposes[0].parent, file.questions[0].from_profile) == ("party", "shoe")
    assert event_of(body_of(file)) == file
