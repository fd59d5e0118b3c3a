"""Lists for organisers and recipients as files: CSV that no spreadsheet runs, or JSON.

CSV is UTF-8 with a byte order mark, since Korean spreadsheets read a file without one as CP949.
Every cell is quoted; one in which a formula could begin gets an apostrophe before it, as a
spreadsheet marks text itself. Only JSON is therefore exact to the letter.
"""

import csv
import io
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from webapp.consent.leaf import instant_text

_SIGNS = "=+\\-@＝＋－＠﹢﹣﹦﹫−"  # wide and small forms run, too
_UNSEEN = (
    "\\s\\u0000-\\u001f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff"
)
_BEGINNING = re.compile(f'(^|[\\t\\r\\n,;|"])(?=[{_UNSEEN}"\']*[{_SIGNS}])')
_CONTROL = ("\t", "\r", "\n")
_PRIVATE = 0o600
ASKED_AGAIN = "(waiting for renewed consent)"
"""What stands in CSV where an answer is that nobody may use until its person agrees again."""


class Form(StrEnum):
    """How a list is written."""

    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Column:
    """One item of a list: its key in JSON, its heading in CSV."""

    key: str
    heading: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: our own facts about it, and what people wrote, both by key.

    `asked_again` are the keys of answers that nobody may use until their person agrees again.
    """

    facts: Mapping[str, str]
    items: Mapping[str, str]
    asked_again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list as it leaves the house; an item that may not be read is absent, not empty."""

    kind: str
    event: str
    recipient: str
    made_at: datetime
    facts: tuple[str, ...]
    items: tuple[Column, ...]
    rows: tuple[Row, ...]


def written(sheet: Sheet, form: Form) -> bytes:
    """Return a list as the bytes of a file."""
    return (_as_csv(sheet) if form is Form.CSV else _as_json(sheet)).encode()


def guarded(cell: str) -> str:
    """Return a cell in which no spreadsheet finds a formula, however it splits the line.

    A value may hold line breaks, tabs, quotes and separators: what follows one of them may become
    a cell of its own in a program that reads the file differently.
    """
    safe = _BEGINNING.sub(r"\1'", cell)
    return f"'{safe}" if safe.startswith(_CONTROL) else safe


@contextmanager
def private_file(path: Path) -> Iterator[BinaryIO]:
    """Open a new file that nobody else on this machine can read; it goes if the work fails.

    Raises `FileExistsError`: nothing is written over, and no link is followed.
    """
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, _PRIVATE)
    try:
        with os.fdopen(opened, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _as_csv(sheet: Sheet) -> str:
    text = io.StringIO(newline="")
    write = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    write.writerow(_guarded([*sheet.facts, *(column.heading for column in sheet.items)]))
    for row in sheet.rows:
        facts = [row.facts.get(key, "") for key in sheet.facts]
        items = [_cell(row, column.key) for column in sheet.items]
        write.writerow(_guarded([*facts, *items]))
    return "\ufeff" + text.getvalue()


def _cell(row: Row, key: str) -> str:
    return ASKED_AGAIN if key in row.asked_again else row.items.get(key, "")


def _guarded(cells: Sequence[str]) -> list[str]:
    return [guarded(cell) for cell in cells]


def _as_json(sheet: Sheet) -> str:
    told = {
        "format": f"duett-event-{sheet.kind}",
        "version": 1,
        "event": sheet.event,
        **({"recipient": sheet.recipient} if sheet.recipient else {}),
        "made_at": instant_text(sheet.made_at),
        "rows": [{**row.facts, **_items_of(sheet, row)} for row in sheet.rows],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _items_of(sheet: Sheet, row: Row) -> Mapping[str, object]:
    if not sheet.items:
        return {}
    waiting = {"asked_again": list(row.asked_again)} if row.asked_again else {}
    return {"items": dict(row.items), **waiting}
