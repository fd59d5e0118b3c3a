"""A year of birth and a mail address: understood, kept one way, refused with the right words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.kinds import Bounds, Unclean, clean, email, rules_of, year

AGE, EMAIL = CATALOGUE.field("age"), CATALOGUE.field("email")
TODAY = Bounds(date(2026, 11, 22), 14)


def words_for(field, typed: str, bounds: Bounds = TODAY) -> str:
    with pytest.raises(Unclean) as refused:
        clean(field, {"value": [typed]}, bounds)
    [problem] = refused.value.problems
    assert problem.part == "value"
    return problem.words


@pytest.mark.parametrize(
    "typed", ["1999", " 1999 ", "１９９９", "1999년", "1999 년생", "1999년도", "1999\u200b"]
)
def test_a_year_is_understood(typed: str) -> None:
    assert clean(AGE, {"value": [typed]}, TODAY) == "1999"


@pytest.mark.parametrize(
    "typed, words",
    [
        ("", year.EMPTY),
        ("\u3000", year.EMPTY),
        ("99", year.NOT_FOUR),
        ("'99", year.NOT_FOUR),
        ("19999", year.NOT_FOUR),
        ("199x", year.NOT_FOUR),
        ("1999.4", year.NOT_FOUR),
        ("1999-04-01", year.NOT_FOUR),
        ("-1999", year.NOT_FOUR),
        ("١٩٩٩", year.NOT_FOUR),
        ("2027", year.FUTURE),
        ("9999", year.FUTURE),
        ("2026", year.TOO_YOUNG),
        ("2013", year.TOO_YOUNG),
        ("1895", year.TOO_OLD),
        ("0000", year.TOO_OLD),
    ],
)
def test_any_other_year_has_words_of_its_own(typed: str, words: str) -> None:
    assert words_for(AGE, typed) == words


def test_the_bounds_are_those_of_the_day_and_of_the_house() -> None:
    assert clean(AGE, {"value": ["2012"]}, TODAY) == "2012"  # fourteen this year, or already
    assert clean(AGE, {"value": ["1896"]}, TODAY) == "1896"
    new_year = Bounds(date(2027, 1, 1), 14)
    assert clean(AGE, {"value": ["2013"]}, new_year) == "2013"
    assert words_for(AGE, "1896", new_year) == year.TOO_OLD
    assert words_for(AGE, "2008", Bounds(TODAY.today, 19)) == year.TOO_YOUNG


def test_a_year_is_shown_with_its_decade_in_the_readers_language() -> None:
    rules = rules_of(AGE)
    assert rules.show(AGE, "1999", str) == "1999년생 (1990년대생)"
    assert rules.show(AGE, "2001", lambda _: "Born in %(year)s (%(decade)ss)") == (
        "Born in 2001 (2000s)"
    )


@given(st.integers(1896, 2012))
def test_every_year_goes_round(born: int) -> None:
    value = clean(AGE, {"value": [str(born)]}, TODAY)
    assert clean(AGE, rules_of(AGE).refill(AGE, value), TODAY) == value


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("sori@example.com", "sori@example.com"),
        (" Sori@EXAMPLE.com ", "Sori@example.com"),
        ("sori @ example.com", "sori@example.com"),
        ("ｓｏｒｉ＠ｅｘａｍｐｌｅ．ｃｏｍ", "sori@example.com"),
        ("so.ri+duett@mail.example.co.kr", "so.ri+duett@mail.example.co.kr"),
        ("sori@소리.한국", "sori@xn--oy2b17l.xn--3e0b707e"),
        ("\u200bsori@example.com", "sori@example.com"),
        ("so\u202eri@example.com", "sori@example.com"),  # what shows nothing is dropped
    ],
)
def test_an_address_is_kept_as_mail_servers_write_it(typed: str, kept: str) -> None:
    value = clean(EMAIL, {"value": [typed]}, TODAY)
    assert value == kept
    assert clean(EMAIL, rules_of(EMAIL).refill(EMAIL, value), TODAY) == value


def test_a_domain_is_shown_in_its_own_alphabet() -> None:
    assert rules_of(EMAIL).show(EMAIL, "sori@xn--oy2b17l.xn--3e0b707e", str) == "sori@소리.한국"


@pytest.mark.parametrize(
    "typed, words",
    [
        ("", email.EMPTY),
        ("  ", email.EMPTY),
        ("sori.example.com", email.NO_AT),
        ("sori@", email.NO_ADDRESS),
        ("@example.com", email.NO_ADDRESS),
        ("sori@@example.com", email.NO_ADDRESS),
        ("sori@example", email.NO_ADDRESS),
        ("sori@-example.com", email.NO_ADDRESS),
        ("sori@[127.0.0.1]", email.NO_ADDRESS),
        ("소리@example.com", email.NO_ADDRESS),
        ("Sori <sori@example.com>", email.NO_ADDRESS),
        ('"so ri"@example.com', email.NO_ADDRESS),
        ("sori@example.com,tori@example.com", email.NO_ADDRESS),
        ("sori@example.com\nBcc:all@example.com", email.NO_ADDRESS),
        ("sori\x00@example.com", email.NO_ADDRESS),
        (f"{'a' * 65}@example.com", email.NO_ADDRESS),
        (f"a@{'b' * 250}.com", email.TOO_LONG),
        ("@" * 2000, email.TOO_LONG),
    ],
)
def test_what_is_no_address_has_words(typed: str, words: str) -> None:
    assert words_for(EMAIL, typed) == words


@given(st.text(max_size=60))
def test_whatever_is_typed_is_an_address_or_refused(typed: str) -> None:
    try:
        value = clean(EMAIL, {"value": [typed]}, TODAY)
    except Unclean:
        return
    assert value.isascii()
    assert value.count("@") == 1
    assert not set(value) & set(" \r\n\t<>,")
