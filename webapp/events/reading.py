"""The file of an event, read from JSON that anybody may have written."""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from webapp.catalogue.shapes import Kind
from webapp.events.shapes import (
    Choosable,
    Condition,
    ConditionKind,
    EventFile,
    EventPurpose,
    EventRecipient,
    Provision,
    Question,
    Words,
)

SCHEMA = Path(__file__).with_name("event.v1.schema.json")
LARGEST = 256 * 1024  # bytes: twenty questions with all their options have room in it
_NO_EVENT = "The file is not JSON that an event can be in."
_MOST_SENTENCES = 30
_MOST_QUOTED = 60  # letters of the file that a sentence repeats
_OF_TODAY = ("parent", "from_profile")
"""What the schema enumerates from today's catalogue."""


class EventFileWrong(ValueError):  # noqa: N818  reads as the situation it is
    """What was handed in is no event file; `sentences` say what is wrong, and where."""

    def __init__(self, sentences: Iterable[str]) -> None:
        super().__init__("an event file was refused")
        self.sentences = tuple(sentences)


def _shape() -> Draft202012Validator:
    """Return what judges the shape of a file, free of what the catalogue holds today.

    A version that was published is read after other releases, too. So it is the audit that looks
    up what a file names in the catalogue; it says why something does not do, and what does.
    """
    schema = json.loads(SCHEMA.read_text("utf-8"))
    for name in _OF_TODAY:
        del schema["$defs"][name]["enum"]
    return Draft202012Validator(schema)


_VALIDATOR = _shape()


def read(raw: bytes | str) -> EventFile:
    """Return the event in a file, every instant in UTC; raises `EventFileWrong`."""
    raw = raw.encode(errors="surrogatepass") if isinstance(raw, str) else raw
    if len(raw) > LARGEST:
        raise EventFileWrong([f"The file has more than {LARGEST // 1024} KiB."])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise EventFileWrong(["The file is not written in UTF-8."]) from None
    return event_of(_parsed(text))


def event_of(body: object) -> EventFile:
    """Return the event in parsed JSON; raises `EventFileWrong`."""
    try:
        whole = _normal(body)
        wrong = _VALIDATOR.iter_errors(whole)
        errors = sorted(wrong, key=lambda error: [str(part) for part in error.path])
        said = dict.fromkeys(sentence for error in errors for sentence in _sentences(error))
    except RecursionError:
        raise EventFileWrong([_NO_EVENT]) from None
    if said:
        raise EventFileWrong(list(said)[:_MOST_SENTENCES])
    assert isinstance(whole, dict)  # noqa: S101  the schema says so
    return _event(whole)


