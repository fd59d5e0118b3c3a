"""Implements the photo port of the profile room over the table of files."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, and_, delete, select, update

from webapp.profile.photos.files import Owner
from webapp.storage.tables.photos import NOBODYS, photo_file


class PhotoFiles:
    """Implements `profile.photos.files.PhotoFiles`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def announce(self, names: Sequence[str], unless_taken_by: datetime) -> None:
        """Insert files that are nobody's yet."""
        rows = [{"name": name, "due_at": unless_taken_by, "is_doomed": False} for name in names]
        self._connection.execute(photo_file.insert(), rows)

    def give(self, owner: Owner, names: Sequence[str], at: datetime) -> bool:
        """Let go of a value's other files, then make these its own."""
        is_its = and_(
            photo_file.c.member_id == owner.member_id,
            photo_file.c.scope == owner.scope,
            photo_file.c.field_key == owner.field_key,
        )
        nobody = {"member_id": None, "scope": None, "field_key": None, "due_at": at}
        self._connection.execute(
            update(photo_file).where(is_its, photo_file.c.name.not_in(names)).values(nobody)
        )
        its = {
            "member_id": owner.member_id,
            "scope": owner.scope,
            "field_key": owner.field_key,
            "due_at": at,  # if the value goes, the file is due from that moment
        }
        given = self._connection.execute(
            update(photo_file)
            .where(
                photo_file.c.name.in_(names),
                photo_file.c.is_doomed.is_(False),
                NOBODYS | is_its,
            )
            .values(its)
        )
        return given.rowcount == len(names)

    def drop(self, names: Sequence[str], at: datetime) -> None:
        """Make files that nobody took due now."""
        self._connection.execute(
            update(photo_file).where(photo_file.c.name.in_(names), NOBODYS).values(due_at=at)
        )

    def doom(self, now: datetime, until: datetime) -> str | None:
        """Take the most overdue file that is nobody's; from then on nobody can have it."""
        waiting = select(photo_file.c.name).where(NOBODYS, photo_file.c.due_at <= now)
        due = waiting.order_by(photo_file.c.due_at).limit(1)
        if self._connection.dialect.name != "sqlite":
            due = due.with_for_update(skip_locked=True)
        name: str | None = self._connection.execute(due).scalar()
        if name is not None:
            self._connection.execute(
                update(photo_file)
                .where(photo_file.c.name == name)
                .values(is_doomed=True, due_at=until)
            )
        return name

    def gone(self, name: str) -> None:
        """Delete the row of a deleted file."""
        self._connection.execute(delete(photo_file).where(photo_file.c.name == name))

    def known(self, names: Sequence[str]) -> set[str]:
        """Return which of these files have a row."""
        statement = select(photo_file.c.name).where(photo_file.c.name.in_(names))
        return set(self._connection.scalars(statement))
