"""Counts of the journey, as rows without ids."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from webapp.storage.tables import step_count
from webapp.storage.upsert import insert


class StepCounts:
    """Implements `onboarding.ports.StepCounts`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, counts: Mapping[tuple[date, str, str], int]) -> None:
        """Insert the counts, or add them to those of the day."""
        statement = insert(self._connection, step_count)
        statement = statement.on_conflict_do_update(
            index_elements=["day", "step", "event"],
            set_={"n": step_count.c.n + statement.excluded.n},
        )
        # In one order everywhere, so that two processes cannot wait for each other.
        rows = [
            {"day": day, "step": step, "event": event, "n": n}
            for (day, step, event), n in sorted(counts.items())
        ]
        self._connection.execute(statement, rows)