def _parsed(text: str) -> object:
    try:
        return json.loads(
            text,
            object_pairs_hook=_once,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
    except EventFileWrong:
        raise
    except json.JSONDecodeError as wrong:
        where = f"line {wrong.lineno}, column {wrong.colno}"
        raise EventFileWrong([f"The file is not JSON: {where}: {wrong.msg}."]) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, a well of brackets
        raise EventFileWrong([_NO_EVENT]) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        doubled = next(name for name in names if names.count(name) > 1)
        raise EventFileWrong([f"{_quoted(doubled)} stands twice in one pair of braces."])
    return found


def _no_number(text: str) -> object:
    raise EventFileWrong([f"{_quoted(text)} is no whole number."])


def _normal(thing: object) -> object:
    """Return the same with every text composed (NFC); raises for half a character."""
    if isinstance(thing, str):
        try:
            thing.encode()
        except UnicodeEncodeError:
            raise EventFileWrong([f"{_quoted(thing)} holds half a character."]) from None
        return unicodedata.normalize("NFC", thing)
    if isinstance(thing, Mapping):
        return {_normal(name): _normal(held) for name, held in thing.items()}
    if isinstance(thing, list):
        return [_normal(held) for held in thing]
    if isinstance(thing, float):
        raise EventFileWrong([f"{thing} is no whole number."])
    return thing


def _sentences(error: Any) -> Iterator[str]:  # noqa: ANN401  the library has no types
    """Yield what one finding of the validator means, and what to do."""
    where, rule, found = _where(error.absolute_path), error.validator, error.instance
    if rule == "required":
        yield from (
            f'{where} lacks "{name}".' for name in error.validator_value if name not in found
        )
    elif rule == "additionalProperties":
        unknown = [name for name in found if name not in error.schema["properties"]]
        yield from (f"{where} has {_quoted(name)}, which no event file has." for name in unknown)
    elif rule in _BOUNDS:
        yield f"{where} {_BOUNDS[rule].format(error.validator_value)}."
    elif rule == "pattern":
        yield f"{where} must be {error.schema['description']}, not {_quoted(found)}."
    elif rule in {"const", "enum"}:
        allowed = error.validator_value if rule == "enum" else [error.validator_value]
        yield f"{where} must be one of {', '.join(map(str, allowed))}, not {_quoted(found)}."
    elif rule == "type":
        yield f"{where} must be {_TYPES[error.validator_value]}."
    else:
        yield f"{where} does not go with the kind beside it."


_BOUNDS = {
    "maxLength": "has more than {} letters",
    "minLength": "is empty",
    "maximum": "must be at most {}",
    "minimum": "must be at least {}",
    "maxItems": "has more than {} entries",
    "minItems": "is empty",
    "uniqueItems": "names something twice",
}
_TYPES = {
    "object": "an object in braces",
    "array": "a list in brackets",
    "string": "a text in quotes",
    "integer": "a whole number",
    "boolean": "true or false",
}


def _where(path: Iterable[str | int]) -> str:
    """Return a place as one writes it down: questions[2].label.ko."""
    said = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return said.removeprefix(".") or "The file"


def _quoted(found: object) -> str:
    text = found if isinstance(found, str) else json.dumps(found, ensure_ascii=True)
    short = text[:_MOST_QUOTED] + ("..." if len(text) > _MOST_QUOTED else "")
    return json.dumps(short, ensure_ascii=not short.isprintable())


def _event(body: dict[str, Any]) -> EventFile:
    return EventFile(
        event_id=body["id"],
        slug=body["slug"],
        title=_words(body["title"]),
        summary=_words(body["summary"]),
        place=_words(body["place"]),
        starts_at=_instant(body, "starts_at"),
        ends_at=_instant(body, "ends_at"),
        closes_at=_instant(body, "closes_at"),
        seats=body["seats"],
        kept_days=body["kept_days"],
        purposes=tuple(
            EventPurpose(one["key"], _words(one["words"]), one["parent"])
            for one in body["purposes"]
        ),
        questions=tuple(_question(one) for one in body["questions"]),
        recipients=tuple(_recipient(one) for one in body.get("recipients", ())),
        provisions=tuple(_provision(one) for one in body.get("provisions", ())),
        conditions=tuple(_condition(one) for one in body.get("conditions", ())),
    )


def _question(body: dict[str, Any]) -> Question:
    texts = ("label", "items", "question", "why", "refusing")
    return Question(
        **{name: _words(body[name]) for name in texts},
        key=body["key"],
        kind=Kind(body["kind"]),
        purpose=body["purpose"],
        kept_days=body["kept_days"],
        effect=body["effect"],
        is_needed=body.get("is_needed", False),
        from_profile=body.get("from_profile", ""),
        longest=body.get("longest", 0),
        options=tuple(
            Choosable(one["code"], _words(one["words"])) for one in body.get("options", ())
        ),
    )


def _recipient(body: dict[str, Any]) -> EventRecipient:
    texts = ("name", "purpose", "period", "protection")
    said = {name: _words(body[name]) for name in texts}
    return EventRecipient(key=body["key"], contact=body["contact"], **said)


def _provision(body: dict[str, Any]) -> Provision:
    return Provision(
        key=body["key"],
        recipient=body["recipient"],
        items=tuple(body["items"]),
        question=_words(body["question"]),
        why=_words(body["why"]),
        refusing=_words(body["refusing"]),
        effect=body["effect"],
    )


def _condition(body: dict[str, Any]) -> Condition:
    day = body.get("joined_by")
    return Condition(
        kind=ConditionKind(body["kind"]),
        reason=_words(body["reason"]),
        joined_by=_day(day) if day else None,
        minimum_age=body.get("minimum_age", 0),
    )


def _words(body: dict[str, str]) -> Words:
    return Words(body["ko"], body["en"])


def _instant(body: dict[str, Any], name: str) -> datetime:
    try:
        return datetime.fromisoformat(body[name]).astimezone(UTC)
    except ValueError:
        raise EventFileWrong([f"{name} is no day and time that there is."]) from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise EventFileWrong(["conditions: joined_by is no day that there is."]) from None
