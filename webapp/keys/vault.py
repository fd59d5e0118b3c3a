"""Envelope sealing: every value has a key of its own, wrapped by a key-encryption key.

    sealed      = 0x01 || nonce(12) || AES-256-GCM(data key, plain, place)
    wrapped_key = 0x01 || nonce(12) || AES-256-GCM(KEK, data key, place || kek id)

`place` is the table, person, scope and field a value belongs to, so a ciphertext moved to another
row cannot be opened (ASVS 11.3.2). Deleting the wrapped key makes the value noise for good.
What a value keeps outside the database is locked the same way, with a key that the value holds.
"""

import hashlib
import hmac
import json
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from webapp.keys.keyring import KEY_BYTES, Keyring
from webapp.profile.errors import CannotOpen
from webapp.profile.ports import Sealed

_FORMAT = b"\x01"
_NONCE_BYTES = 12
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class KeyringVault:
    """A vault over a keyring in memory: `profile.ports.Vault`, `profile.photos.ports.Locks`."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring
        self._keks = {name: AESGCM(key) for name, key in keyring.keks.items()}

    def seal(self, plain: bytes, bound_to: tuple[str, ...]) -> Sealed:
        """Seal with a fresh data key, wrapped by the primary key."""
        data_key = secrets.token_bytes(KEY_BYTES)
        kek_id = self._keyring.primary
        return Sealed(
            text=_encrypt(AESGCM(data_key), plain, _place(bound_to)),
            wrapped_key=_encrypt(self._keks[kek_id], data_key, _place((*bound_to, kek_id))),
            kek_id=kek_id,
        )

    def open(self, sealed: Sealed, bound_to: tuple[str, ...]) -> bytes:
        """Return the plain bytes; raises `CannotOpen`."""
        kek = self._keks.get(sealed.kek_id)
        if kek is None:
            raise CannotOpen
        data_key = _decrypt(kek, sealed.wrapped_key, _place((*bound_to, sealed.kek_id)))
        return _decrypt(AESGCM(data_key), sealed.text, _place(bound_to))

    def lock(self, plain: bytes, bound_to: tuple[str, ...]) -> tuple[bytes, bytes]:
        """Seal with a fresh data key that no key of ours wraps; return ciphertext and key."""
        data_key = secrets.token_bytes(KEY_BYTES)
        return _encrypt(AESGCM(data_key), plain, _place(bound_to)), data_key

    def unlock(self, text: bytes, key: bytes, bound_to: tuple[str, ...]) -> bytes:
        """Return the plain bytes; raises `CannotOpen`."""
        return _decrypt(AESGCM(key), text, _place(bound_to))

    def index(self, name: str, value: str) -> bytes:
        """Return HMAC-SHA-256 under a key made for `name` alone."""
        key = hmac.digest(self._keyring.index_key, f"duett index {name}".encode(), hashlib.sha256)
        return hmac.digest(key, value.encode(), hashlib.sha256)


def _place(bound_to: tuple[str, ...]) -> bytes:
    return _JSON.encode(bound_to).encode()


def _encrypt(cipher: AESGCM, plain: bytes, place: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _FORMAT + nonce + cipher.encrypt(nonce, plain, place)


def _decrypt(cipher: AESGCM, sealed: bytes, place: bytes) -> bytes:
    nonce, text = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    if sealed[:1] != _FORMAT:
        raise CannotOpen
    try:
        return cipher.decrypt(nonce, text, place)
    except (InvalidTag, ValueError):
        raise CannotOpen from None
