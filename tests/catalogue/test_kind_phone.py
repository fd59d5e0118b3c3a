"""A mobile number: understood however it is written, kept one way, refused with the right words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.kinds import Unclean, decode, encode, phone, rules_of

PHONE = CATALOGUE.field("phone")
RULES = rules_of(PHONE)
MINE = "+821012345678"


def words_for(typed: str) -> str:
    with pytest.raises(Unclean) as refused:
        RULES.clean(PHONE, {"value": [typed]})
    [problem] = refused.value.problems
    assert problem.part == "value"
    return problem.words


@pytest.mark.parametrize(
    "typed",
    [
        "010-1234-5678",
        "01012345678",
        "010 1234 5678",
        "010.1234.5678",
        "(010) 1234-5678",
        "[010]1234-5678",
        "010–1234—5678",
        "010−1234−5678",
        "010/1234/5678",
        "010·1234·5678",
        "+82 10-1234-5678",
        "+82 010-1234-5678",
        "+82(0)10-1234-5678",
        "+821012345678",
        "82-10-1234-5678",
        "0082 10 1234 5678",
        "10-1234-5678",
        "０１０－１２３４－５６７８",
        "＋８２　１０　１２３４　５６７８",
        "  010-1234-5678\u3000",
        "010\u200b1234\u200b5678",
        "\u202a010-1234-5678\u202c",  # as copied from the contacts of a telephone
        "\ufeff010-1234-5678",
        "010\t1234\t5678",
    ],
)
def test_what_can_be_understood_is_kept_as_e164(typed: str) -> None:
    value = RULES.clean(PHONE, {"value": [typed]})
    assert value == MINE
    assert RULES.show(PHONE, value, str) == "010-1234-5678"


@pytest.mark.parametrize(
    "typed, words",
    [
        ("", phone.EMPTY),
        ("   ", phone.EMPTY),
        ("-", phone.EMPTY),
        ("\u200b", phone.EMPTY),
        ("공일공", phone.LETTERS),
        ("010-1234-567a", phone.LETTERS),
        ("010-CALL-DUET", phone.LETTERS),  # a number written as a word is no number here
        ("1-800-FLOWERS", phone.LETTERS),
        ("010-1234-5678 ext. 5", phone.LETTERS),
        ("010+1234+5678", phone.LETTERS),
        ("010,1234,5678;ext=1", phone.LETTERS),
        ("tel:010-1234-5678", phone.LETTERS),
        ("٠١٠١٢٣٤٥٦٧٨", phone.LETTERS),
        ("010-1234-567", phone.TOO_SHORT),
        ("010-123-4567", phone.TOO_SHORT),
        ("010", phone.TOO_SHORT),
        ("0", phone.TOO_SHORT),
        ("010-1234-56789", phone.TOO_LONG),
        ("010-1234-5678 010-1234-5678", phone.TOO_LONG),
        ("+1 202-555-0123", phone.FOREIGN),
        ("+81 90-1234-5678", phone.FOREIGN),
        ("+", phone.LETTERS),
        ("+999 1234", phone.FOREIGN),
        ("02-1234-5678", phone.LANDLINE),
        ("031-123-4567", phone.LANDLINE),
        ("+82 2 1234 5678", phone.LANDLINE),
        ("070-1234-5678", phone.NOT_MOBILE),
        ("0505-123-4567", phone.NOT_MOBILE),
        ("1588-1234", phone.NOT_MOBILE),
        ("011-234-5678", phone.NOT_MOBILE),
        ("112", phone.NOT_MOBILE),
        ("9" * 2000, phone.TOO_LONG),
    ],
)
def test_any_other_number_has_words_of_its_own(typed: str, words: str) -> None:
    assert words_for(typed) == words


@pytest.mark.parametrize("sent", [[], ["010-1234-5678", "010-1234-5678"]])
def test_none_and_two_are_no_number(sent: list[str]) -> None:
    with pytest.raises(Unclean) as refused:
        RULES.clean(PHONE, {"value": sent})
    assert refused.value.problems[0].words == phone.EMPTY


@given(st.from_regex(r"\A010[0-9]{8}\Z"), st.sampled_from(["", "-", " ", ".", " - "]))
def test_every_mobile_number_goes_round(number: str, between: str) -> None:
    typed = between.join((number[:3], number[3:7], number[7:]))
    value = RULES.clean(PHONE, {"value": [typed]})
    assert value == f"+8210{number[3:]}"
    assert RULES.clean(PHONE, RULES.refill(PHONE, value)) == value
    assert decode(encode(value)) == value


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_number_or_refused(typed: str) -> None:
    try:
        value = RULES.clean(PHONE, {"value": [typed]})
    except Unclean:
        return
    assert value.startswith("+8210")
    assert len(value) == len(MINE)
