"""The audit of an event's file: a sentence for each fault, naming the place and what to do."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.events.files import PARTY_FILE, SEMINAR_FILE, body, both, party, put
from tests.world import START
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.kinds import RULES
from webapp.catalogue.shapes import Kind
from webapp.cli.samples import samples
from webapp.events.audit import audit, late_faults, other_kind_faults
from webapp.events.audit.asking import KINDS
from webapp.events.audit.keys import RESERVED
from webapp.events.reading import SCHEMA, event_of, read

RAFFLE = both("음반 한 장을 뽑을 때 써요", "Drawing one record")
OPTION = {"code": "some", "words": both("조금요", "A little")}
SECOND = {**body()["provisions"][0], "key": "again"}


def faults(*changes: tuple[str, Any], base: Any = PARTY_FILE) -> list[str]:
    whole = body(base)
    for place, value in changes:
        whole = put(whole, place, value)
    file = event_of(whole)
    return [*audit(file, CATALOGUE), *late_faults(file, START)]


@pytest.mark.parametrize("sample", [PARTY_FILE, SEMINAR_FILE], ids=lambda path: path.stem)
def test_the_samples_are_clean(sample: Any) -> None:
    file = read(sample.read_bytes())
    assert audit(file, CATALOGUE) == []
    assert list(late_faults(file, START)) == []


@pytest.mark.parametrize("days", [0, 3, 40, 400, 4000])
def test_a_trial_meets_clean_samples_on_any_day(days: int) -> None:
    now = START + timedelta(days=days)
    for file in samples(now):
        assert audit(file, CATALOGUE) == []
        assert list(late_faults(file, now)) == []


ONE_FAULT = [
    ([("slug", "apply")], 'The slug "apply" is an address of the house'),
    (
        [("questions.0.purpose", "raffle")],
        'The question "phone" has no purpose: "raffle" is none of this file',
    ),
    ([("questions.3", body()["questions"][0])], "are called"),
    ([("provisions.0.key", "food")], 'question or provision are called "food"'),
    ([("provisions.0.items", ["name", "age"])], 'hands on "age", which no question asks for'),
    (
        [("provisions.0.recipient", "label")],
        'names the recipient "label" without their facts',
    ),
    (
        [("questions.0.kept_days", 31)],
        'The question "phone" is kept for 31 days, longer than the event itself (30 days)',
    ),
    ([("kept_days", 20)], 'The question "phone" is kept for 21 days, longer than the event'),
    (
        [("purposes.3", {"key": "raffle", "words": RAFFLE, "parent": "contact"})],
        'The purpose "raffle" is used by nobody',
    ),
    (
        [("purposes.0.parent", "party")],
        'a case of "party", which is not known. Possible are: membership,',
    ),
    ([("purposes.0.parent", "marketing")], 'a case of "marketing" (marketing)'),
    ([("purposes.0.parent", "nearby")], 'a case of "nearby" (location)'),
    ([("purposes.0.parent", "demographics")], "the policy says is not done yet"),
    ([("purposes.0.parent", "visit_log")], "which nobody is asked about"),
    ([("purposes.1.words", both("다과 광고", "Snacks on offer"))], "speaks of advertising"),
    (
        [("purposes.1.words", body()["purposes"][0]["words"])],
        "2 purposes have the same words",
    ),
    (
        [("recipients.0.purpose", both("새 음반 홍보", "Marketing of new records"))],
        'The recipient "monorecord" wants to advertise',
    ),
    ([("recipients.0.name", both("제휴사", "Mono Record"))], "not one by name: 제휴사"),
    (
        [("recipients.0.name", both("모노레코드 등", "Mono Record"))],
        "not one by name: 모노레코드 등",
    ),
    (
        [("recipients.0.name", both("모노레코드", "Our partners"))],
        "not one by name: Our partners",
    ),
    ([("provisions", [])], 'The recipient "monorecord" gets nothing from anybody'),
    ([("provisions.1", SECOND)], '"name" is asked for 2 times for the recipient "monorecord"'),
    (
        [
            ("questions.2.is_needed", True),
            ("purposes.2.words", body()["recipients"][0]["purpose"]),
        ],
        'The question "name" is needed to take part, but serves only the recipient',
    ),
    ([("questions.0.from_profile", "shoe")], 'copies "shoe", which the profile does not have'),
    ([("questions.0.from_profile", "kakao_id")], 'copies "kakao_id", which the profile does not'),
    ([("questions.0.from_profile", "email")], 'copies "email", which is of the kind "email"'),
    ([("questions.0.longest", 10)], 'is no text, so take "longest" out'),
    ([("questions.0.options", [OPTION])], 'is no choice, so take "options" out'),
    ([("closes_at", "2026-11-29T20:00:00+09:00")], "Close them before"),
    ([("ends_at", "2026-11-29T19:30:00+09:00")], "has not begun by then"),
    ([("closes_at", "2026-11-22T19:30:00+09:00")], "Give a date that lies ahead"),
    ([("title.ko", "  ")], "The title has no Korean words"),
    ([("title.en", "\u3000")], "The title has no English words"),
    ([("title", both("...", "..."))], "The title has only a placeholder"),
    ([("place.en", "xxx")], "The place has only a placeholder for its English words"),
    ([("title.en", "늦가을 청음회")], "The title is partly left in Korean"),
    ([("summary.ko", "Three records.")], "The summary is not in Korean where it should be"),
    ([("summary.ko", "LP 석 장을 \u202e들어요.")], "signs that show nothing"),
    ([("summary.ko", "LP 석 장을\n들어요.")], "a line break"),
    ([("title.ko", "늦가을 청음회 ")], "blanks at an end"),
    (
        [("questions.0.items.ko", "전화번호 등")],
        'The item list of the question "phone" is not exact',
    ),
    ([("questions.0.items.en", "Phone number etc.")], "is not exact: Phone number etc."),
    ([("questions.2.label.en", "First name"), ("questions.2.items.ko", "이름")], "tell them apart"),
]


@pytest.mark.parametrize("changes, said", ONE_FAULT)
def test_each_fault_has_a_sentence(changes: list[tuple[str, Any]], said: str) -> None:
    told = faults(*changes)
    assert any(said in sentence for sentence in told), told
    assert len(told) <= 2, told


@pytest.mark.parametrize(
    "changes, said",
    [
        ([("questions.1.options", [OPTION])], "Give two options at least"),
        ([("questions.1.options.1.code", "never")], 'The question "heard" offers "never" twice'),
        (
            [
                (
                    "questions.1.options.1.words",
                    both("이번이 처음이에요", "This will be the first time"),
                )
            ],
            "offers the same words twice",
        ),
        ([("questions.1.from_profile", "gender")], "a choice is between words of its own"),
    ],
)
def test_a_choice_has_faults_of_its_own(changes: list[tuple[str, Any]], said: str) -> None:
    (told,) = faults(*changes, base=SEMINAR_FILE)
    assert said in told


def test_shapes_that_no_file_can_say_are_found_too() -> None:
    file = party()
    photo = replace(file.questions[0], kind=Kind.PHOTO, from_profile="")
    endless = replace(file.questions[1], longest=0)
    told = audit(replace(file, questions=(photo, endless, file.questions[2])), CATALOGUE)
    assert 'The question "phone" is of the kind "photo", which an event cannot ask for.' in told
    assert any(
        'The question "food" asks for a text without saying how long' in said for said in told
    )


def test_wrong_keys_are_reported_without_what_follows_them() -> None:
    told = faults(("questions.0.purpose", "raffle"), ("kept_days", 0))
    assert len(told) == 1


def test_an_event_may_ask_nothing() -> None:
    quiet = body(SEMINAR_FILE) | {"questions": [], "purposes": []}
    assert audit(event_of(quiet), CATALOGUE) == []


def test_a_key_keeps_its_kind() -> None:
    old = party()
    assert list(other_kind_faults(old, [old])) == []
    phone, *others = old.questions
    newer = replace(old, questions=(replace(phone, kind=Kind.TEXT, longest=20), *others))
    (told,) = other_kind_faults(newer, [old])
    assert 'The question "phone" is of the kind "text", but was published as "phone"' in told
    assert "a key of its own" in told


def test_what_can_be_asked_can_be_cleaned_and_is_what_the_schema_lets_in() -> None:
    assert set(RULES) >= KINDS
    schema = json.loads(SCHEMA.read_text("utf-8"))
    assert schema["$defs"]["question"]["properties"]["kind"]["enum"] == sorted(KINDS)


def test_no_sample_uses_a_reserved_address() -> None:
    assert not {file.slug for file in samples(START)} & RESERVED
