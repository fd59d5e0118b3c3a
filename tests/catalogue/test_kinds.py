"""The contract of every kind: what was cleaned can be stored, shown and filled in again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.kinds import RULES, Unclean, decode, encode, rules_of
from webapp.catalogue.shapes import Kind

MBTI = CATALOGUE.field("mbti")
PARTS = ("ei", "sn", "tf", "jp")
INFP = {"ei": ["I"], "sn": ["N"], "tf": ["F"], "jp": ["P"]}


def test_the_parts_of_a_form_last() -> None:
    assert rules_of(MBTI).parts(MBTI) == PARTS


def test_four_letters_make_a_type() -> None:
    assert rules_of(MBTI).clean(MBTI, INFP) == "INFP"


@given(st.tuples(*(st.sampled_from(pair) for pair in ("EI", "SN", "TF", "JP"))))
def test_every_type_goes_round(letters: tuple[str, ...]) -> None:
    rules = rules_of(MBTI)
    raw = {part: [letter] for part, letter in zip(PARTS, letters, strict=True)}
    value = rules.clean(MBTI, raw)
    assert rules.show(MBTI, value, str) == "".join(letters)
    assert rules.refill(MBTI, value) == raw
    assert rules.clean(MBTI, rules.refill(MBTI, value)) == value
    assert decode(encode(value)) == value


@pytest.mark.parametrize("part", PARTS)
def test_a_missing_pair_is_named_with_its_own_words(part: str) -> None:
    raw = {name: sent for name, sent in INFP.items() if name != part}
    with pytest.raises(Unclean) as refused:
        rules_of(MBTI).clean(MBTI, raw)
    assert [problem.part for problem in refused.value.problems] == [part]
    words = {pair.part: pair.missing for pair in MBTI.pairs}
    assert refused.value.problems[0].words == words[part]


def test_nothing_posted_names_every_pair_in_order() -> None:
    with pytest.raises(Unclean) as refused:
        rules_of(MBTI).clean(MBTI, {})
    assert tuple(problem.part for problem in refused.value.problems) == PARTS


@pytest.mark.parametrize(
    "sent",
    [
        ["E", "I"],
        ["I", "I"],
        [],
        [""],
        ["i"],
        ["N"],
        ["IN"],
        [" I"],
        ["\u0406"],  # a Cyrillic letter that looks like I
        ["\uff29"],  # a full-width I
        ["I\u0301"],
        ["I\u200b"],
        ["\u202eI"],
        ["I\x00"],
        ["\ud800"],  # half a character
        ["I" * 10_000],
    ],
)
def test_anything_else_for_a_letter_is_refused(sent: list[str]) -> None:
    with pytest.raises(Unclean) as refused:
        rules_of(MBTI).clean(MBTI, {**INFP, "ei": sent})
    assert [problem.part for problem in refused.value.problems] == ["ei"]


def test_a_refusal_carries_nothing_that_was_posted() -> None:
    with pytest.raises(Unclean) as refused:
        rules_of(MBTI).clean(MBTI, {**INFP, "ei": ["secret"]})
    assert "secret" not in repr(refused.value) + str(refused.value.problems)


def test_unknown_parts_are_ignored() -> None:
    assert rules_of(MBTI).clean(MBTI, {**INFP, "agree": ["on"], "xx": ["E"]}) == "INFP"


@given(st.text())
def test_what_was_sealed_opens_again(text: str) -> None:
    assert decode(encode(text)) == text if _whole(text) else True


def _whole(text: str) -> bool:
    return not any(0xD800 <= ord(sign) <= 0xDFFF for sign in text)


def test_a_sealed_thing_that_is_no_text_is_refused() -> None:
    with pytest.raises(TypeError):
        decode(b"[1]")


def test_a_kind_without_rules_cannot_be_asked() -> None:
    with pytest.raises(KeyError):
        rules_of(CATALOGUE.field("device_location"))


def test_every_field_asked_today_has_rules() -> None:
    assert {field.kind for field in CATALOGUE.asked()} <= set(RULES)
    assert Kind.SECRET not in RULES
