"""Ending an agreement at Kakao when the value that came from there is gone (design 6, 11.6).

The database notes each deletion of a value from Kakao in the same transaction, so that no way of
erasing one can forget it; the worker turns the note into an errand and carries that out.
"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import Catalogue, Source, Trigger
from webapp.consent.decision import MemberId
from webapp.consent.ports import Database
from webapp.members.errors import KakaoMisconfigured, KakaoUnavailable, ScopeNotRevocable
from webapp.members.joining import link_place
from webapp.members.kakao_link_ports import KakaoScopes, LinkStore
from webapp.members.rows import Link
from webapp.outbox.drain import Hopeless, NotNow
from webapp.outbox.errand import Errand
from webapp.outbox.ports import OutboxStore
from webapp.profile.ports import Sealed, ValueRow, Vault

KIND = "kakao_scope"
PATIENCE: timedelta = CATALOGUE.retention("scope_ending").after(Trigger.COLLECTION)
_AT_ONCE = 100


def queue_scope_revocation(
    store: OutboxStore, vault: Vault, member_id: MemberId, scope: str, at: datetime
) -> None:
    """Queue the end of one agreement at Kakao, in the transaction of its cause."""
    subject = errands_of(vault, member_id)
    sealed = vault.seal(json.dumps([str(member_id), scope]).encode(), _place(subject))
    store.errands.queue(
        Errand(
            errand_id=uuid4(),
            kind=KIND,
            subject=subject,
            reference="",
            payload=sealed.text,
            wrapped_key=sealed.wrapped_key,
            kek_id=sealed.kek_id,
            created_at=at,
            due_at=at,
            give_up_at=at + PATIENCE,
        )
    )


def errands_of(vault: Vault, member_id: MemberId) -> bytes:
    """Return under which subject the errands of a member stand (32 bytes)."""
    return vault.index(KIND, str(member_id))


def open_kakao_id(vault: Vault, link: Link) -> str:
    """Return the Kakao id of a member's link; raises `CannotOpen`."""
    return vault.open(link.sealed, link_place(link.member_id)).decode()


class ScopeEnder:
    """Queues and runs the errands that end agreements at Kakao."""

    def __init__(
        self,
        database: Database[LinkStore],
        vault: Vault,
        catalogue: Catalogue,
        kakao: KakaoScopes,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._vault = vault
        self._kakao = kakao
        self._now = now
        self._scopes = {f.key: f.kakao_scope for f in catalogue.fields if f.kakao_scope}

    def gather(self) -> int:
        """Queue an errand for every value from Kakao that is gone; return how many."""
        with self._database.read() as store:
            if not store.leftovers.are_there():
                return 0
        with self._database.write() as store:
            taken = store.leftovers.take(_AT_ONCE)
            for member_id, field_key in taken:
                if scope := self._scopes.get(field_key):
                    queue_scope_revocation(store, self._vault, member_id, scope, self._now())
        return len(taken)

    def run(self, errand: Errand) -> None:
        """End one agreement, unless the person left or fetched the value again meanwhile.

        Raises `NotNow`, and `Hopeless` when Kakao never lets this one end.
        """
        member_id, scope = self._opened(errand)
        with self._database.read() as store:
            link = store.people.link_of(member_id)
            needed = link is not None and self._is_needed(store.values.own(member_id), scope)
        if link is None or needed:
            return
        try:
            self._kakao.revoke(open_kakao_id(self._vault, link), scope)
        except ScopeNotRevocable as refusal:
            raise Hopeless(refusal.reason) from None
        except (KakaoUnavailable, KakaoMisconfigured) as refusal:
            raise NotNow(refusal.reason) from None
        self.ended(member_id, scope)

    def ended(self, member_id: MemberId, scope: str) -> None:
        """Remember that an agreement ended."""
        with self._database.write() as store:
            known = store.kakao_links.scopes(member_id)
            if known is not None:
                left = [one for one in known.scopes if one != scope]
                store.kakao_links.note_scopes(member_id, left, self._now())

    def _is_needed(self, own: list[ValueRow], scope: str) -> bool:
        """Tell whether a value that came by this agreement is still (or again) kept."""
        return any(
            row.source == Source.KAKAO.value and self._scopes.get(row.field_key) == scope
            for row in own
        )

    def _opened(self, errand: Errand) -> tuple[MemberId, str]:
        sealed = Sealed(errand.payload, errand.wrapped_key, errand.kek_id)
        member_id, scope = json.loads(self._vault.open(sealed, _place(errand.subject)))
        return MemberId(UUID(member_id)), str(scope)


def _place(subject: bytes) -> tuple[str, ...]:
    return ("outbox", KIND, subject.hex())
