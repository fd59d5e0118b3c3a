"""What lies in a database, and what must be true of it whatever happened before."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import rfc8785
from sqlalchemy import Row, select

from webapp.consent.decision import Answer
from webapp.consent.leaf import leaf_hash
from webapp.consent.record import columns_of
from webapp.storage import tables
from webapp.storage.consent import _decision_of
from webapp.storage.transaction import Storage

PERSONAL = ("member", "kakao_link", "session", "decision", "field_value", "value_key", "visit")


def table(name: str) -> Any:
    return next(t for t in tables.metadata.tables.values() if t.name == name)


def rows(storage: Storage, name: str) -> list[Row[Any]]:
    """Every row of a table."""
    with storage.engine.connect() as connection:
        return list(connection.execute(select(table(name))))


def counts(storage: Storage) -> dict[str, int]:
    """How many rows each table has; tables without rows are left out."""
    found = {t.name: len(rows(storage, t.name)) for t in tables.metadata.tables.values()}
    return {name: n for name, n in found.items() if n}


def everything(storage: Storage, without: tuple[str, ...] = ()) -> bytes:
    """Every cell of every table, as it would stand in a dump: text, numbers, bytes and hex."""
    return b"\n".join(_cells(storage, without))


def says(dump: bytes, digits: str) -> bool:
    """Tell whether digits stand in a dump by themselves: within random hex they mean nothing."""
    return re.search(rf"(?<![0-9a-f-]){digits}(?![0-9a-f])".encode(), dump) is not None


def _cells(storage: Storage, without: tuple[str, ...]) -> Iterator[bytes]:
    for each in tables.metadata.tables.values():
        if each.name in without:
            continue
        for row in rows(storage, each.name):
            for cell in row:
                if isinstance(cell, bytes):
                    yield cell
                    yield cell.hex().encode()
                else:
                    yield str(cell).encode()


def violations(storage: Storage) -> list[str]:
    """Say what breaks an invariant: value, key and decision together, evidence whole, no half."""
    return [
        *value_faults(storage),
        *_hanging_faults(storage),
        *_evidence_faults(storage),
        *_member_faults(storage),
    ]


def _place(row: Row[Any]) -> tuple[Any, ...]:
    return row.member_id, row.scope, row.field_key


def _latest(decisions: Iterable[Row[Any]]) -> dict[tuple[Any, ...], Row[Any]]:
    return {
        (made.member_id, made.scope, made.notice_key): made
        for made in sorted(decisions, key=lambda d: d.seq)
    }


def _hanging_faults(storage: Storage) -> Iterator[str]:
    """Say where what hangs on a value does not fit: who may see it, whether it is contested."""
    latest = _latest(rows(storage, "decision")).values()
    agreed = {
        (d.member_id, d.scope, *d.notice_key.removeprefix("show_").rsplit("_", 1))
        for d in latest
        if d.purpose == "show" and d.answer == Answer.GIVEN
    }
    values = rows(storage, "field_value")
    if {(*_place(v), v.visibility) for v in values if v.visibility != "only_me"} != agreed:
        yield "what may be seen and the consents to show it are not the same set"
    contested = {_place(c) for c in rows(storage, "correction") if c.settled_at is None}
    if {_place(v) for v in values if v.held_at is not None} != contested:
        yield "held values and open requests are not the same set"


def value_faults(storage: Storage) -> Iterator[str]:
    """Say where value, key and consent do not fit."""
    decisions = {(d.member_id, d.decision_id): d for d in rows(storage, "decision")}
    latest = _latest(decisions.values())
    values = rows(storage, "field_value")
    agreed = {(d.member_id, d.scope) for d in latest.values() if _is_consent_to_mbti(d)}
    if {(v.member_id, v.scope) for v in values if v.field_key == "mbti"} != agreed:
        yield "consents and values are not the same set"
    if {_place(v) for v in values} != {_place(k) for k in rows(storage, "value_key")}:
        yield "values and keys are not the same set"
    for value in values:
        decision = decisions.get((value.member_id, value.decision_id))
        if decision is None or decision.answer != Answer.GIVEN:
            yield "a value stands under no consent"
        elif decision.scope != value.scope:
            yield "a value stands under a consent of another scope"
        elif latest[decision.member_id, decision.scope, decision.notice_key].answer != Answer.GIVEN:
            yield "a value outlived its consent"


def _is_consent_to_mbti(decision: Row[Any]) -> bool:
    return bool(decision.notice_key == "mbti" and decision.answer == Answer.GIVEN)


def _evidence_faults(storage: Storage) -> Iterator[str]:
    numbers = defaultdict(list)
    for row in rows(storage, "decision"):
        decision = _decision_of(row)
        numbers[row.member_id].append(row.seq)
        if leaf_hash(row.salt, dict(columns_of(decision))) != row.leaf_hash:
            yield "a leaf does not fit its decision"
        if row.shown_at > row.decided_at:
            yield "a decision was made before its card was shown"
    for person in rows(storage, "member"):
        if sorted(numbers[person.member_id]) != list(range(1, person.last_seq + 1)):
            yield "the numbers of a member's decisions have a gap"
    for edition in rows(storage, "edition"):
        if rfc8785.dumps(json.loads(edition.body)) != edition.body.encode():
            yield "an edition is not canonical"


def _member_faults(storage: Storage) -> Iterator[str]:
    members = {m.member_id: m for m in rows(storage, "member")}
    active = {m for m, row in members.items() if row.status == "active"}
    if {link.member_id for link in rows(storage, "kakao_link")} != active:
        yield "links and active members are not the same set"
    for name in ("session", "field_value", "idempotency", "correction"):
        if {row.member_id for row in rows(storage, name)} - active:
            yield f"somebody who is no member has a {name}"
    accepted = {
        d.member_id
        for d in rows(storage, "decision")
        if (d.notice_key, d.answer) == ("terms", Answer.GIVEN)
    }
    if set(members) - accepted:
        yield "somebody became a member without the terms"
