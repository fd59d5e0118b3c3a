"""Sentences of one's own: counted as people count, tidied, and refused when there are too many."""

from dataclasses import replace

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.kinds import Unclean, decode, encode, rules_of, text, written
from webapp.catalogue.shapes import Kind

FIELD = replace(CATALOGUE.field("name"), key="food", kind=Kind.TEXT, longest=100)
FAMILY = "👨‍👩‍👧‍👦"


def wrote(typed: str) -> str:
    return rules_of(FIELD).clean(FIELD, {"value": [typed]})


def refused(*sent: str) -> list[tuple[str, str]]:
    with pytest.raises(Unclean) as refusal:
        rules_of(FIELD).clean(FIELD, {"value": list(sent)})
    return [(problem.part, problem.words) for problem in refusal.value.problems]


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("땅콩은 못 먹어요.", "땅콩은 못 먹어요."),
        ("  땅콩,\r\n복숭아  ", "땅콩, 복숭아"),
        ("가" * 100, "가" * 100),
        (FAMILY * 100, FAMILY * 100),
        ("=1+1", "=1+1"),  # a sheet may take it for a formula; that is the export's to guard
        ("<b>땅콩</b>", "<b>땅콩</b>"),
    ],
)
def test_sentences_are_kept_tidy(typed: str, kept: str) -> None:
    value = wrote(typed)
    assert value == kept
    assert wrote(value) == value
    assert rules_of(FIELD).show(FIELD, value, str.upper) == value  # nobody's words are translated
    assert rules_of(FIELD).refill(FIELD, value) == {"value": [value]}
    assert rules_of(FIELD).parts(FIELD) == ("value",)


@pytest.mark.parametrize("sent", [(), ("",), (" \n ",), ("\u3164",), ("한 번", "두 번")])
def test_none_and_two_are_no_answer(sent: tuple[str, ...]) -> None:
    assert refused(*sent) == [("value", written.EMPTY)]


@pytest.mark.parametrize("typed", ["가" * 101, FAMILY * 101, "a" * 5000, "🏽" * 12_000])
def test_too_many_letters_have_words(typed: str) -> None:
    assert refused(typed) == [("value", written.TOO_LONG)]


@pytest.mark.parametrize("typed", ["땅\u202e콩", "땅\x00콩", "땅" + "\u0301" * 5])
def test_signs_that_hide_or_turn_are_refused(typed: str) -> None:
    assert refused(typed) == [("value", text.UNWRITABLE)]


@given(st.text(max_size=120))
def test_whatever_is_typed_is_tidy_or_refused(typed: str) -> None:
    try:
        value = wrote(typed)
    except Unclean:
        return
    assert 1 <= len(regex.findall(r"\X", value)) <= FIELD.longest
    assert wrote(value) == value
    assert decode(encode(value)) == value
