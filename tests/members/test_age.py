"""Full years on a Korean day, and three boxes filled in by all kinds of people."""

from datetime import UTC, date, datetime

import pytest

from webapp.catalogue.kinds import Unclean
from webapp.catalogue.korea import korean_day
from webapp.members.age import full_years, read_birth_date

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "born, today, years",
    [
        (date(2012, 11, 22), date(2026, 11, 21), 13),
        (date(2012, 11, 22), date(2026, 11, 22), 14),
        (date(2012, 11, 22), date(2026, 11, 23), 14),
        (date(2012, 12, 31), date(2026, 12, 30), 13),
        (date(2012, 12, 31), date(2026, 12, 31), 14),
        (date(2013, 1, 1), date(2026, 12, 31), 13),
        (date(2013, 1, 1), date(2027, 1, 1), 14),
        (date(2012, 2, 29), date(2026, 2, 28), 13),
        (date(2012, 2, 29), date(2026, 3, 1), 14),
        (date(2012, 2, 29), date(2028, 2, 28), 15),
        (date(2012, 2, 29), date(2028, 2, 29), 16),
        (date(2026, 11, 22), date(2026, 11, 22), 0),
    ],
)
def test_the_birthday_itself_counts(born, today, years):
    assert full_years(born, today) == years


@pytest.mark.parametrize(
    "instant, day",
    [
        (datetime(2026, 12, 31, 14, 59, 59, 999999, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 15, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 11, 22, 23, 59, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2028, 2, 28, 15, 0, tzinfo=UTC), date(2028, 2, 29)),
    ],
)
def test_the_day_is_the_day_in_korea(instant, day):
    assert korean_day(instant) == day


@pytest.mark.parametrize(
    "year, month, day, born",
    [
        ("1999", "3", "2", date(1999, 3, 2)),
        ("1999", "03", "02", date(1999, 3, 2)),
        (" 1999 ", "\t3", "2\n", date(1999, 3, 2)),
        ("１９９９", "３", "２", date(1999, 3, 2)),
        ("2000", "2", "29", date(2000, 2, 29)),
        ("2026", "11", "22", TODAY),
        ("1896", "1", "1", date(1896, 1, 1)),
    ],
)
def test_what_people_type_is_read(year, month, day, born):
    assert read_birth_date({"year": [year], "month": [month], "day": [day]}, TODAY) == born


@pytest.mark.parametrize(
    "year, month, day, box, words",
    [
        ("", "3", "2", "year", "네 자리"),
        ("99", "3", "2", "year", "네 자리로"),
        ("19999", "3", "2", "year", "네 자리"),
        ("-199", "3", "2", "year", "네 자리"),
        ("1e3", "3", "2", "year", "네 자리"),
        ("1_9", "3", "2", "year", "네 자리"),
        ("١٩٩٩", "3", "2", "year", "네 자리"),
        ("一九九九", "3", "2", "year", "네 자리"),
        ("19\u200b99", "3", "2", "year", "네 자리"),
        ("9" * 60_000, "3", "2", "year", "네 자리"),
        ("0000", "3", "2", "day", "달력에 없는 날"),
        ("1999", "0", "2", "month", "1에서 12 사이"),
        ("1999", "13", "2", "month", "1에서 12 사이"),
        ("1999", "2", "29", "day", "달력에 없는 날"),
        ("1900", "2", "29", "day", "달력에 없는 날"),
        ("1999", "4", "31", "day", "달력에 없는 날"),
        ("1999", "3", "", "day", "1에서 31"),
        ("1999", "", "2", "month", "1에서 12"),
        ("1999", "3월", "2", "month", "1에서 12"),
        ("2026", "11", "23", "year", "아직 오지 않은 날"),
        ("9999", "12", "31", "year", "아직 오지 않은 날"),
        ("1895", "12", "31", "year", "130년보다 오래전"),
    ],
)
def test_what_is_no_date_is_told_at_its_box(year, month, day, box, words):
    with pytest.raises(Unclean) as refused:
        read_birth_date({"year": [year], "month": [month], "day": [day]}, TODAY)
    assert [problem.part for problem in refused.value.problems] == [box]
    assert words in refused.value.problems[0].words


@pytest.mark.parametrize("box", ["year", "month", "day"])
@pytest.mark.parametrize("sent", [[], ["3", "3"], ["3", ""]])
def test_a_box_missing_or_sent_twice_is_no_answer(box, sent):
    boxes = {"year": ["1999"], "month": ["3"], "day": ["2"]}
    with pytest.raises(Unclean) as refused:
        read_birth_date(boxes | {box: sent}, TODAY)
    assert [problem.part for problem in refused.value.problems] == [box]
    absent = {name: value for name, value in boxes.items() if name != box}
    with pytest.raises(Unclean):
        read_birth_date(absent, TODAY)
