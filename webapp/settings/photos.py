"""The photo store's setting: a folder of this machine, or a bucket that speaks S3."""

import re
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

from webapp.settings.addresses import is_loopback, split_address

DEFAULT_STORE = "var/photos"
BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
KNOWN = frozenset({"endpoint", "region"})
_EXAMPLE = "s3://bucket/prefix?endpoint=https://s3.example&region=ap-northeast-2"


def wrong_photo_store(address: str, *, is_production: bool) -> Iterator[str]:
    """A sentence for an address that names no store, or one that photos must not travel to."""
    if "://" in address:
        yield from _wrong_bucket(address, is_production=is_production)
    elif is_production and _is_open_to_others(Path(address)):
        yield "PHOTO_STORE must be a folder open to its owner alone: chmod 700."


def _wrong_bucket(address: str, *, is_production: bool) -> Iterator[str]:
    parts = split_address(address)
    asked = parse_qs(parts.query, keep_blank_values=True)
    endpoint = split_address(asked.get("endpoint", ["https://s3.example"])[-1])
    is_plain = not endpoint.path.strip("/") and not endpoint.username
    if (
        parts.scheme != "s3"
        or not BUCKET.fullmatch(parts.netloc)
        or set(asked) - KNOWN
        or endpoint.scheme not in {"http", "https"}
        or not (endpoint.hostname and is_plain)
    ):
        yield f"PHOTO_STORE must be the path of a folder, or an address such as {_EXAMPLE}."
    elif is_production and endpoint.scheme == "http" and not is_loopback(endpoint.hostname):
        yield "PHOTO_STORE crosses a network: its endpoint must begin with https://."


def _is_open_to_others(folder: Path) -> bool:
    return folder.is_dir() and bool(stat.S_IMODE(folder.stat().st_mode) & 0o077)
