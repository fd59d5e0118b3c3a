"""Ending the link at Kakao through the outbox: queued with its cause, done by the worker.

The errand holds the Kakao id sealed under its own key until it is done or 72 hours have passed;
a login with that id calls it off first (Kakao operation policy: link state equals membership).
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.consent.ports import Database
from webapp.members.errors import KakaoMisconfigured, KakaoUnavailable
from webapp.members.ports import KakaoLogin, MemberStore
from webapp.members.rows import Pending
from webapp.outbox.drain import NotNow
from webapp.outbox.errand import Errand, new_errand
from webapp.profile.errands import open_errand, seal_errand
from webapp.profile.errors import CannotOpen
from webapp.profile.ports import Sealed, Vault

KIND = "kakao_unlink"
PATIENCE = timedelta(hours=72)
KAKAO_INDEX = "kakao_id"
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class Kept:
    """A Kakao id as it is kept: its blind index, itself sealed, and the place where it opens."""

    index: bytes
    sealed: Sealed
    place: tuple[str, ...]


def new_reference() -> str:
    """Return a number a person can quote, such as `4F7K-22` (no look-alike letters)."""
    text = "".join(secrets.choice(_LETTERS) for _ in range(6))
    return f"{text[:4]}-{text[4:]}"


def queue_unlink(
    store: MemberStore, vault: Vault, kept: Kept, at: datetime, reference: str = ""
) -> None:
    """Queue the unlink of a Kakao id in the transaction of its cause.

    An id that cannot be opened keeps nobody from leaving: its errand holds none and has no
    patience, so that the worker gives it up at once and reports it.
    """
    try:
        kakao_id = vault.open(kept.sealed, kept.place)
    except CannotOpen:
        store.errands.queue(new_errand(KIND, kept.index, at, at, reference))
        return
    errand = new_errand(KIND, kept.index, at, at + PATIENCE, reference)
    store.errands.queue(seal_errand(vault, errand, kakao_id))


def forget(store: MemberStore, vault: Vault, pending: Pending, at: datetime) -> None:
    """Queue the unlink of somebody who did not join, unless that Kakao id is a member's.

    Whether it waits at the gate in another browser as well, the errand looks itself: two that end
    at the same instant would each leave it to the other here.
    """
    if pending.member_id is None and not store.people.is_linked(pending.subject):
        place = pending_place(pending.browser_hash)
        queue_unlink(store, vault, Kept(pending.subject, pending.sealed, place), at)


def open_pending(vault: Vault, pending: Pending) -> str:
    """Return the Kakao id of a pending sign-up."""
    return vault.open(pending.sealed, pending_place(pending.browser_hash)).decode()


def pending_place(browser_hash: bytes) -> tuple[str, ...]:
    """Return the one place where a pending sign-up opens."""
    return ("pending_signup", browser_hash.hex())


class Unlinker:
    """Runs an unlink errand."""

    def __init__(self, database: Database[MemberStore], vault: Vault, kakao: KakaoLogin) -> None:
        self._database = database
        self._vault = vault
        self._kakao = kakao

    def run(self, errand: Errand) -> None:
        """Unlink at Kakao, unless the person is back meanwhile; raises `NotNow`.

        Whoever is at the gate again ends with a membership or with an unlink of their own.
        """
        kakao_id = open_errand(self._vault, errand).decode()
        with self._database.read() as store:
            if store.pending.holds(errand.subject) or store.people.is_linked(errand.subject):
                return
        try:
            self._kakao.unlink(kakao_id)
        except (KakaoUnavailable, KakaoMisconfigured) as refusal:
            raise NotNow(refusal.reason) from None
