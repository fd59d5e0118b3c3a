"""Proof that the signed-in person proved again who they are, a moment ago, for one errand.

Nothing is stored: the proof is signed, names the session it was made for, and is worth nothing in
any other browser or after ten minutes (ASVS 7.5.3).
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer

LIFE = timedelta(minutes=10)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Proofs:
    """Writes and checks proofs with one secret."""

    def __init__(self, secret: bytes, now: Callable[[], datetime]) -> None:
        sha256 = {"digest_method": hashlib.sha256}
        self._serializer = URLSafeSerializer(secret, salt="duett.proof", signer_kwargs=sha256)
        self._now = now

    def write(self, errand: str, holder: str) -> str:
        """Return the proof for the session named by `holder` (hash, not an id), as url-safe text.

        Session and errand are in it only as a fingerprint: it may stand in an address.
        """
        at = (self._now() - _EPOCH) // timedelta(seconds=1)
        return str(self._serializer.dumps([_fingerprint(errand, holder), at]))

    def holds(self, proof: str, errand: str, holder: str) -> bool:
        """Tell whether a proof was made for this session and errand and is still fresh."""
        try:
            fingerprint, at = self._serializer.loads(proof)
            made_at = _EPOCH + timedelta(seconds=at)
        except (BadSignature, ValueError, TypeError, OverflowError):
            return False
        fresh = made_at <= self._now() + timedelta(seconds=1) and self._now() < made_at + LIFE
        return bool(fingerprint == _fingerprint(errand, holder) and fresh)


def _fingerprint(errand: str, holder: str) -> str:
    return hashlib.sha256(f"{errand}\0{holder}".encode()).hexdigest()[:32]
