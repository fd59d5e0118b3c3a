"""The requirement locks as data: names, versions, hashes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LINE = re.compile(r"(?P<name>[a-z0-9._-]+)==(?P<version>[^\s;]+)(?: ; (?P<marker>.+?))?(?=\s+--|$)")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@dataclass(frozen=True, order=True)
class Pin:
    name: str
    version: str
    marker: str = ""
    hashes: tuple[str, ...] = ()


def pins(lock: str) -> Iterator[Pin]:
    """Every requirement of a lock; raises ValueError for a line that is none."""
    for entry in lock.replace("\\\n", " ").splitlines():
        parts = LINE.match(entry)
        if parts is None:
            message = f"no pin: {entry!r}"
            raise ValueError(message)
        rest = entry[parts.end() :].split()
        if not rest or not all(HASH.fullmatch(word) for word in rest):
            message = f"no hashes, or more than hashes: {entry!r}"
            raise ValueError(message)
        marker = (parts["marker"] or "").strip()
        yield Pin(parts["name"], parts["version"], marker, tuple(rest))


def release(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))
