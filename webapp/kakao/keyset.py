"""Kakao's public keys: kept for an hour, asked for again when a signature does not fit."""

import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from types import MappingProxyType
from typing import Any

from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import RSAKey

from webapp.members.errors import KakaoUnavailable

HOUR = 3600.0
MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Held:
    """The keys of one fetch by their id, and when it was made (monotonic seconds)."""

    keys: Mapping[str, RSAKey]
    fetched: float


class KeySet:
    """The verification keys, safe to ask from many threads.

    `fetch` returns the decoded JWKS document or raises KakaoUnavailable. Kakao may block clients
    that fetch often, so: one fetch per hour, plus one per minute at most when a key is unknown or
    a signature bad (a rotated key may keep its id). While Kakao is down, keys once seen go on
    serving. Readers never wait for a fetch while they have keys.
    """

    def __init__(
        self,
        fetch: Callable[[], dict[str, Any]],
        tick: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetch = fetch
        self._tick = tick
        self._lock = Lock()
        self._held: Held | None = None
        self._tried: float | None = None
        self._forced: float | None = None

    def key(self, kid: str) -> RSAKey | None:
        """Return the key of this id, fetching the set when there is none or it is an hour old.

        None: Kakao has no such key, as far as known. Raises KakaoUnavailable when no set was ever
        fetched and none can be.
        """
        held = self._held
        if held is None:
            held = self._first()
        elif self._tick() - held.fetched >= HOUR:
            held = self._renewed(held)
        return held.keys.get(kid)

    def fresher(self, kid: str, than: RSAKey | None) -> RSAKey | None:
        """Return another key for this id than the given one, fetching at most once a minute.

        None when Kakao, just asked, has no other. Raises KakaoUnavailable when the set cannot be
        fetched, and ("keys_resting") when it may not be yet: whoever forges a token starts that
        minute, and nothing Kakao signed with a new key may be called false in it.
        """
        with self._lock:
            known = self._held.keys.get(kid) if self._held else None
            if known is not None and known is not than:
                return known  # another thread has just fetched it
            if self._forced is not None and self._tick() - self._forced < MINUTE:
                raise KakaoUnavailable("keys_resting")
            self._forced = self._tick()
            return self._take().keys.get(kid)

    def _first(self) -> Held:
        asked = self._tick()
        with self._lock:
            if self._held is not None:
                return self._held
            if self._tried is not None and self._tried > asked:
                # Somebody tried while we waited for the lock: their failure is ours, or a hanging
                # Kakao would hold the waiting threads one after the other.
                raise KakaoUnavailable("keys_unavailable")
            return self._take()

    def _renewed(self, stale: Held) -> Held:
        if not self._lock.acquire(blocking=False):
            return stale
        try:
            if self._tried is not None and self._tick() - self._tried < MINUTE:
                return self._held or stale
            return self._take()
        except KakaoUnavailable:
            return stale
        finally:
            self._lock.release()

    def _take(self) -> Held:
        """Fetch and keep the set; the lock is held by the caller."""
        try:
            keys = _usable(self._fetch())
        except KakaoUnavailable:
            raise KakaoUnavailable("keys_unavailable") from None
        finally:
            self._tried = self._tick()
        if not keys:
            raise KakaoUnavailable("keys_unavailable")
        self._held = Held(keys, self._tick())
        return self._held


def _usable(document: dict[str, Any]) -> Mapping[str, RSAKey]:
    """Return the RSA signature keys of a JWKS document by id, leaving out what we cannot use."""
    listed = document.get("keys")
    keys: dict[str, RSAKey] = {}
    for jwk in listed if isinstance(listed, list) else ():
        key = _rsa(jwk)
        if key is not None:
            keys[jwk["kid"]] = key
    return MappingProxyType(keys)


def _rsa(jwk: object) -> RSAKey | None:
    if not isinstance(jwk, dict) or not isinstance(jwk.get("kid"), str):
        return None
    if jwk.get("kty") != "RSA" or jwk.get("use", "sig") != "sig":
        return None
    if jwk.get("alg", "RS256") != "RS256":
        return None
    try:
        public: dict[str, str | list[str]] = {
            name: str(jwk[name]) for name in ("kty", "kid", "n", "e")
        }
        with warnings.catch_warnings():
            warnings.simplefilter("error", SecurityWarning)  # under 2048 bits
            return RSAKey.import_key(public)
    except (JoseError, SecurityWarning, ValueError, TypeError, KeyError):
        return None
