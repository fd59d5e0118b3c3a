"""One way to Kakao and back: its secrets, sealed in a row bound to the browser that set out."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import Trigger
from webapp.members.ports import MemberStore
from webapp.members.rows import Attempt, Opened
from webapp.profile.ports import Vault

ATTEMPT_LIFE = CATALOGUE.retention("attempt").after(Trigger.COLLECTION)


@dataclass(frozen=True, slots=True)
class SettingOut:
    """Who sets out, and what for: `parcel` waits sealed until they are back."""

    browser_hash: bytes
    next_key: str
    errand: str
    parcel: str = ""


def set_out(vault: Vault, out: SettingOut, at: datetime) -> tuple[str, Attempt, Opened]:
    """Return the state to send along, the row that knows it again, and what the row keeps."""
    opened = Opened(secrets.token_urlsafe(48), secrets.token_urlsafe(48), out.parcel)
    state = f"{int(at.timestamp()):x}.{secrets.token_urlsafe(48)}"
    state_hash = hash_of(state)
    text = f"{opened.nonce} {opened.verifier} {opened.parcel}"
    attempt = Attempt(
        state_hash=state_hash,
        browser_hash=out.browser_hash,
        errand=out.errand,
        next_key=out.next_key,
        sealed=vault.seal(text.encode(), _place(state_hash)),
        created_at=at,
        expires_at=at + ATTEMPT_LIFE,
    )
    return state, attempt, opened


def open_attempt(vault: Vault, attempt: Attempt) -> Opened:
    """Return what waited sealed in an attempt."""
    sealed = vault.open(attempt.sealed, _place(attempt.state_hash))
    return Opened(*sealed.decode().split(" ", 2))


def take(store: MemberStore, state_hash: bytes, browser_hash: bytes) -> Attempt | None:
    """Take an attempt of this browser, under the name it has or had before it came back.

    Somebody with two tabs under way comes back twice; the first return renamed the browser.
    """
    attempt = store.attempts.take(state_hash, browser_hash)
    if attempt is None:
        pending = store.pending.get(browser_hash)
        if pending is not None and pending.began_as:
            attempt = store.attempts.take(state_hash, pending.began_as)
    return attempt


def is_old(state: str, now: datetime) -> bool:
    """Tell whether a state says of itself that it began too long ago.

    Its row is swept at that time, so only the state itself can still tell; nothing but the
    choice of words rests on it.
    """
    began, dot, _ = state.partition(".")
    if not dot or not re.fullmatch(r"[0-9a-f]{8,10}", began):
        return False
    return now.timestamp() >= int(began, 16) + ATTEMPT_LIFE.total_seconds()


def hash_of(state: str) -> bytes:
    """Return the name an attempt has in its table."""
    return hashlib.sha256(state.encode()).digest()


def _place(state_hash: bytes) -> tuple[str, ...]:
    return ("oauth_attempt", state_hash.hex())
