"""The table of places: whole, dated, with what became of others and what is not certain."""

from datetime import date

import pytest

from webapp.catalogue import regions
from webapp.catalogue.regions import REGIONS

COUNTS = {
    "서울특별시": 25,
    "부산광역시": 16,
    "대구광역시": 9,
    "인천광역시": 11,
    "대전광역시": 5,
    "울산광역시": 5,
    "세종특별자치시": 1,
    "경기도": 31,
    "강원특별자치도": 18,
    "충청북도": 11,
    "충청남도": 15,
    "전북특별자치도": 14,
    "전남광주통합특별시": 27,
    "경상북도": 22,
    "경상남도": 18,
    "제주특별자치도": 2,
}
GONE = {gone.code: gone for reform in REGIONS.reforms for gone in reform.gone}
LIVE = {place.code: place.name for place in REGIONS.all()}


def test_every_province_has_its_districts() -> None:
    assert {one.name: len(one.districts) for one in REGIONS.provinces} == COUNTS


def test_the_table_has_a_source_and_a_day() -> None:
    assert "KIKcd_B.20260930" in str(regions.__doc__)
    assert REGIONS.source_url.startswith("https://www.mois.go.kr/")
    assert date(2026, 7, 1) < REGIONS.as_of <= REGIONS.read_on


def test_a_name_stands_once_in_a_province_and_names_a_city_county_or_district() -> None:
    for one in REGIONS.provinces:
        names = [district.name for district in one.districts]
        assert len(set(names)) == len(names)
        if one.undivided is None:
            assert all(name[-1] in "시군구" and " " not in name for name in names)


def test_only_sejong_is_undivided() -> None:
    assert [one.name for one in REGIONS.provinces if one.undivided] == ["세종특별자치시"]


@pytest.mark.parametrize(
    "code,name",
    [
        ("12300", "북구"),
        ("27720", "군위군"),
        ("28125", "제물포구"),
        ("28155", "영종구"),
        ("28275", "서해구"),
        ("28290", "검단구"),
        ("41590", "화성시"),
        ("51110", "춘천시"),
        ("52110", "전주시"),
    ],
)
def test_the_latest_changes_are_in(code: str, name: str) -> None:
    assert LIVE[code] == name


@pytest.mark.parametrize("code", ["28110", "28140", "28260", "29", "46", "42", "45", "47720"])
def test_what_ended_is_not_offered(code: str) -> None:
    assert code not in LIVE
    assert GONE[code].now


def test_no_general_district_is_offered() -> None:
    assert not {"41111", "41117", "41591", "41192", "52111", "48121"} & LIVE.keys()


def test_a_place_that_kept_its_name_became_the_place_of_that_name() -> None:
    for gone in GONE.values():
        if len(gone.code) == 5 and len(gone.now) == 1 and gone.code[:2] != "28":
            assert LIVE[gone.now[0]] == gone.name


def test_whole_provinces_ended_with_everything_in_them() -> None:
    for old, now, count in (("29", "12", 5), ("46", "12", 22), ("42", "51", 18), ("45", "52", 14)):
        inside = [code for code in GONE if len(code) == 5 and code.startswith(old)]
        assert len(inside) == count
        assert {GONE[code].now[0][:2] for code in inside} == {now}


def test_what_could_not_be_confirmed_is_listed_with_what_was_done() -> None:
    about = " ".join(entry.what for entry in REGIONS.unconfirmed)
    for subject in ("transcriptions", "30 September", "Daegu", "Daejeon", "English name"):
        assert subject in about
    for entry in REGIONS.unconfirmed:
        assert entry.what.endswith(".")
        assert entry.done.endswith(".")


def test_the_reforms_stand_with_the_newest_first() -> None:
    days = [reform.day for reform in REGIONS.reforms]
    assert days == sorted(days, reverse=True)
    assert all(reform.law for reform in REGIONS.reforms)
