"""What this room needs of storage beyond values and decisions: counts without ids."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol


class StepCounts(Protocol):
    """The table of counts by day, step and event."""

    def add(self, counts: Mapping[tuple[date, str, str], int]) -> None:
        """Add to the counts that are there."""
        ...


class CountStore(Protocol):
    """One transaction as the counter sees it."""

    @property
    def step_counts(self) -> StepCounts:
        """Return the counts."""
        ...
