"""Holds: while a value is contested, no purpose may read it (policy article 6-3, PIPA 36).

The request and the hold begin and end together; only the person's own door still opens the value.
"""

from webapp.profile.ports import Correction, ProfileStore


def hold(store: ProfileStore, made: Correction) -> bool:
    """Put a value on hold under a request; `False` when there is none, or it is held already."""
    if not store.values.hold(made.member_id, made.scope, made.field_key, made.opened_at):
        return False
    store.corrections.add(made)
    return True


def release(store: ProfileStore, made: Correction) -> None:
    """End a request as it says, and the hold with it."""
    store.corrections.settle(made)
    store.values.release(made.member_id, made.scope, [made.field_key])
