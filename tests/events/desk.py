"""Organisers at their desk: what they read, what they hand on, and what is told back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import update

from tests.events.samples import Party, listening
from tests.rooms import Rooms
from webapp.consent.decision import MemberId
from webapp.events.handing_over import HandingOver
from webapp.events.rows import Handed, Transfer
from webapp.events.shapes import EventFile
from webapp.events.sheet import Sheet
from webapp.members.staff import Clerk
from webapp.storage.tables import field_value
from webapp.storage.transaction import Storage

CLERK = Clerk(UUID(int=7), "terminal somebody@a-machine")
WHY = "the draw"
SPONSOR, PROVISION = "monorecord", "to_monorecord"


class Desk:
    """A party and what its organisers do about it."""

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms
        self.party = Party(rooms, listening())
        self.slug = self.party.file.slug
        self.hand = HandingOver(rooms.storage, rooms.vault, self.party.room.shelf, rooms.clock)

    def guest(self, name: str, *, agrees: bool = True) -> MemberId:
        """Return somebody who applied with a name, and agreed to hand it on or refused."""
        who = self.rooms.member()
        self.party.agree(who, "phone", "food")
        self.party.agree(who, "name", value=name)
        (self.party.agree if agrees else self.party.skip)(who, PROVISION)
        self.party.send(who)
        return who

    def transfer(self) -> Sheet:
        return self.hand.transfer(self.slug, SPONSOR, CLERK, WHY)

    def names(self) -> list[str]:
        return sorted(row.items["name"] for row in self.transfer().rows)

    def notices(self) -> list[str]:
        sheet = self.hand.notices(self.slug, SPONSOR, CLERK, WHY)
        return references(sheet)

    def entries(self) -> dict[str, dict[str, str]]:
        """Return the answers an organiser reads, by receipt."""
        sheet = self.hand.entries(self.slug, CLERK, WHY)
        return {row.facts["receipt"]: dict(row.items) for row in sheet.rows}

    def accesses(self, who: MemberId) -> list[tuple[object, object]]:
        return [(row[4], row[5]) for row in self.rooms.rows("access_log", who)]

    def transfers(self, who: MemberId) -> Sequence[tuple[object, ...]]:
        return self.rooms.rows("event_transfer", who)

    def set_value(self, who: MemberId, key: str, **columns: object) -> None:
        mine = (
            (field_value.c.member_id == who)
            & (field_value.c.scope == self.party.file.scope)
            & (field_value.c.field_key == key)
        )
        with self.rooms.storage.engine.begin() as connection:
            connection.execute(update(field_value).where(mine).values(**columns))


def references(sheet: Sheet) -> list[str]:
    return [row.facts["reference"] for row in sheet.rows]


def hand_over(storage: Storage, file: EventFile, who: MemberId, at: datetime) -> str:
    """Note that the name of somebody who agreed went to the sponsor; return the reference."""
    number = uuid4().hex[:12]
    with storage.write() as store:
        standings = store.decisions.standings(who, file.scope)
        given = next(one for one in standings if one.notice_key == PROVISION)
        made = Transfer(
            member_id=who,
            reference=number,
            event_id=file.event_id,
            provision=PROVISION,
            recipient=SPONSOR,
            items=("name",),
            decision_id=given.decision_id,
            handed_at=at,
            last_at=at,
        )
        store.transfers.add(made, Handed(number, file.event_id, SPONSOR, at, file.forget_at))
    return number
