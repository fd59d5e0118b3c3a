"""A photo store in a bucket that speaks S3."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import SplitResult, parse_qs

from obstore.exceptions import BaseError
from obstore.store import S3Store

from webapp.profile.photos.errors import StoreAway

_CONNECTING, _ANSWERING = timedelta(seconds=2), timedelta(seconds=5)


class Bucket:
    """Implements `profile.photos.ports.Store`."""

    def __init__(self, store: S3Store) -> None:
        self._store = store

    def put(self, name: str, data: bytes) -> None:
        """Write an object: S3 shows it whole or not at all."""
        try:
            self._store.put(name, data, use_multipart=False)
        except (BaseError, OSError) as fault:
            raise _away(fault) from None

    def get(self, name: str) -> bytes | None:
        """Return an object."""
        try:
            return bytes(self._store.get(name).bytes())
        except FileNotFoundError:
            return None
        except (BaseError, OSError) as fault:
            raise _away(fault) from None

    def delete(self, name: str) -> None:
        """Delete an object; S3 calls one that is not there deleted, but not a bucket."""
        try:
            self._store.delete(name)
        except (BaseError, OSError) as fault:
            raise _away(fault) from None

    def names(self) -> Iterator[str]:
        """Return the names in the bucket, below its prefix."""
        try:
            for listed in self._store.list():
                yield from (found["path"] for found in listed)
        except (BaseError, OSError) as fault:
            raise _away(fault) from None


def open_bucket(address: SplitResult) -> Bucket:
    """Return the bucket of `s3://bucket/prefix?endpoint=https://...&region=...`.

    Its keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or from the role of the machine.
    """
    asked = {name: values[-1] for name, values in parse_qs(address.query).items()}
    endpoint = asked.get("endpoint")
    store = S3Store(
        address.netloc,
        prefix=address.path.strip("/") or None,
        config={
            "disable_bulk_delete": True,  # not every store that speaks S3 knows it
            **({"endpoint": endpoint} if endpoint else {}),
            **({"region": asked["region"]} if "region" in asked else {}),
        },
        client_options={
            "allow_http": (endpoint or "").startswith("http://"),
            "connect_timeout": _CONNECTING,
            "timeout": _ANSWERING,
        },
        retry_config={"max_retries": 1, "retry_timeout": _ANSWERING},
    )
    return Bucket(store)


def _away(fault: Exception) -> StoreAway:
    # The text of the fault names bucket and object; its kind is enough.
    return StoreAway(type(fault).__name__)
