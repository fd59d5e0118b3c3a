"""What the members room needs from the edges, as the shapes the edges must have."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from webapp.consent.decision import MemberId
from webapp.members.inactivity_ports import InactivityStore
from webapp.members.rows import Attempt, Link, Member, Pending, Session, Visit
from webapp.members.staff import Accesses
from webapp.profile.sweeping_ports import SweepStore
from webapp.profile.waiting import WaitingStore


@dataclass(frozen=True, slots=True)
class KakaoIdentity:
    """Who Kakao says is there: nothing but the id and the moment they authenticated.

    `kakao_id` is a decimal string, never a number (ids pass 2^53). `auth_time` is aware UTC, from
    the verified ID token.
    """

    kakao_id: str
    auth_time: datetime


class KakaoLogin(Protocol):
    """Login with Kakao, and the end of the link to it."""

    def authorize_url(
        self,
        *,
        state: str,
        nonce: str,
        verifier: str,
        scope: tuple[str, ...] = (),
        prompt: str | None = None,
    ) -> str:
        """Return the address at Kakao to send the browser to."""
        ...

    def identify(self, *, code: str, nonce: str, verifier: str) -> KakaoIdentity:
        """Exchange the code for a verified identity.

        Raises KakaoRefused (no verified ID token: no login), KakaoUnavailable (try later) or
        KakaoMisconfigured (our own client settings are not accepted: alert an operator).
        """
        ...

    def unlink(self, kakao_id: str) -> None:
        """End the link at Kakao; an id that is no longer linked counts as done.

        Raises KakaoUnavailable (retry later) or KakaoMisconfigured (alert an operator).
        """
        ...


@dataclass(frozen=True, slots=True)
class Mail:
    """A plain text to one person; `mail_id` stays the same however often it is sent."""

    mail_id: UUID
    to: str = field(repr=False)
    locale: str
    subject: str
    text: str
    at: datetime


class Mailer(Protocol):
    """Whoever takes mail from us."""

    def send(self, mail: Mail) -> None:
        """Hand one mail over.

        Raises MailUnavailable (surely not taken; try again), MailRefused (never will be) or
        MailUnsure (the end was not heard: it may have been taken).
        """
        ...


class People(Protocol):
    """The tables of members and of their links to Kakao."""

    def add(self, member: Member) -> None:
        """Insert a member."""
        ...

    def link(self, link: Link) -> bool:
        """Insert a link to Kakao; `False` when that Kakao id is linked already."""
        ...

    def arrive(self, index: bytes, at: datetime, seen_after: datetime) -> Member | None:
        """Note a login of the member with this Kakao id, and return them.

        `None` when there is none, or none who was last seen after `seen_after`.
        """
        ...

    def linked(self, index: bytes) -> MemberId | None:
        """Return the active member with this Kakao id, whenever they were last seen."""
        ...

    def get(self, member_id: MemberId) -> Member | None:
        """Return an active member."""
        ...

    def link_of(self, member_id: MemberId) -> Link | None:
        """Return a member's link to Kakao."""
        ...

    def is_linked(self, index: bytes) -> bool:
        """Tell whether a Kakao id belongs to a member."""
        ...

    def speak(self, member_id: MemberId, locale: str) -> None:
        """Remember the language a member chose."""
        ...

    def close(self, member_id: MemberId, at: datetime) -> bool:
        """Make the member one who left, and delete the link; `False` if they had left before."""
        ...


