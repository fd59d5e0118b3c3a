"""The leaf of a decision in the append-only log: a salted commitment, nothing personal.

    commitment = SHA-256(salt || JCS(every other column but leaf_hash))
    leaf       = SHA-256(0x00 || JCS({"v", "decision_id", "commitment"}))

Test vectors stand in `tests/consent/test_leaf.py`; a change here breaks every receipt.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

VERSION = 1
SALT_BYTES = 16
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def leaf_hash(salt: bytes, columns: Mapping[str, str | int]) -> bytes:
    """Return the 32-byte leaf hash of a decision.

    `columns` holds every column of the decision but `salt` and `leaf_hash`, already as JSON
    values: text, numbers, hexadecimal hashes and instants as `instant_text` writes them.
    """
    commitment = hashlib.sha256(salt + canonical(columns)).hexdigest()
    leaf = {"v": VERSION, "decision_id": columns["decision_id"], "commitment": commitment}
    return hashlib.sha256(b"\x00" + canonical(leaf)).digest()


def canonical(flat: Mapping[str, str | int]) -> bytes:
    """Return RFC 8785 of text and whole numbers below 2**53 under ASCII names.

    For these alone the standard library writes the very same bytes, in a sixth of the time
    (measured); a test holds it against an implementation of the RFC.
    """
    return _JSON.encode(flat).encode()


def instant_text(instant: datetime) -> str:
    """Return an aware instant as RFC 3339 in UTC with microseconds."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
