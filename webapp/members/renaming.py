"""A browser gets another name: what is under way in its other tabs goes on under that one."""

from dataclasses import replace

from webapp.members.ports import MemberStore
from webapp.members.unlinking import open_pending, pending_place
from webapp.profile.ports import Vault


def move_under_way(store: MemberStore, vault: Vault, before: bytes, onto: bytes) -> None:
    """Let logins at Kakao and the sign-up at the gate follow a browser to its new name (32 bytes).

    Nothing stays under the name before: whoever else knows it has nothing with it (V7.2.4). A page
    of the gate that is open in another tab is shown once more, since its form was for that name.
    """
    store.attempts.move(before, onto)
    pending = store.pending.drop(before)
    if pending is not None:
        sealed = vault.seal(open_pending(vault, pending).encode(), pending_place(onto))
        store.pending.put(replace(pending, browser_hash=onto, sealed=sealed))
