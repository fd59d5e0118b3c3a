"""What people were told once, as rows."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, update

from webapp.consent.decision import MemberId
from webapp.storage.tables import letter
from webapp.storage.upsert import insert_new


class Letters:
    """Implements `members.inactivity_ports.Letters`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def write(self, member_id: MemberId, kind: str, about: date, at: datetime) -> bool:
        """Insert a letter unless it is there."""
        row: dict[str, Any] = {
            "member_id": member_id,
            "kind": kind,
            "about": about,
            "written_at": at,
            "handed_over": 0,
        }
        return insert_new(self._connection, letter, row)

    def hand_over(self, member_id: MemberId, kind: str, about: date) -> int:
        """Count one more."""
        more = letter.c.handed_over + 1
        counted = (
            update(letter).where(*_this(member_id, kind, about)).values(handed_over=more)
        ).returning(letter.c.handed_over)
        return self._connection.execute(counted).scalar() or 0

    def take_back(self, member_id: MemberId, kind: str, about: date) -> None:
        """Count one less."""
        less = letter.c.handed_over - 1
        self._connection.execute(
            update(letter).where(*_this(member_id, kind, about)).values(handed_over=less)
        )

    def sweep(self, before: datetime) -> int:
        """Delete old letters."""
        return self._connection.execute(
            delete(letter).where(letter.c.written_at <= before)
        ).rowcount


def _this(member_id: MemberId, kind: str, about: date) -> tuple[ColumnElement[bool], ...]:
    return letter.c.member_id == member_id, letter.c.kind == kind, letter.c.about == about
