"""The leaf of a decision, against vectors made with openssl and sha256sum, outside of Python."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from webapp.consent.decision import Actor, Answer, Channel, Decision, MemberId
from webapp.consent.leaf import canonical, instant_text, leaf_hash
from webapp.consent.record import columns_of

SALT = bytes(range(16))
COLUMNS: dict[str, str | int] = {
    "member_id": "0f8fad5b-d9cb-469f-a165-70867728950e",
    "seq": 3,
    "decision_id": "7d444840-9dc0-41d1-b245-5ffdce74fad2",
    "scope": "member",
    "notice_key": "mbti",
    "edition_hash": "e3" * 32,
    "purpose": "match",
    "answer": "given",
    "locale": "ko",
    "channel": "web",
    "actor": "person",
    "shown_at": "2026-11-22T10:29:41.000000Z",
    "decided_at": "2026-11-22T10:30:00.000123Z",
}
LEAF = "2d1341bc8250bfa9320159588a5f1da030895cdec77feda18df9079a185e06be"
DECISION = Decision(
    member_id=MemberId(UUID(str(COLUMNS["member_id"]))),
    seq=3,
    decision_id=UUID(str(COLUMNS["decision_id"])),
    scope="member",
    notice_key="mbti",
    edition_hash=b"\xe3" * 32,
    purpose="match",
    answer=Answer.GIVEN,
    locale="ko",
    channel=Channel.WEB,
    actor=Actor.PERSON,
    shown_at=datetime(2026, 11, 22, 10, 29, 41, tzinfo=UTC),
    decided_at=datetime(2026, 11, 22, 10, 30, 0, 123, tzinfo=UTC),
    salt=SALT,
    leaf_hash=b"",
)


def test_the_leaf_of_a_decision_as_it_will_be_for_ever():
    assert leaf_hash(SALT, dict(COLUMNS)).hex() == LEAF


def test_letters_beyond_ascii_and_escapes_are_canonical():
    odd: dict[str, str | int] = {
        "words": '별·♪"\\\n',
        "seq": 1,
        "decision_id": "00000000-0000-4000-8000-000000000000",
    }
    assert leaf_hash(b"\xff" * 16, odd).hex() == (
        "67ad32d74a33f709cc27d2f43defbfe332f7c7623fb541a04f248eca186ac852"
    )


@given(
    st.dictionaries(
        st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=6),
        st.text() | st.integers(0, 2**53 - 1),
        max_size=6,
    )
)
def test_what_is_hashed_is_canonical_by_the_rfc(flat):
    assert canonical(flat) == rfc8785.dumps(flat)


def test_a_decision_is_covered_column_by_column():
    assert columns_of(DECISION) == COLUMNS
    names = set(Decision.__dataclass_fields__)
    assert set(columns_of(DECISION)) == names - {"salt", "leaf_hash"}


@pytest.mark.parametrize("name", COLUMNS)
def test_no_column_can_change_unnoticed(name):
    other = 4 if name == "seq" else "something else"
    assert leaf_hash(SALT, COLUMNS | {name: other}).hex() != LEAF


def test_the_salt_hides_what_could_be_guessed():
    assert leaf_hash(bytes(16), dict(COLUMNS)).hex() != LEAF


def test_instants_are_utc_with_microseconds():
    in_korea = datetime(2026, 11, 22, 19, 30, tzinfo=timezone(timedelta(hours=9)))
    assert instant_text(in_korea) == "2026-11-22T10:30:00.000000Z"


def test_a_stored_decision_still_proves_its_leaf(rooms):
    who = rooms.member()
    rooms.clock.forward(microseconds=7)
    rooms.agree(who)
    kept = rooms.shown(who, rooms.standings(who)["mbti"].decision_id)
    covered = _canonical(columns_of(kept))
    commitment = hashlib.sha256(kept.salt + covered).hexdigest()
    leaf: dict[str, str | int] = {
        "v": 1,
        "decision_id": str(kept.decision_id),
        "commitment": commitment,
    }
    assert len(kept.salt) == 16
    assert kept.leaf_hash == hashlib.sha256(b"\0" + _canonical(leaf)).digest()


def _canonical(value: Mapping[str, str | int]) -> bytes:
    """RFC 8785 for flat objects of plain ASCII, written without the library under test."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
