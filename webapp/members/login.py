"""Coming in through Kakao: start an attempt, finish it, and tell who arrived.

State, nonce and verifier live in a row bound to the browser that started it (RFC 9700, RFC 7636),
used once, for ten minutes. Kakao's tokens end with the call that checked them.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.korea import korean_day
from webapp.catalogue.shapes import Trigger
from webapp.consent.decision import MemberId
from webapp.consent.ports import Database
from webapp.members.attempts import SettingOut, hash_of, is_old, open_attempt, set_out, take
from webapp.members.ending import ended_at_kakao
from webapp.members.errors import (
    AttemptExpired,
    AttemptForeign,
    AttemptUnknown,
    NotFresh,
    WrongPerson,
)
from webapp.members.inactivity import WARNED_BEFORE, call_off
from webapp.members.kakao_link_ports import LinkStore
from webapp.members.ports import KakaoIdentity, KakaoLogin, MemberStore
from webapp.members.returning import KEPT
from webapp.members.rows import Attempt, Member, Opened, Pending, Session, Visit
from webapp.members.unlinking import (
    KAKAO_INDEX,
    KIND,
    Kept,
    forget,
    pending_place,
    queue_unlink,
)
from webapp.members.webhooks_errands import UNLINKED, read_told
from webapp.outbox.errand import Errand
from webapp.profile.ports import Vault
from webapp.profile.sweeping import ProfileSweep

PENDING_LIFE = CATALOGUE.retention("signup").after(Trigger.COLLECTION)
VISIT_KEPT = CATALOGUE.retention("visits").after(Trigger.COLLECTION)
VISIT_LAW = "통신비밀보호법 15-2"
FRESH = timedelta(minutes=5)
LOGIN = "login"


@dataclass(frozen=True, slots=True)
class Browser:
    """The browser of a request: what binds it, and what the statute wants noted of a login."""

    hash: bytes
    ip: str
    device: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A member came back; `token` is the secret of their new session."""

    member_id: MemberId
    token: str
    next_key: str


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody we do not know yet; the gate comes next."""


class Login:
    """The two halves of a login."""

    def __init__(
        self,
        database: Database[LinkStore],
        vault: Vault,
        kakao: KakaoLogin,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._vault = vault
        self._kakao = kakao
        self._now = now
        self._sweep = ProfileSweep(database, CATALOGUE, now)
        self._away = self._sweep.shortest() - WARNED_BEFORE

    def start(
        self,
        browser_hash: bytes,
        next_key: str,
        errand: str = LOGIN,
        *,
        ask_again: bool = False,
        scope: tuple[str, ...] = (),
        parcel: str = "",
    ) -> str:
        """Write an attempt and return the address at Kakao to go to.

        `ask_again` makes Kakao ask for the account even if it knows the browser; KakaoTalk's
        in-app browser ignores it. `scope` names what Kakao should ask consent for. `parcel` waits
        sealed in the attempt; `open` gives it back.
        """
        out = SettingOut(browser_hash, next_key, errand, parcel)
        state, attempt, opened = set_out(self._vault, out, self._now())
        with self._database.write() as store:
            store.attempts.add(attempt)
        prompt = "login" if ask_again else None
        return self._kakao.authorize_url(
            state=state, nonce=opened.nonce, verifier=opened.verifier, scope=scope, prompt=prompt
        )

    def abandon(self, state: str, browser_hash: bytes) -> Attempt | None:
        """Use an attempt up that Kakao sent back with an error; return it if it was ours."""
        with self._database.write() as store:
            return take(store, hash_of(state), browser_hash)

    def take(self, state: str, browser_hash: bytes) -> Attempt:
        """Use an attempt up, once.

        Raises `AttemptUnknown`, `AttemptForeign` or `AttemptExpired`.
        """
        state_hash = hash_of(state)
        with self._database.write() as store:
            attempt = take(store, state_hash, browser_hash)
            if attempt is None and store.attempts.exists(state_hash):
                raise AttemptForeign
        if attempt is None:
            raise AttemptExpired if is_old(state, self._now()) else AttemptUnknown
        if self._now() >= attempt.expires_at:
            raise AttemptExpired
        return attempt

    def identify(self, attempt: Attempt, code: str) -> KakaoIdentity:
        """Exchange the code for a verified identity; raises the Kakao errors of the port."""
        opened = self.open(attempt)
        return self._kakao.identify(code=code, nonce=opened.nonce, verifier=opened.verifier)

    def open(self, attempt: Attempt) -> Opened:
        """Return what waited sealed in an attempt."""
        return open_attempt(self._vault, attempt)

    def arrive(
        self, attempt: Attempt, identity: KakaoIdentity, browser: Browser, waits_as: bytes
    ) -> Returned | Newcomer:
        """Sign a member in, or keep a newcomer's id sealed until the gate is passed (P4).

        A newcomer waits under `waits_as`, the new name their browser is about to get.
        """
        now = self._now()
        index = self._vault.index(KAKAO_INDEX, identity.kakao_id)
        with self._database.write() as store:
            for errand in store.errands.take((KIND, UNLINKED), index):
                self._hear(store, errand)
            member = store.people.arrive(index, now, now - self._away)
            member = member or self._after_long(store, index, now)
            if member is None:
                self._drop_earlier(store, browser.hash, index)
                store.pending.put(self._pending(waits_as, attempt, index, identity.kakao_id))
                return Newcomer()
            token = secrets.token_urlsafe(32)
            open_session(store, member.member_id, token, browser, now)
        return Returned(member.member_id, token, attempt.next_key)

    def _hear(self, store: LinkStore, errand: Errand) -> None:
        """End what rested on an earlier link first, if Kakao has just told that it was cut."""
        if errand.kind == UNLINKED:
            told = read_told(self._vault, errand)
            ended_at_kakao(store, self._vault, errand.subject, told, self._now())

    def _drop_earlier(self, store: MemberStore, browser_hash: bytes, index: bytes) -> None:
        """End the sign-up this browser had waiting: one person at a time stands at its gate."""
        earlier = store.pending.drop(browser_hash)
        if earlier is not None and earlier.subject != index:
            forget(store, self._vault, earlier, self._now())

    def _after_long(self, store: MemberStore, index: bytes, now: datetime) -> Member | None:
        """Let somebody back in whose values were due, or about to be.

        What was due goes first, sweep or no sweep (P11); of what stays, it is noted that they came
        in time. Nobody is told by mail any more.
        """
        member_id = store.people.linked(index)
        if member_id is None or not store.decisions.lock(member_id):
            return None
        known = store.people.get(member_id)
        if known is not None and known.last_seen_at <= now - self._away:
            due = self._sweep.lapse(store, member_id, known.last_seen_at)
            if due is not None:
                store.letters.write(member_id, KEPT, korean_day(due), now)
            call_off(store, self._vault, member_id)
        return store.people.arrive(index, now, datetime.min.replace(tzinfo=now.tzinfo))

    def confirm(
        self, attempt: Attempt, identity: KakaoIdentity, member_id: MemberId, *, fresh: bool
    ) -> None:
        """Check that the signed-in member, and nobody else, came back.

        Raises `WrongPerson`, and `NotFresh` when `fresh` is wanted and Kakao's own
        authentication is older than five minutes.
        """
        index = self._vault.index(KAKAO_INDEX, identity.kakao_id)
        with self._database.read() as store:
            link = store.people.link_of(member_id)
        if link is None or not secrets.compare_digest(link.index, index):
            self._let_go(index, identity)
            raise WrongPerson(attempt.errand)
        if fresh and self._now() - identity.auth_time > FRESH:
            raise NotFresh(attempt.errand)

    def _let_go(self, index: bytes, identity: KakaoIdentity) -> None:
        """Queue the unlink of somebody whom proving it was enough to link at Kakao."""
        place = ("stray", index.hex())
        sealed = self._vault.seal(identity.kakao_id.encode(), place)
        with self._database.write() as store:
            if not store.people.is_linked(index):
                queue_unlink(store, self._vault, Kept(index, sealed, place), self._now())

    def _pending(
        self, browser_hash: bytes, attempt: Attempt, index: bytes, kakao_id: str
    ) -> Pending:
        now = self._now()
        return Pending(
            browser_hash=browser_hash,
            began_as=attempt.browser_hash,
            subject=index,
            sealed=self._vault.seal(kakao_id.encode(), pending_place(browser_hash)),
            member_id=None,
            created_at=now,
            expires_at=now + PENDING_LIFE,
        )


def open_session(
    store: MemberStore, member_id: MemberId, token: str, browser: Browser, at: datetime
) -> None:
    """Write a session and the statutory visit of a login."""
    store.sessions.add(
        Session(
            session_hash=_hash(token),
            member_id=member_id,
            created_at=at,
            last_seen_at=at,
            device=browser.device,
        )
    )
    store.visits.add(
        Visit(
            visit_id=uuid4(),
            member_id=member_id,
            at=at,
            ip=browser.ip,
            device=browser.device,
            law=VISIT_LAW,
            destroy_after=at + VISIT_KEPT,
        )
    )


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
