"""Places: a province and a district in it; codes that ended are shown, and refused with words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.kinds import Unclean, decode, encode, look, rules_of
from webapp.catalogue.kinds.place import ELSEWHERE, NO_DISTRICT, NOTHING, UNKNOWN
from webapp.catalogue.regions import REGIONS
from webapp.web import TRANSLATIONS
from webapp.web.locale import read_catalogues

REGION = CATALOGUE.field("region")
RULES = rules_of(REGION)
DISTRICTS = [district for one in REGIONS.provinces for district in one.districts]
GONE = [(reform, gone) for reform in REGIONS.reforms for gone in reform.gone]
english = read_catalogues(TRANSLATIONS, strict=True)["en"].ugettext


def clean(sido: str = "", sigungu: str = "") -> str:
    return RULES.clean(REGION, {"sido": [sido], "sigungu": [sigungu]})


def words_of(sido: str = "", sigungu: str = "") -> tuple[str, str]:
    with pytest.raises(Unclean) as refused:
        clean(sido, sigungu)
    (problem,) = refused.value.problems
    return problem.part, problem.words


@given(st.sampled_from(DISTRICTS))
def test_every_district_goes_round(district) -> None:
    value = clean(district.code[:2], district.code)
    assert value == district.code
    assert RULES.clean(REGION, RULES.refill(REGION, value)) == value
    assert district.name in RULES.show(REGION, value, str)
    assert decode(encode(value)) == value


def test_the_parts_of_the_form_last() -> None:
    assert RULES.parts(REGION) == ("sido", "sigungu")


def test_a_place_is_shown_with_its_province_in_either_language() -> None:
    assert RULES.show(REGION, "28125", str) == "인천광역시 제물포구"
    assert RULES.show(REGION, "28125", english) == "Jemulpo-gu, Incheon"


def test_sejong_has_no_districts_and_needs_none() -> None:
    for district in ("", "36110", "11110"):
        assert clean("36", district) == "36110"
    assert RULES.show(REGION, "36110", str) == "세종특별자치시"
    assert RULES.show(REGION, "36110", english) == "Sejong"


def test_what_is_missing_is_said_in_its_order() -> None:
    assert words_of() == ("sido", NOTHING)
    assert words_of("", "11110") == ("sido", NOTHING)
    assert words_of("11") == ("sigungu", NO_DISTRICT)


def test_a_district_of_another_province_is_chosen_again() -> None:
    assert words_of("26", "11110") == ("sigungu", ELSEWHERE)


@pytest.mark.parametrize(
    "code", ["99", "1", "111", "11110", "서울", "1 1", "\ud800", "１１", "0x1"]
)
def test_an_unknown_province_is_refused(code: str) -> None:
    assert words_of(code, "11110") == ("sido", UNKNOWN)


@pytest.mark.parametrize("code", ["11", "11999", "1111", "111100", "41111", "종로구", "11110\x00"])
def test_an_unknown_district_is_refused(code: str) -> None:
    assert words_of("11", code) == ("sigungu", UNKNOWN)


@pytest.mark.parametrize("sent", [[], ["11", "26"], ["11", "11"]])
def test_one_province_is_one(sent: list[str]) -> None:
    with pytest.raises(Unclean) as refused:
        RULES.clean(REGION, {"sido": sent, "sigungu": ["11110"]})
    assert refused.value.problems[0].part == "sido"


@pytest.mark.parametrize("reform,gone", GONE, ids=[gone.code for _, gone in GONE])
def test_a_code_that_ended_is_refused_with_what_it_became(reform, gone) -> None:
    if len(gone.code) == 2:
        assert words_of(gone.code, f"{gone.code}110") == ("sido", reform.words)
        return
    assert words_of(gone.now[0][:2], gone.code) == ("sigungu", reform.words)
    names = [REGIONS.district(code) for code in gone.now]
    assert all(names)


@pytest.mark.parametrize("gone", [gone for _, gone in GONE], ids=lambda gone: gone.code)
def test_a_code_that_ended_is_still_shown_by_name(gone) -> None:
    shown = RULES.show(REGION, gone.code, str)
    assert gone.name in shown
    assert gone.code not in shown


def test_the_names_of_places_that_ended() -> None:
    assert RULES.show(REGION, "28110", str) == "인천광역시 중구"
    assert RULES.show(REGION, "46110", str) == "전라남도 목포시"
    assert RULES.show(REGION, "47720", str) == "경상북도 군위군"
    assert RULES.show(REGION, "29140", english) == "Seo-gu, Gwangju"


def test_a_form_is_filled_with_what_a_place_became_as_far_as_that_is_one() -> None:
    assert RULES.refill(REGION, "46110") == {"sido": ["12"], "sigungu": ["12110"]}
    assert RULES.refill(REGION, "47720") == {"sido": ["27"], "sigungu": ["27720"]}
    assert RULES.refill(REGION, "28110") == {"sido": ["28"]}


def test_a_code_nobody_knows_is_shown_as_it_is() -> None:
    assert RULES.show(REGION, "99999", str) == "99999"


def test_looking_for_districts_needs_a_province_and_nothing_else() -> None:
    assert look(REGION, {"sido": ["11"], "sigungu": ["nonsense"]}) == ()
    for sent, words in (("", NOTHING), ("99", UNKNOWN)):
        (problem,) = look(REGION, {"sido": [sent]}) or ()
        assert (problem.part, problem.words) == ("sido", words)


def test_a_refusal_carries_nothing_that_was_posted() -> None:
    with pytest.raises(Unclean) as refused:
        clean("secret", "secret")
    assert "secret" not in repr(refused.value) + str(refused.value.problems)


def test_a_field_without_places_has_no_rules_of_theirs() -> None:
    with pytest.raises(TypeError):
        RULES.clean(replace(REGION, places=None), {})
