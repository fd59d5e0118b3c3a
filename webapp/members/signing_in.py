"""Signed-in browsers: finding a session, listing and ending them, choosing a language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.korea import korean_day
from webapp.catalogue.shapes import Trigger
from webapp.consent.decision import MemberId
from webapp.consent.ports import Database
from webapp.members.ports import MemberStore
from webapp.members.rows import Session

_RULE = CATALOGUE.retention("session")
IDLE = _RULE.after(Trigger.LAST_USE)
ABSOLUTE = _RULE.after(Trigger.COLLECTION)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The live session behind a request; `used_at` is the member's last use in any browser.

    `device` is the name its browser had at the login.
    """

    member_id: MemberId
    session_hash: bytes
    locale: str | None
    created_at: datetime
    last_seen_at: datetime
    used_at: datetime
    device: str = ""


class SessionBook:
    """The sessions of all members."""

    def __init__(self, database: Database[MemberStore], now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def session(self, token_hash: bytes, now: datetime) -> SignedIn | None:
        """Return the live session of a token hash; moves `last_seen_at` with each Korean day.

        That day is also the person's last use, from which retention runs (promise P11): what is
        deleted for want of use goes on the very day that many days after the last one.
        """
        with self._database.read() as store:
            found = store.sessions.find(token_hash)
        if found is None or now - found.last_seen_at >= IDLE or now - found.created_at >= ABSOLUTE:
            return None
        if korean_day(now) != korean_day(found.last_seen_at):
            with self._database.write() as store:
                store.sessions.touch(found, now)
            return _signed_in(found, now, now)
        return _signed_in(found, found.last_seen_at, found.used_at or found.last_seen_at)

    def choose_language(self, member_id: UUID, locale: str) -> None:
        """Remember the language a member chose."""
        with self._database.write() as store:
            store.people.speak(MemberId(member_id), locale)

    def joined_at(self, member_id: MemberId) -> datetime | None:
        """Return when an active member joined."""
        with self._database.read() as store:
            found = store.people.get(member_id)
        return found.joined_at if found else None

    def of(self, member_id: MemberId) -> list[Session]:
        """Return a member's live sessions, last used first."""
        with self._database.read() as store:
            found = store.sessions.of(member_id)
        now = self._now()
        return [s for s in found if now - s.last_seen_at < IDLE and now - s.created_at < ABSOLUTE]

    def end(self, member_id: MemberId, session_hash: bytes) -> bool:
        """End one of a member's own sessions; `False` when they have none such."""
        with self._database.write() as store:
            return store.sessions.end(member_id, session_hash)

    def is_known(self, session_hash: bytes) -> bool:
        """Tell whether a session of anybody has this hash."""
        with self._database.read() as store:
            return store.sessions.find(session_hash) is not None

    def end_others(self, member_id: MemberId, session_hash: bytes) -> int:
        """End every session of a member but one; return how many ended."""
        with self._database.write() as store:
            return store.sessions.end_all(member_id, but=session_hash)


def _signed_in(session: Session, last_seen_at: datetime, used_at: datetime) -> SignedIn:
    return SignedIn(
        member_id=session.member_id,
        session_hash=session.session_hash,
        locale=session.locale,
        created_at=session.created_at,
        last_seen_at=last_seen_at,
        used_at=used_at,
        device=session.device,
    )
