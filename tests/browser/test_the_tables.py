"""docs/accessibility.md names every criterion once, and only tests there are."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "accessibility.md").read_text("utf-8")
WCAG = (
    "1.1.1 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4.1 1.4.2 1.4.3 1.4.4 "
    "1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 "
    "2.4.4 2.4.5 2.4.6 2.4.7 2.4.11 2.5.1 2.5.2 2.5.3 2.5.4 2.5.7 2.5.8 3.1.1 3.1.2 3.2.1 3.2.2 "
    "3.2.3 3.2.4 3.2.6 3.3.1 3.3.2 3.3.3 3.3.4 3.3.7 3.3.8 4.1.2 4.1.3"
)
KWCAG = (
    "5.1.1 5.2.1 5.3.1 5.3.2 5.3.3 5.4.1 5.4.2 5.4.3 5.4.4 6.1.1 6.1.2 6.1.3 6.1.4 6.2.1 6.2.2 "
    "6.3.1 6.4.1 6.4.2 6.4.3 6.4.4 6.5.1 6.5.2 6.5.3 6.5.4 7.1.1 7.2.1 7.2.2 7.3.1 7.3.2 7.3.3 "
    "7.3.4 8.1.1 8.2.1"
)


def rows(part: str) -> list[list[str]]:
    lines = re.findall(r"^\| (\d+\.\d+\.\d+ .*) \|$", part, re.MULTILINE)
    return [[cell.strip() for cell in line.split(" | ")] for line in lines]


def test_every_criterion_has_one_full_row() -> None:
    wcag, kwcag = TEXT.split("## 한국형")
    assert [row[0].split()[0] for row in rows(wcag)] == WCAG.split()
    assert [row[0].split()[0] for row in rows(kwcag)] == KWCAG.split()
    assert (len(WCAG.split()), len(KWCAG.split())) == (55, 33)
    assert all(len(row) == 3 and all(row) for row in rows(TEXT))


def test_every_test_that_is_named_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)::(test_\w+)`", TEXT))
    assert len(named) > 20
    for file, test in sorted(named):
        text = (ROOT / "tests" / "browser" / f"{file}.py").read_text("utf-8")
        assert f"def {test}(" in text, (file, test)
    for path in set(re.findall(r"`(tests/[\w/.]+)`", TEXT)):
        assert (ROOT / path).exists(), path


def test_every_row_is_tested_or_says_that_eyes_looked() -> None:
    for row in rows(TEXT):
        assert "`test" in row[2] or "by eye" in row[2], row[0]
