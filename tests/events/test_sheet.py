"""Lists that leave the house: no cell is a formula, whoever opens it and however it is split."""

import csv
import io
import json
import os
import re
import stat
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.world import START
from webapp.events.sheet import Column, Form, Row, Sheet, guarded, private_file, written

SIGNS = "=+-@＝＋－＠"
TEXTS = st.text(st.sampled_from(SIGNS + "\t\r\n,;|\"' \u00a0\u200b\ufeffa1가(cmd)!"), max_size=30)
UNSEEN = " \t\r\n\u00a0\u200b\ufeff\u200e\"'"


def sheet(*cells: str, heading: str = "이름") -> Sheet:
    rows = tuple(Row({"reference": "4F7K-22"}, {"name": cell}) for cell in cells)
    return Sheet(
        "transfer", "party", "sponsor", START, ("reference",), (Column("name", heading),), rows
    )


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet that ignores what is unseen might compute this."""
    return cell.lstrip(UNSEEN.replace("'", "")).startswith(tuple(SIGNS))


@given(TEXTS)
@example("=1+1")
@example('=HYPERLINK("http://example.com","x")')
@example("\t=1+1")
@example("\r\n@SUM(A1)")
@example(" \u200b＝1")
@example("땅콩\n=cmd|' /C calc'!A0")
@example('a";=1+1')
def test_no_part_of_a_cell_begins_a_formula(value: str):
    cell = guarded(value)
    assert not is_formula(cell)
    for part in re.split('[\t\r\n,;|"]', cell):
        assert not is_formula(part), "not even in a program that splits the line elsewhere"
    assert cell.replace("'", "") == value.replace("'", ""), "and nothing else is changed"


@given(TEXTS, TEXTS)
def test_a_file_read_back_has_the_guarded_cells_and_no_more_lines(value: str, heading: str):
    raw = written(sheet(value, heading=heading), Form.CSV)
    told = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))
    assert told == [["reference", guarded(heading)], ["4F7K-22", guarded(value)]]


@pytest.mark.parametrize(
    "plain", ["소리", "010-1234-5678", "땅콩, 새우", "A-B", "1=1", "", "O'Hara"]
)
def test_what_cannot_be_a_formula_is_left_alone(plain: str):
    assert guarded(plain) == plain


@pytest.mark.parametrize("sign", [*SIGNS, "\t", "\r", "\n"])
def test_each_sign_gets_an_apostrophe(sign: str):
    assert guarded(f"{sign}1") == f"'{sign}1"


def test_csv_opens_in_korean_spreadsheets():
    raw = written(sheet("소리"), Form.CSV)
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.decode("utf-8-sig") == '"reference","이름"\r\n"4F7K-22","소리"\r\n'


@given(TEXTS)
def test_json_is_exact_to_the_letter(value: str):
    told = json.loads(written(sheet(value), Form.JSON))
    assert told == {
        "format": "duett-event-transfer",
        "version": 1,
        "event": "party",
        "recipient": "sponsor",
        "made_at": "2026-11-22T10:30:00.000000Z",
        "rows": [{"reference": "4F7K-22", "items": {"name": value}}],
    }


def test_an_item_that_may_not_be_read_is_absent_and_not_empty():
    (row,) = sheet("x").rows
    without = Sheet("entries", "party", "", START, (), sheet().items, (Row({}, {}), row))
    told = json.loads(written(without, Form.JSON))
    assert [one["items"] for one in told["rows"]] == [{}, {"name": "x"}]
    assert "recipient" not in told


def test_an_answer_that_waits_for_consent_is_marked_whatever_it_is():
    (row,) = sheet("땅콩").rows
    marked = replace(sheet(), rows=(replace(row, asked_again=("name",)),))
    _, line = written(marked, Form.CSV).decode("utf-8-sig").splitlines()
    assert line == '"4F7K-22","(waiting for renewed consent)"'
    without = replace(marked, rows=(Row({}, {}, ("name",)),))
    (told,) = json.loads(written(without, Form.JSON))["rows"]
    assert told == {"items": {}, "asked_again": ["name"]}


def test_a_file_is_its_makers_alone_and_never_written_over(tmp_path):
    place = tmp_path / "list.csv"
    mask = os.umask(0)
    try:
        with private_file(place) as file:
            file.write(b"one")
    finally:
        os.umask(mask)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError), private_file(place) as file:
        file.write(b"two")
    assert place.read_bytes() == b"one"
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(FileExistsError), private_file(link):
        pass
    assert not (tmp_path / "elsewhere.csv").exists()


def test_a_file_of_work_that_failed_is_gone(tmp_path):
    place = tmp_path / "list.csv"

    def fail() -> None:
        with private_file(place) as file:
            file.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not place.exists()
