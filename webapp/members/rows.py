"""The rows of this room: members, links, sessions, logins under way, pending sign-ups, visits.

All instants are aware UTC, all hashes and indexes 32 bytes.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from webapp.consent.decision import MemberId
from webapp.profile.ports import Sealed


@dataclass(frozen=True, slots=True)
class Member:
    """A person who passed the gate; nothing here says who they are."""

    member_id: MemberId
    locale: str | None
    joined_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class Link:
    """The link to Kakao: the Kakao id sealed, and a keyed index to find it again."""

    index: bytes
    sealed: Sealed
    member_id: MemberId
    linked_at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser. `device` is a coarse name such as "Android · KakaoTalk".

    Found by its token, it also knows its member's language and last use, in any browser.
    """

    session_hash: bytes
    member_id: MemberId
    created_at: datetime
    last_seen_at: datetime
    device: str
    locale: str | None = None
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """A login under way at Kakao; `sealed` holds nonce and verifier, `errand` says what for."""

    state_hash: bytes
    browser_hash: bytes
    errand: str
    next_key: str
    sealed: Sealed
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """What an attempt keeps sealed: the secrets of the round trip, and what it was sent with."""

    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    parcel: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Pending:
    """A sealed pending sign-up; once joined it keeps only the member it became.

    `began_as` is the name the browser had when it pressed the button: it gets a new one when
    somebody arrives, so that a name known to another is worth nothing at the gate.

    `subject` is the keyed index of the Kakao id, empty after joining.
    """

    browser_hash: bytes
    began_as: bytes
    subject: bytes
    sealed: Sealed
    member_id: MemberId | None
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Visit:
    """A login as the statute wants it recorded: when, from which address, with what device."""

    visit_id: UUID
    member_id: MemberId
    at: datetime
    ip: str
    device: str
    law: str
    destroy_after: datetime
