"""Words of one's own: counted as people count, tidied, and refused where they hide something."""

import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.kinds import Unclean, choice, decode, encode, name, rules_of, text

NAME, GENDER = CATALOGUE.field("name"), CATALOGUE.field("gender")
FAMILY = "👨‍👩‍👧‍👦"
ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


def named(typed: str) -> str:
    return rules_of(NAME).clean(NAME, {"value": [typed]})


def refused(field, **raw: list[str]) -> list[tuple[str, str]]:
    with pytest.raises(Unclean) as refusal:
        rules_of(field).clean(field, raw)
    return [(problem.part, problem.words) for problem in refusal.value.problems]


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("소리", "소리"),
        ("  소리  ", "소리"),
        ("김   소\t리", "김 소 리"),
        ("김\u3000소리", "김 소리"),
        (unicodedata.normalize("NFD", "소리"), "소리"),
        ("소\u200b리\ufeff", "소리"),
        ("소\u00ad리", "소리"),
        ("소\u3164리\u115f", "소리"),  # letters of Hangul that show nothing
        ("소\ufe0f리", "소리"),
        ("O'Brien-Smith", "O'Brien-Smith"),
        ("Nguyễn Thị Ánh", "Nguyễn Thị Ánh"),
        ("ノヴァ", "ノヴァ"),
        ("علي", "علي"),
        (FAMILY, FAMILY),
        ("👩🏽‍🚀", "👩🏽‍🚀"),
        ("❤️", "❤️"),
        ("1\ufe0f\u20e3", "1\ufe0f\u20e3"),
        (ENGLAND, "🏴"),
        ("a\u200db", "ab"),
        ("가" * 20, "가" * 20),
        (FAMILY * 20, FAMILY * 20),
    ],
)
def test_a_name_is_kept_tidy(typed: str, kept: str) -> None:
    value = named(typed)
    assert value == kept
    assert named(value) == value
    assert rules_of(NAME).show(NAME, value, str.upper) == value  # nobody's name is translated
    assert rules_of(NAME).refill(NAME, value) == {"value": [value]}


@pytest.mark.parametrize(
    "typed", ["", " ", "\u3164", "\u200b\u200d", "\u2800\u2800", "\u115f\u1160", "\u0301"]
)
def test_a_name_that_shows_nothing_is_none(typed: str) -> None:
    assert refused(NAME, value=[typed]) == [("value", name.EMPTY)]


@pytest.mark.parametrize("sent", [[], ["소리", "소리"]])
def test_none_and_two_are_no_name(sent: list[str]) -> None:
    assert refused(NAME, value=sent) == [("value", name.EMPTY)]


@pytest.mark.parametrize("typed", ["가" * 21, FAMILY * 21, "e\u0301" * 21, "a" * 2000])
def test_letters_are_counted_as_people_see_them(typed: str) -> None:
    assert refused(NAME, value=[typed]) == [("value", name.TOO_LONG)]


@pytest.mark.parametrize(
    "typed",
    [
        "소\u202e리",
        "\u2067소리\u2069",
        "소\u200f리",
        "소\x00리",
        "소\x1b[31m리",
        "소\x7f리",
        "소\ue000리",
        "소\ufffe리",
        "소\ufffd리",
        f"소{chr(0xD800)}리",  # half a character
        "소" + "\u0301" * 5,
        "소" + "\u0301\u200b" * 5,  # a pile that hides behind signs that show nothing
    ],
)
def test_signs_that_hide_or_turn_are_refused(typed: str) -> None:
    assert refused(NAME, value=[typed]) == [("value", text.UNWRITABLE)]
    assert refused(GENDER, value=["own"], own=[typed]) == [("own", text.UNWRITABLE)]


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_tidy_name_or_refused(typed: str) -> None:
    try:
        value = named(typed)
    except Unclean:
        return
    assert 1 <= len(regex.findall(r"\X", value)) <= 20
    assert value == unicodedata.normalize("NFC", value).strip()
    assert not regex.search(r"[\p{Cc}\p{Cs}\p{Co}\u202a-\u202e\u2066-\u2069]|\s\s", value)
    assert named(value) == value
    assert decode(encode(value)) == value


@pytest.mark.parametrize("code, words", [("female", "여성"), ("male", "남성")])
def test_an_option_is_kept_as_its_code_and_said_in_our_words(code: str, words: str) -> None:
    rules = rules_of(GENDER)
    value = rules.clean(GENDER, {"value": [code], "own": ["typed before, then chosen"]})
    assert value == f'{{"code":"{code}"}}'
    assert rules.show(GENDER, value, lambda text: f"en: {text}") == f"en: {words}"
    assert rules.refill(GENDER, value) == {"value": [code]}


@pytest.mark.parametrize(
    "raw", [{"value": ["own"], "own": ["논바이너리"]}, {"own": ["논바이너리"]}]
)
def test_words_of_ones_own_are_kept_and_never_translated(raw: dict[str, list[str]]) -> None:
    rules = rules_of(GENDER)
    value = rules.clean(GENDER, raw)
    assert value == '{"code":"own","own":"논바이너리"}'
    assert rules.show(GENDER, value, lambda text: f"en: {text}") == "논바이너리"
    assert rules.clean(GENDER, rules.refill(GENDER, value)) == value


@pytest.mark.parametrize(
    "raw, problem",
    [
        ({}, ("value", choice.NOTHING)),
        ({"value": [""]}, ("value", choice.NOTHING)),
        ({"own": ["  "]}, ("value", choice.NOTHING)),
        ({"value": ["other"]}, ("value", choice.NOTHING)),
        ({"value": ["FEMALE"]}, ("value", choice.NOTHING)),
        ({"value": ["female", "male"]}, ("value", choice.NOTHING)),
        ({"value": ["female", "own"], "own": ["x"]}, ("value", choice.NOTHING)),
        ({"value": ["own"]}, ("own", choice.OWN_EMPTY)),
        ({"value": ["own"], "own": [" \u3164 "]}, ("own", choice.OWN_EMPTY)),
        ({"value": ["own"], "own": ["가" * 21]}, ("own", choice.OWN_LONG)),
    ],
)
def test_no_choice_has_words(raw: dict[str, list[str]], problem: tuple[str, str]) -> None:
    assert refused(GENDER, **raw) == [problem]


@given(st.text(max_size=40))
def test_every_word_of_ones_own_goes_round(typed: str) -> None:
    rules = rules_of(GENDER)
    try:
        value = rules.clean(GENDER, {"value": ["own"], "own": [typed]})
    except Unclean:
        return
    assert rules.clean(GENDER, rules.refill(GENDER, value)) == value
    assert rules.show(GENDER, value, str) == rules.refill(GENDER, value)["own"][0]


def test_an_option_that_is_offered_no_more_can_still_be_shown() -> None:
    assert rules_of(GENDER).show(GENDER, '{"code":"gone"}', str) == "gone"
