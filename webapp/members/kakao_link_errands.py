"""The errand that ends an agreement at Kakao: queued with its cause, read again by the worker."""

import json
from datetime import datetime, timedelta
from uuid import UUID

from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import Trigger
from webapp.consent.decision import MemberId
from webapp.outbox.errand import Errand, new_errand
from webapp.outbox.ports import OutboxStore
from webapp.profile.errands import open_errand, seal_errand
from webapp.profile.ports import Vault

KIND = "kakao_scope"
PATIENCE: timedelta = CATALOGUE.retention("scope_ending").after(Trigger.COLLECTION)


def queue_scope_revocation(
    store: OutboxStore, vault: Vault, member_id: MemberId, scope: str, at: datetime
) -> None:
    """Queue the end of one agreement at Kakao, in the transaction of its cause."""
    subject = errands_of(vault, member_id)
    errand = new_errand(KIND, subject, at, at + PATIENCE)
    told = json.dumps([str(member_id), scope])
    store.errands.queue(seal_errand(vault, errand, told.encode()))


def ending(store: OutboxStore, vault: Vault, member_id: MemberId) -> set[str]:
    """Return the scopes whose end is still to be told to Kakao."""
    found = store.errands.about(KIND, errands_of(vault, member_id))
    return {opened(vault, errand)[1] for errand in found}


def opened(vault: Vault, errand: Errand) -> tuple[MemberId, str]:
    """Return whose agreement to which scope an errand is to end; raises `CannotOpen`."""
    member_id, scope = json.loads(open_errand(vault, errand))
    return MemberId(UUID(member_id)), str(scope)


def errands_of(vault: Vault, member_id: MemberId) -> bytes:
    """Return under which subject the errands of a member stand (32 bytes)."""
    return vault.index(KIND, str(member_id))
