"""The keyring: a file of its own, outside the database, readable by one user only.

Shape: `{"version": 1, "primary": "<kek id>", "keks": {id: base64 of 32 bytes},
"index": base64 of 32 bytes}`. New values are wrapped by the primary; older key-encryption keys
stay readable until everything was wrapped again (ASVS 11.1.1, 13.3.1).
"""

import base64
import json
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

KEY_BYTES = 32
_MODE = 0o600
_VERSION = 1


class KeyringError(Exception):
    """The keyring file is missing, readable by others, or not a keyring."""


@dataclass(frozen=True, slots=True, repr=False)
class Keyring:
    """Key-encryption keys by id, the one new keys are wrapped with, and the index key."""

    primary: str
    keks: dict[str, bytes]
    index_key: bytes


def create_keyring(path: Path) -> None:
    """Write a fresh keyring with mode 0600 unless one is there; never replaces keys."""
    made = {
        "version": _VERSION,
        "primary": "k1",
        "keks": {"k1": _text(secrets.token_bytes(KEY_BYTES))},
        "index": _text(secrets.token_bytes(KEY_BYTES)),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w") as file:
        json.dump(made, file)


def load_keyring(path: Path) -> Keyring:
    """Read a keyring; raises `KeyringError` with a sentence that names no key."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        found = json.loads(path.read_text())
    except (OSError, ValueError):
        message = f"the keyring {path.name} cannot be read"
        raise KeyringError(message) from None
    if mode & 0o077:
        message = f"the keyring {path.name} is readable by others; its mode must be 0600"
        raise KeyringError(message)
    try:
        ring = _read(found)
    except (KeyError, TypeError, ValueError, AttributeError):
        message = f"the keyring {path.name} is not a keyring of version 1"
        raise KeyringError(message) from None
    if ring.primary not in ring.keks:
        message = f"the keyring {path.name} names a primary key that it does not hold"
        raise KeyringError(message)
    return ring


def _read(found: Any) -> Keyring:  # noqa: ANN401  a file may hold any JSON
    if found["version"] != _VERSION:
        raise ValueError
    keks = {name: _key(text) for name, text in found["keks"].items()}
    return Keyring(str(found["primary"]), keks, _key(found["index"]))


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _key(text: str) -> bytes:
    key = base64.b64decode(text, validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError
    return key