class Sessions(Protocol):
    """The table of signed-in browsers; a row's key is the hash of its token.

    With a session that is ended goes the answer its person saved before signing in to it.
    """

    def add(self, session: Session) -> None:
        """Insert a session, or leave the one with this key as it is."""
        ...

    def find(self, session_hash: bytes) -> Session | None:
        """Return a session with its member's language, of an active member only."""
        ...

    def touch(self, session: Session, at: datetime) -> None:
        """Move the last use of a session and of its member to `at`."""
        ...

    def of(self, member_id: MemberId) -> list[Session]:
        """Return a member's sessions, last used first."""
        ...

    def end(self, member_id: MemberId, session_hash: bytes) -> bool:
        """Delete one session of a member; `False` when they have none such."""
        ...

    def end_all(self, member_id: MemberId, but: bytes | None = None) -> int:
        """Delete a member's sessions, except the one with the hash `but`; return how many."""
        ...

    def end_made_before(self, member_id: MemberId, before: datetime) -> int:
        """Delete a member's sessions that began before an instant; return how many."""
        ...

    def sweep(self, idle_before: datetime, made_before: datetime) -> int:
        """Delete sessions unused or made before these instants; return how many."""
        ...


class Attempts(Protocol):
    """The table of logins under way at Kakao."""

    def add(self, attempt: Attempt) -> None:
        """Insert an attempt."""
        ...

    def take(self, state_hash: bytes, browser_hash: bytes) -> Attempt | None:
        """Delete and return the attempt this browser started: it can be used once."""
        ...

    def exists(self, state_hash: bytes) -> bool:
        """Tell whether any browser started it."""
        ...

    def move(self, browser_hash: bytes, onto: bytes) -> None:
        """Let what a browser started go on under its new name."""
        ...

    def sweep(self, before: datetime) -> int:
        """Delete attempts that expired before an instant; return how many."""
        ...


class PendingSignups(Protocol):
    """The table of people who came from Kakao and have not passed the gate (promise P4)."""

    def put(self, pending: Pending) -> None:
        """Insert the pending sign-up of a browser, or replace it."""
        ...

    def get(self, browser_hash: bytes) -> Pending | None:
        """Return the pending sign-up of a browser."""
        ...

    def holds(self, index: bytes) -> bool:
        """Tell whether a Kakao id waits at the gate, in whatever browser."""
        ...

    def waits_since(self, index: bytes) -> datetime | None:
        """Return when a Kakao id last came to the gate, `None` when it does not wait there."""
        ...

    def drop_of(self, index: bytes, before: datetime) -> int:
        """Delete the sign-ups of a Kakao id that came before an instant; return how many."""
        ...

    def join(self, browser_hash: bytes, member_id: MemberId, until: datetime) -> Pending | None:
        """Hand the sign-up to one new member: return what it held, once, and empty the row.

        What is left answers a repeated post, and nothing else, until `until`.
        """
        ...

    def point(self, browser_hash: bytes, member_id: MemberId) -> None:
        """Correct whom a joined sign-up became."""
        ...

    def drop(self, browser_hash: bytes) -> Pending | None:
        """Delete and return a sign-up that nobody joined."""
        ...

    def forget(self, member_id: MemberId) -> None:
        """Delete the sign-ups that became this member."""
        ...

    def sweep(self, before: datetime) -> list[Pending]:
        """Delete and return the sign-ups that expired before an instant."""
        ...


class Visits(Protocol):
    """The statutory store of logins, kept three months (통신비밀보호법 15-2, Decree 41)."""

    def add(self, visit: Visit) -> None:
        """Insert a visit."""
        ...

    def sweep(self, now: datetime) -> int:
        """Delete visits whose statutory time is over; return how many (worker only)."""
        ...


class MemberStore(WaitingStore, SweepStore, InactivityStore, Protocol):
    """One transaction as this room sees it."""

    @property
    def people(self) -> People:
        """Return the members and their links."""
        ...

    @property
    def sessions(self) -> Sessions:
        """Return the sessions."""
        ...

    @property
    def attempts(self) -> Attempts:
        """Return the logins under way."""
        ...

    @property
    def pending(self) -> PendingSignups:
        """Return the pending sign-ups."""
        ...

    @property
    def visits(self) -> Visits:
        """Return the statutory visits."""
        ...

    @property
    def accesses(self) -> Accesses:
        """Return what staff did."""
        ...
