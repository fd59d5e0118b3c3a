"""The one way a decision is made: numbered, salted, with its leaf hash."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from webapp.consent.decision import Actor, Answer, Channel, Decision, MemberId, Standing
from webapp.consent.edition import Edition
from webapp.consent.errors import MemberGone
from webapp.consent.leaf import SALT_BYTES, instant_text, leaf_hash
from webapp.consent.ports import ConsentStore


@dataclass(frozen=True, slots=True)
class Act:
    """What a person or a clock decided, before it is numbered and sealed into evidence."""

    scope: str
    notice_key: str
    edition_hash: bytes
    purpose: str
    answer: Answer
    locale: str
    shown_at: datetime
    channel: Channel = Channel.WEB
    actor: Actor = Actor.PERSON


def act_on(edition: Edition, scope: str, answer: Answer, shown_at: datetime) -> Act:
    """Return a person's answer to an edition they were shown at `shown_at`."""
    return Act(
        scope=scope,
        notice_key=edition.notice_key,
        edition_hash=edition.hash,
        purpose=str(edition.body["facts"]["purpose"]),
        answer=answer,
        locale=edition.locale,
        shown_at=shown_at,
    )


def end_of(
    standing: Standing,
    scope: str,
    answer: Answer,
    locale: str,
    at: datetime,
    channel: Channel = Channel.WEB,
    actor: Actor = Actor.PERSON,
) -> Act:
    """Return the end of a consent, on the edition it was given on."""
    return Act(
        scope=scope,
        notice_key=standing.notice_key,
        edition_hash=standing.edition_hash,
        purpose=standing.purpose,
        answer=answer,
        locale=locale,
        shown_at=at,
        channel=channel,
        actor=actor,
    )


def language_of(store: ConsentStore, standing: Standing) -> str:
    """Return the language a consent was given in: its end is said in that where none is spoken."""
    edition = store.editions.get(standing.edition_hash)
    return edition.locale if edition else ""


def record(
    store: ConsentStore,
    member_id: MemberId,
    acts: Sequence[Act],
    at: datetime,
    new_salt: Callable[[int], bytes] = secrets.token_bytes,
) -> list[Decision]:
    """Insert one decision for each act and return them; raises `MemberGone`.

    Taking the numbers locks the member, so that all decisions of one person stand in one order.
    """
    first = take_seq(store, member_id, len(acts))
    decisions = [
        decide(member_id, first + place, act, at, new_salt) for place, act in enumerate(acts)
    ]
    store.decisions.add(decisions)
    return decisions


def take_seq(store: ConsentStore, member_id: MemberId, count: int = 1) -> int:
    """Reserve numbers for decisions and return the first; raises `MemberGone`."""
    first = store.decisions.take_seq(member_id, count)
    if first is None:
        raise MemberGone
    return first


def decide(
    member_id: MemberId,
    seq: int,
    act: Act,
    at: datetime,
    new_salt: Callable[[int], bytes] = secrets.token_bytes,
) -> Decision:
    """Return the decision an act becomes under its number, which was reserved for it."""
    salt = new_salt(SALT_BYTES)
    unsealed = Decision(
        member_id=member_id,
        seq=seq,
        decision_id=uuid4(),
        scope=act.scope,
        notice_key=act.notice_key,
        edition_hash=act.edition_hash,
        purpose=act.purpose,
        answer=act.answer,
        locale=act.locale,
        channel=act.channel,
        actor=act.actor,
        shown_at=act.shown_at,
        decided_at=at,
        salt=salt,
        leaf_hash=b"",
    )
    return replace(unsealed, leaf_hash=leaf_hash(salt, columns_of(unsealed)))


def columns_of(decision: Decision) -> dict[str, str | int]:
    """Return the columns the commitment covers, as JSON values."""
    return {
        "member_id": str(decision.member_id),
        "seq": decision.seq,
        "decision_id": str(decision.decision_id),
        "scope": decision.scope,
        "notice_key": decision.notice_key,
        "edition_hash": decision.edition_hash.hex(),
        "purpose": decision.purpose,
        "answer": decision.answer.value,
        "locale": decision.locale,
        "channel": decision.channel.value,
        "actor": decision.actor.value,
        "shown_at": instant_text(decision.shown_at),
        "decided_at": instant_text(decision.decided_at),
    }
