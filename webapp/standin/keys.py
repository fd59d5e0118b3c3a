"""The stand-in's signing keys: two, as at Kakao, and replaceable while it runs."""

import base64
import hashlib
import json
from collections.abc import Callable
from threading import Lock
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from joserfc.jwk import RSAKey


def new_key(kid: str | None = None) -> RSAKey:
    """Make a key whose id is 30 hexadecimal letters, as Kakao's are."""
    key = RSAKey.generate_key(2048)
    made = kid or hashlib.sha256(key.as_pem(private=False)).hexdigest()[:30]
    return RSAKey.import_key(key.as_pem(private=True), {"kid": made, "use": "sig", "alg": "RS256"})


class SigningKeys:
    """The first key signs; all are published."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._keys = self._first()

    @staticmethod
    def _first() -> list[RSAKey]:
        return [new_key(), new_key()]

    @property
    def current(self) -> RSAKey:
        with self._lock:
            return self._keys[0]

    def published(self) -> dict[str, Any]:
        with self._lock:
            return {"keys": [key.as_dict(private=False) for key in self._keys]}

    def rotate(self, *, same_kid: bool = False) -> str:
        """Sign with a new key from now on and drop the oldest; return the id of the new one."""
        with self._lock:
            made = new_key(self._keys[0].kid if same_kid else None)
            self._keys = [made, *(self._keys[1:] if same_kid else self._keys[:1])]
            return str(made.kid)


def sign(key: RSAKey, payload: bytes, header: dict[str, Any]) -> str:
    """Return a compact JWS signed with RS256, whatever the header says."""
    private = key.private_key
    if private is None:
        raise TypeError
    return compact(
        header, payload, lambda text: private.sign(text, padding.PKCS1v15(), hashes.SHA256())
    )


def compact(header: dict[str, Any], payload: bytes, signer: Callable[[bytes], bytes]) -> str:
    """Return a compact JWS made by hand: libraries rightly refuse to make hostile ones."""
    text = f"{_b64(json.dumps(header).encode())}.{_b64(payload)}"
    return f"{text}.{_b64(signer(text.encode()))}"


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
