"""The file of an event: what is read, what is stored, and that nothing hostile gets past it."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.events.files import GONE, PARTY_FILE, SEMINAR_FILE, body, put, raw
from webapp.catalogue.shapes import Kind
from webapp.events.body import body_of, canonical
from webapp.events.reading import LARGEST, SCHEMA, EventFileWrong, event_of, read
from webapp.events.shapes import ConditionKind

JOINED = {"ko": "오래 함께한 분들의 자리예요.", "en": "For those who have been here a while."}
BY_DAY = {"kind": "joined_by", "joined_by": "2026-11-20", "reason": JOINED}
BY_AGE = {"kind": "minimum_age", "minimum_age": 19, "reason": JOINED}


def sentences(thing: bytes | dict[str, Any]) -> tuple[str, ...]:
    """Read what cannot be read; return what is said about it."""
    with pytest.raises(EventFileWrong) as wrong:
        read(thing if isinstance(thing, bytes) else raw(thing))
    return wrong.value.sentences


def test_a_file_becomes_an_event() -> None:
    file = read(PARTY_FILE.read_bytes())
    assert file.scope == "event:late-autumn-2026"
    assert file.title.ko == "늦가을 청음회"
    assert file.starts_at == datetime(2026, 11, 29, 10, 30, tzinfo=UTC)
    assert file.starts_at.tzinfo is UTC
    assert [asked.kind for asked in file.questions] == [Kind.PHONE, Kind.TEXT, Kind.NAME]
    assert file.questions[0].is_needed
    assert file.questions[1].longest == 100
    assert file.provisions[0].items == ("name",)
    assert file.recipient("monorecord").contact == "hello@monorecord.example"


def test_conditions_are_read() -> None:
    file = event_of(put(body(), "conditions", [BY_DAY, BY_AGE]))
    assert [one.kind for one in file.conditions] == list(ConditionKind)
    assert file.conditions[0].joined_by is not None
    assert file.conditions[1].minimum_age == 19


@pytest.mark.parametrize("sample", [PARTY_FILE, SEMINAR_FILE], ids=lambda path: path.stem)
def test_what_is_stored_reads_as_the_same_event(sample: Any) -> None:
    file = read(sample.read_bytes())
    stored = canonical(file)
    assert read(stored) == file
    assert canonical(read(stored)) == stored
    assert json.loads(stored)["starts_at"].endswith("Z")


def test_the_same_event_is_the_same_text_however_it_was_written() -> None:
    written = body()
    moved = put(written, "starts_at", "2026-11-29T10:30:00Z")
    for default in ("recipients", "provisions"):
        moved = put(moved, default, written[default])
    moved["conditions"] = []
    backwards = dict(reversed(moved.items())) | {"$schema": "./event.v1.schema.json"}
    with_bom = b"\xef\xbb\xbf" + json.dumps(backwards, indent=4, ensure_ascii=True).encode()
    assert canonical(read(with_bom)) == canonical(event_of(written))


def test_letters_come_composed() -> None:
    apart = put(body(), "title.ko", "늦가을")  # consonants and vowels one by one
    assert event_of(apart).title.ko == "늦가을"


def test_the_schema_is_one() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize(
    "thing, said",
    [
        (b"", "not JSON"),
        (b"{", "not JSON: line 1"),
        (b"\xff\xfe", "not written in UTF-8"),
        (b"null", "The file must be an object"),
        (b"[]", "The file must be an object"),
        (b'"late"', "The file must be an object"),
        (b"{}", 'The file lacks "format"'),
        (b" " * (LARGEST + 1), "more than 256 KiB"),
        (b"[" * 100_000, "not JSON that an event can be in"),
        (b"[" * 900 + b"]" * 900, "not JSON that an event can be in"),
        (b"9" * 5000, "not JSON that an event can be in"),
        (b'{"seats": NaN}', "NaN"),
        (b'{"seats": -Infinity}', "-Infinity"),
        (b'{"seats": 24.0}', "24.0"),
        (b'{"seats": 1e999}', "1e999"),
        (b'{"seats": 1, "seats": 2}', '"seats" stands twice'),
        (b'{"questions": [{"key": "a", "key": "b"}]}', '"key" stands twice'),
        (b'{"id": "\\ud800"}', "half a character"),
        (b'{"\\ud800": 1}', "half a character"),
    ],
)
def test_what_is_no_file_is_told_so(thing: bytes, said: str) -> None:
    told = sentences(thing)
    assert any(said in sentence for sentence in told), told
    assert all(len(sentence) < 200 for sentence in told)


BAD = [
    ("format", "duett", "format must be one of duett-event"),
    ("version", 2, "version must be one of 1"),
    ("version", True, "version must be one of 1"),
    ("id", "Late Autumn", "id must be lower-case letters"),
    ("id", "late\n", "id must be lower-case letters"),
    ("id", "a" * 41, "id has more than 40 letters"),
    ("slug", "../me", "slug must be lower-case letters"),
    ("slug", "a--b", "slug must be lower-case letters"),
    ("title", "청음회", "title must be an object"),
    ("title.ko", "가" * 61, "title.ko has more than 60 letters"),
    ("title.en", GONE, 'title lacks "en"'),
    ("title.fr", "Soirée", 'title has "fr", which no event file has'),
    ("summary.ko", "", "summary.ko is empty"),
    ("summary.ko", "가" * 501, "summary.ko has more than 500 letters"),
    ("seats", 0, "seats must be at least 1"),
    ("seats", 100_001, "seats must be at most 100000"),
    ("seats", "24", "seats must be a whole number"),
    ("seats", True, "seats must be a whole number"),
    ("kept_days", -1, "kept_days must be at least 0"),
    ("kept_days", 365, "kept_days must be at most 364"),
    ("starts_at", "2026-11-29T19:30:00", "how far it is from UTC"),
    ("starts_at", "2026-02-30T19:30:00+09:00", "starts_at is no day and time that there is"),
    ("starts_at", "2026-11-29T25:30:00+09:00", "starts_at is no day and time that there is"),
    ("starts_at", "2026-11-29T19:30:00+99:99", "starts_at is no day and time that there is"),
    ("starts_at", "9999-12-31T19:30:00-09:00", "starts_at must be"),
    ("starts_at", "２０２６-11-29T19:30:00Z", "starts_at must be"),
    ("starts_at", 1795948200, "starts_at must be a text"),
    ("questions", {}, "questions must be a list"),
    ("questions", [{}] * 21, "questions has more than 20 entries"),
    ("questions.0.purpose", GONE, 'questions[0] lacks "purpose"'),
    ("questions.0.kept_days", GONE, 'questions[0] lacks "kept_days"'),
    ("questions.0.refusing", GONE, 'questions[0] lacks "refusing"'),
    ("questions.0.label.en", GONE, 'questions[0].label lacks "en"'),
    ("questions.0.kind", "photo", "questions[0].kind must be one of choice, email, name"),
    ("questions.0.kind", "pairs", "questions[0].kind must be one of choice, email, name"),
    ("questions.0.key", "Phone", "questions[0].key must be lower-case letters"),
    ("questions.0.key", "a" * 31, "questions[0].key has more than 30 letters"),
    ("questions.0.is_needed", "yes", "questions[0].is_needed must be true or false"),
    ("questions.0.ticked", True, 'questions[0] has "ticked", which no event file has'),
    ("questions.1.longest", 1001, "questions[1].longest must be at most 1000"),
    ("questions.1.options", [{}] * 41, "questions[1].options has more than 40 entries"),
    ("recipients.0.name", GONE, 'recipients[0] lacks "name"'),
    ("recipients.0.purpose", GONE, 'recipients[0] lacks "purpose"'),
    ("recipients.0.period", GONE, 'recipients[0] lacks "period"'),
    ("recipients.0.protection", GONE, 'recipients[0] lacks "protection"'),
    ("provisions.0.items", [], "provisions[0].items is empty"),
    ("provisions.0.items", ["name", "name"], "provisions[0].items names something twice"),
    ("conditions", [{"kind": "joined_by", "reason": JOINED}], 'conditions[0] lacks "joined_by"'),
    ("conditions", [{"kind": "residence", "reason": JOINED}], "conditions[0].kind must be one of"),
    ("conditions", [BY_AGE | {"joined_by": "2026-11-20"}], "does not go with the kind"),
    ("conditions", [BY_DAY | {"joined_by": "2026-02-30"}], "joined_by is no day that there is"),
]


@pytest.mark.parametrize("place, value, said", BAD)
def test_what_is_wrong_is_said_with_its_place(place: str, value: Any, said: str) -> None:
    told = sentences(put(body(), place, value))
    assert any(said in sentence for sentence in told), told
    assert all(len(sentence) < 250 for sentence in told)


def test_everything_wrong_is_said_at_once_but_not_for_ever() -> None:
    whole = put(put(body(), "seats", 0), "title.ko", "")
    assert sentences(whole) == ("seats must be at least 1.", "title.ko is empty.")
    assert len(sentences(body() | {f"x{number}": 1 for number in range(99)})) == 30


def test_what_hides_is_not_repeated_as_it_is() -> None:
    (told,) = sentences(put(body(), "slug", "a\u202eb\x1b[31m" + "c" * 20))
    assert told.isprintable()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


def places(thing: Any, path: tuple[str, ...] = ()) -> list[str]:
    """Return every place of a file."""
    held = thing.items() if isinstance(thing, dict) else enumerate(thing)
    found = []
    for name, inner in held:
        found.append(".".join((*path, str(name))))
        if isinstance(inner, dict | list):
            found += places(inner, (*path, str(name)))
    return found


def said_of(thing: object) -> tuple[str, ...]:
    """Return what is said about what cannot be read; what can be must come back as itself."""
    try:
        file = event_of(thing)
    except EventFileWrong as wrong:
        return wrong.sentences
    assert read(canonical(file)) == file
    assert event_of(body_of(file)) == file
    return ()


@given(JSON)
def test_any_json_is_read_or_refused_in_sentences(thing: object) -> None:
    told = said_of(thing)
    assert told
    assert all(sentence.endswith(".") for sentence in told)


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_in_sentences(thing: bytes) -> None:
    assert sentences(thing)


@settings(max_examples=150)
@given(st.data())
def test_a_file_with_anything_in_one_place_is_read_or_refused(data: st.DataObject) -> None:
    whole = put(body(), "conditions", [BY_DAY, BY_AGE])
    place = data.draw(st.sampled_from(places(whole)))
    value = data.draw(st.just(GONE) | JSON)
    if value is GONE and place.rpartition(".")[2].isdigit():
        value = None
    assert all(sentence.endswith(".") for sentence in said_of(put(whole, place, value)))


@given(
    st.integers(0, 29_000 * 24 * 60 * 60),
    st.integers(-14 * 60, 14 * 60),
)
def test_every_instant_comes_back_as_itself(seconds: int, minutes: int) -> None:
    at = datetime(2010, 1, 2, tzinfo=UTC) + timedelta(seconds=seconds)
    there = at.astimezone(timezone(timedelta(minutes=minutes)))
    file = event_of(put(body(), "starts_at", there.isoformat()))
    assert file.starts_at == at
    assert file.starts_at.tzinfo is UTC
    assert read(canonical(file)).starts_at == file.starts_at


@pytest.mark.parametrize("depth", [100, 300, 450])
def test_a_well_of_brackets_is_a_sentence(depth: int) -> None:
    deep = "[" * depth + "]" * depth
    told = json.dumps(put(body(), "provisions.0.items", "@")).replace('"@"', f"[{deep},{deep}]")
    with pytest.raises(EventFileWrong):
        read(told)
