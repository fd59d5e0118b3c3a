"""Counts of the journey, as rows without ids, and the questions that were asked again."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from webapp.consent.decision import MemberId
from webapp.onboarding.ports import Asked
from webapp.storage.tables import asked_again, step_count
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


class AskedAgain:
    """Implements `onboarding.ports.AskedAgain`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, member_id: MemberId, scope: str) -> dict[str, Asked]:
        """Return what was offered to a member, by notice."""
        statement = select(asked_again).where(
            asked_again.c.member_id == member_id, asked_again.c.scope == scope
        )
        return {
            row.notice_key: Asked(row.times, row.last_at, row.stopped_at)
            for row in self._connection.execute(statement)
        }

    def note(self, member_id: MemberId, scope: str, notice_key: str, asked: Asked) -> None:
        """Insert an offer, or count it; a stop that is there stays."""
        row = {"member_id": member_id, "scope": scope, "notice_key": notice_key}
        row |= {"times": asked.times, "last_at": asked.last_at}
        statement = insert(self._connection, asked_again)
        said = {name: statement.excluded[name] for name in ("times", "last_at")}
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=_KEY, set_=said), row
        )

    def stop(self, member_id: MemberId, scope: str, notice_key: str, at: datetime) -> None:
        """Mark a notice as never to be offered again."""
        row = {"member_id": member_id, "scope": scope, "notice_key": notice_key}
        row |= {"times": 0, "last_at": at, "stopped_at": at}
        statement = insert(self._connection, asked_again)
        first = func.coalesce(asked_again.c.stopped_at, statement.excluded.stopped_at)
        stopped = statement.on_conflict_do_update(index_elements=_KEY, set_={"stopped_at": first})
        self._connection.execute(stopped, row)


_KEY = ["member_id", "scope", "notice_key"]
