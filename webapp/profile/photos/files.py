"""The rows of files in the photo store: whose value each belongs to, and which must go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from webapp.consent.decision import MemberId


@dataclass(frozen=True, slots=True)
class Owner:
    """The value a file belongs to, by its place."""

    member_id: MemberId
    scope: str
    field_key: str


class PhotoFiles(Protocol):
    """The rows of files. One that is nobody's is deleted as soon as it is due.

    When the row of a value goes, by whatever way, the database makes its files nobody's.
    """

    def announce(self, names: Sequence[str], unless_taken_by: datetime) -> None:
        """Insert rows before their files are written, so that no file is ever without one."""
        ...

    def give(self, owner: Owner, names: Sequence[str], at: datetime) -> bool:
        """Make files those of a value, and its other files nobody's.

        Returns `False` when one of them is doomed already; the transaction must not be committed.
        """
        ...

    def drop(self, names: Sequence[str], at: datetime) -> None:
        """Make files that nobody took due at once; those that have an owner are left alone."""
        ...

    def doom(self, now: datetime, until: datetime) -> str | None:
        """Take a due file that is nobody's to delete it; if that fails it is due again `until`."""
        ...

    def gone(self, name: str) -> None:
        """Delete the row of a file that is deleted."""
        ...

    def known(self, names: Sequence[str]) -> set[str]:
        """Return which of these files have a row."""
        ...
