"""What this room needs of storage beyond values: counts without ids, and what was asked again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from webapp.consent.decision import MemberId
from webapp.consent.ports import ConsentStore


@dataclass(frozen=True, slots=True)
class Asked:
    """How often a question was offered again, and when last; `stopped_at` ends it for good."""

    times: int
    last_at: datetime
    stopped_at: datetime | None = None


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


class AskedAgain(Protocol):
    """The table of questions that were offered again, by notice."""

    def of(self, member_id: MemberId, scope: str) -> dict[str, Asked]:
        """Return what was offered to a member."""
        ...

    def note(self, member_id: MemberId, scope: str, notice_key: str, asked: Asked) -> None:
        """Note an offer; one that was stopped stays so."""
        ...

    def stop(self, member_id: MemberId, scope: str, notice_key: str, at: datetime) -> None:
        """End the offers of a notice for good; the first time counts."""
        ...


class AskingStore(ConsentStore, Protocol):
    """One transaction as asking again sees it."""

    @property
    def asked_again(self) -> AskedAgain:
        """Return what was offered again."""
        ...
