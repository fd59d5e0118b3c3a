"""Files of events for tests: the samples as parsed JSON, changed at one place."""

import json
from copy import deepcopy
from typing import Any

from webapp.cli.samples import FOLDER
from webapp.events.reading import event_of
from webapp.events.shapes import EventFile

PARTY_FILE = FOLDER / "late-autumn-listening.json"
SEMINAR_FILE = FOLDER / "first-pansori.json"
GONE = object()
"""Takes a place away."""


def body(file: Any = PARTY_FILE) -> dict[str, Any]:
    """Return a sample as parsed JSON, one's own to change."""
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found


def put(whole: dict[str, Any], place: str, value: Any) -> dict[str, Any]:
    """Return a file with another value at a place such as questions.0.label.ko."""
    changed = deepcopy(whole)
    *way, last = [int(part) if part.isdigit() else part for part in place.split(".")]
    at: Any = changed
    for part in way:
        at = at[part]
    if value is GONE:
        del at[last]
    elif isinstance(at, list) and last == len(at):
        at.append(value)
    else:
        at[last] = value
    return changed


def party(**places: Any) -> EventFile:
    """Return the listening party with other values; `a__b` is the place a.b."""
    whole = body()
    for place, value in places.items():
        whole = put(whole, place.replace("__", "."), value)
    return event_of(whole)


def both(ko: str, en: str) -> dict[str, str]:
    return {"ko": ko, "en": en}


def raw(whole: dict[str, Any]) -> bytes:
    return json.dumps(whole, ensure_ascii=False).encode()
