"""Ending an agreement at Kakao when the value that came from there is gone (docs/decisions/0029).

The database notes each deletion of a value from Kakao in the same transaction, so that no way of
erasing one can forget it; the worker turns the note into an errand and carries that out.
"""

from collections.abc import Callable
from datetime import datetime

from webapp.catalogue.shapes import Catalogue, Source
from webapp.consent.decision import MemberId
from webapp.consent.ports import Database
from webapp.members.errors import KakaoMisconfigured, KakaoUnavailable, ScopeNotRevocable
from webapp.members.joining import open_link
from webapp.members.kakao_link_errands import opened, queue_scope_revocation
from webapp.members.kakao_link_ports import AgreedScope, KakaoScopes, LinkStore
from webapp.outbox.drain import Hopeless, NotNow
from webapp.outbox.errand import Errand
from webapp.profile.ports import ValueRow, Vault

_AT_ONCE = 100


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
        member_id, scope = opened(self._vault, errand)
        with self._database.read() as store:
            link = store.people.link_of(member_id)
            needed = link is not None and self._is_needed(store.values.own(member_id), scope)
        if link is None or needed:
            return
        try:
            left = self._kakao.revoke(open_link(self._vault, link), scope)
        except ScopeNotRevocable as refusal:
            raise Hopeless(refusal.reason) from None
        except (KakaoUnavailable, KakaoMisconfigured) as refusal:
            raise NotNow(refusal.reason) from None
        with self._database.write() as store:
            note_ended(store, member_id, scope, left, self._now())

    def _is_needed(self, own: list[ValueRow], scope: str) -> bool:
        """Tell whether a value that came by this agreement is still (or again) kept."""
        return any(
            row.source == Source.KAKAO.value and self._scopes.get(row.field_key) == scope
            for row in own
        )


def note_ended(
    store: LinkStore,
    member_id: MemberId,
    scope: str,
    left: list[AgreedScope] | None,
    at: datetime,
) -> None:
    """Remember that an agreement ended, and what is left where Kakao said so."""
    if left is not None:
        store.kakao_links.note_scopes(member_id, [one.scope for one in left], at)
    elif known := store.kakao_links.scopes(member_id):
        store.kakao_links.note_scopes(member_id, set(known.scopes) - {scope}, at)
