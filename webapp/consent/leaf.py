"""The leaf of a decision in the append-only log: a salted commitment, nothing personal.

    commitment = SHA-256(salt || JCS(every other column but leaf_hash))
    leaf       = SHA-256(0x00 || JCS({"v", "decision_id", "commitment"}))

Test vectors stand in `tests/consent/test_leaf.py`; a change here breaks every receipt.
"""

import hashlib
from datetime import UTC, datetime
from typing import Any

import rfc8785

VERSION = 1
SALT_BYTES = 16


def leaf_hash(salt: bytes, columns: dict[str, Any]) -> bytes:
    """Return the 32-byte leaf hash of a decision.

    `columns` holds every column of the decision but `salt` and `leaf_hash`, already as JSON
    values: text, numbers, hexadecimal hashes and instants as `instant_text` writes them.
    """
    commitment = hashlib.sha256(salt + rfc8785.dumps(columns)).hexdigest()
    leaf = {"v": VERSION, "decision_id": columns["decision_id"], "commitment": commitment}
    return hashlib.sha256(b"\x00" + rfc8785.dumps(leaf)).digest()


def instant_text(instant: datetime) -> str:
    """Return an aware instant as RFC 3339 in UTC with microseconds."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
