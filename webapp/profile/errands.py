"""An errand as it waits in the outbox: what it knows, sealed at the one place where it opens."""

from dataclasses import replace

from webapp.outbox.errand import Errand
from webapp.profile.ports import Sealed, Vault


def seal_errand(vault: Vault, errand: Errand, plain: bytes) -> Errand:
    """Return an errand that knows `plain`, sealed with a key of its own."""
    sealed = vault.seal(plain, _place(errand))
    return replace(
        errand, payload=sealed.text, wrapped_key=sealed.wrapped_key, kek_id=sealed.kek_id
    )


def open_errand(vault: Vault, errand: Errand) -> bytes:
    """Return what an errand knows; raises `CannotOpen`."""
    sealed = Sealed(errand.payload, errand.wrapped_key, errand.kek_id)
    return vault.open(sealed, _place(errand))


def _place(errand: Errand) -> tuple[str, ...]:
    return ("outbox", errand.kind, errand.subject.hex())
