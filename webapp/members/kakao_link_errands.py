"""The errand that ends an agreement at Kakao: queued with its cause, read again by the worker."""

import json
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import Trigger
from webapp.consent.decision import MemberId
from webapp.outbox.errand import Errand
from webapp.outbox.ports import OutboxStore
from webapp.profile.ports import Sealed, Vault

KIND = "kakao_scope"
PATIENCE: timedelta = CATALOGUE.retention("scope_ending").after(Trigger.COLLECTION)


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


def ending(store: OutboxStore, vault: Vault, member_id: MemberId) -> set[str]:
    """Return the scopes whose end is still to be told to Kakao."""
    found = store.errands.about(KIND, errands_of(vault, member_id))
    return {opened(vault, errand)[1] for errand in found}


def opened(vault: Vault, errand: Errand) -> tuple[MemberId, str]:
    """Return whose agreement to which scope an errand is to end; raises `CannotOpen`."""
    sealed = Sealed(errand.payload, errand.wrapped_key, errand.kek_id)
    member_id, scope = json.loads(vault.open(sealed, _place(errand.subject)))
    return MemberId(UUID(member_id)), str(scope)


def errands_of(vault: Vault, member_id: MemberId) -> bytes:
    """Return under which subject the errands of a member stand (32 bytes)."""
    return vault.index(KIND, str(member_id))


def _place(subject: bytes) -> tuple[str, ...]:
    return ("outbox", KIND, subject.hex())
