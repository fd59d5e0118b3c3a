"""A decision: one person's recorded answer to one edition, inserted once and never changed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

MemberId = NewType("MemberId", UUID)
"""The id of one member, made in the application; says nothing about the person."""

MEMBERSHIP = "member"
"""The scope of everything that is not an event's; an event's is `event:<id>`."""


class Answer(StrEnum):
    """What happened. Refusing is recorded as truly as giving (PIPA Decree 17(1))."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    TOLD = "told"
    EXPIRED = "expired"
    ERASED = "erased"


class Channel(StrEnum):
    """The way a decision reached us (PIPA Decree 17(2))."""

    WEB = "web"
    KAKAO = "kakao"
    SYSTEM = "system"


class Actor(StrEnum):
    """Who decided: the person, a clock keeping a promise to them, staff they asked, or Kakao."""

    PERSON = "person"
    CLOCK = "clock"
    STAFF = "staff"
    KAKAO = "kakao"  # ended a link by itself: an account closed, a link cut by its own staff


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of evidence. Instants are aware UTC; `salt` is 16 bytes, the hashes 32 bytes."""

    member_id: MemberId
    seq: int
    decision_id: UUID
    scope: str
    notice_key: str
    edition_hash: bytes
    purpose: str
    answer: Answer
    locale: str
    channel: Channel
    actor: Actor
    shown_at: datetime
    decided_at: datetime
    salt: bytes
    leaf_hash: bytes


@dataclass(frozen=True, slots=True)
class Standing:
    """The latest decision about one notice, with the facts it was answered on."""

    notice_key: str
    purpose: str
    answer: Answer
    decision_id: UUID
    edition_hash: bytes
    decided_at: datetime
    facts_hash: bytes

    def is_live(self, current_facts: bytes) -> bool:
        """Tell whether this is a consent to the facts as they are today (PIPA 15(2))."""
        return self.answer is Answer.GIVEN and self.facts_hash == current_facts
