"""The permission check over millions of decisions: blocks it touches and the time it takes.

Blocks are exact; times are those of this machine and this hour.
"""

import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any
from uuid import UUID

from sqlalchemy import event

from bench.bare import FIELD, PURPOSE, profile_of
from bench.place import ground
from bench.report import Goal
from bench.sample import Sample
from webapp import wiring
from webapp.consent.decision import MEMBERSHIP, MemberId
from webapp.profile.reading import Profile
from webapp.settings import Settings
from webapp.storage.profile.reading import CONSENT, READABLE
from webapp.storage.transaction import Storage

STEPS = (10_000, 1_000_000, 10_000_000)
ASKED = 400
MOST_BLOCKS = 6


HEAD = (
    f"{'decisions':>12}{'loaded in':>12}{'may_read':>12}{'of one':>12}{'read':>12}{'p50':>12}\n"
    f"{'':>24}{'blocks in the middle (at most)':^36}{'may_read':>12}"
)


def grow(most: int, say: Callable[[str], None]) -> list[Goal]:
    """Print what the check costs at each step up to `most` decisions; return the goals."""
    found = []
    with ground(is_sqlite=False) as here:
        settings = Settings.from_env(here.environment)
        services, _ = wiring.build(settings)
        edition = services.editions.current(FIELD, "ko")
        storage = Storage(settings.database_url, pool_size=2)
        profile = profile_of(settings, storage)
        sample = Sample(settings.database_url, edition.hash, services.now())
        say(HEAD)
        for step in (one for one in STEPS if one <= most):
            start = time.perf_counter()
            sample.grow(step)
            loaded = f"{time.perf_counter() - start:.0f} s"
            check = blocks(storage, CONSENT, sample.members)
            often = blocks(storage, CONSENT, [sample.changeable])
            whole = blocks(storage, READABLE, sample.members)
            took = f"{_middle(profile, sample.members):.0f} µs"
            touched = "".join(f"{_told(one):>12}" for one in (check, often, whole))
            say(f"{step:>12,}{loaded:>12}{touched}{took:>12}")
            found.append(Goal(f"blocks of may_read at {step:,}", median(check), MOST_BLOCKS))
            found.append(Goal("  at most, of all who were asked about", max(check), MOST_BLOCKS))
            found.append(Goal("  of one with very many decisions", max(often), MOST_BLOCKS))
        storage.dispose()
    return found


def _told(touched: list[int]) -> str:
    return f"{median(touched):.0f} ({max(touched)})"


def blocks(storage: Storage, statement: Any, people: list[UUID]) -> list[int]:  # noqa: ANN401
    """Return how many blocks, in memory or not, a statement touches for some of the people."""

    def explain(_c: Any, _u: Any, text: str, told: Any, *_: Any) -> tuple[str, Any]:  # noqa: ANN401
        return f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {text}", told

    touched = []
    with storage.engine.connect() as connection:
        event.listen(connection, "before_cursor_execute", explain, retval=True)
        # The first time, a connection also reads where each index begins: ask once before counting.
        for one in (people[0], *_some(people)):
            asked = {"member": one, "scope": MEMBERSHIP, "notice": FIELD, "field": FIELD}
            found = connection.execute(statement, asked | {"members": [one]}).scalar_one()
            plan = found[0]["Plan"]
            touched.append(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])
    return touched[1:]


def _middle(profile: Profile, people: list[UUID]) -> float:
    """Return the median microseconds of a check, of different people each time."""
    took = []
    for one in _some(people):
        start = time.perf_counter()
        if not profile.may_read(MemberId(one), FIELD, PURPOSE):
            raise ValueError(one)
        took.append((time.perf_counter() - start) * 1_000_000)
    return median(took)


def _some(people: list[UUID]) -> Iterator[UUID]:
    """Pick people from all over the table."""
    yield from people[:: max(1, len(people) // ASKED)]
