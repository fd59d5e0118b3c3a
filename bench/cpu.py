"""The CPU time of a tree of processes, as Linux counts it.

On a machine that is shared, CPU per operation holds still where requests per second do not.
"""

from collections.abc import Mapping
from pathlib import Path

PROC = Path("/proc")
Clock = Mapping[int, int]
"""Nanoseconds of CPU by thread."""


def clock(root: int | None) -> Clock:
    """Return the CPU time of every living thread of a process and its descendants."""
    return {int(task.name): _nanoseconds(task) for pid in tree(root) for task in _entries(pid)}


def spent(before: Clock, after: Clock) -> float:
    """Return the microseconds between two readings; threads that ended in between are left out."""
    return sum(now - before.get(thread, 0) for thread, now in after.items()) / 1000


def tree(root: int | None) -> list[int]:
    """Return a process and its descendants, as far as they live; none for None."""
    found: list[int] = []
    waiting = [] if root is None else [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += [int(child) for task in _entries(pid) for child in _words(task / "children")]
    return found


def memory(root: int) -> int:
    """Return the proportional share of memory (PSS) of a tree, in bytes."""
    return sum(_share(pid) for pid in tree(root))


def _entries(pid: int) -> list[Path]:
    try:
        return list((PROC / str(pid) / "task").iterdir())
    except (FileNotFoundError, ProcessLookupError):
        return []


def _nanoseconds(task: Path) -> int:
    return int((_words(task / "schedstat") or ["0"])[0])


def _words(file: Path) -> list[str]:
    try:
        return file.read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _share(pid: int) -> int:
    lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
