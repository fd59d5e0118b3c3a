"""Two events as they are published, and a person who applies for one: for any test of the room."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

from tests.rooms import HOLDER, LANGUAGES, MINIMUM_AGE, Rooms
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import Notice
from webapp.consent.decision import MemberId
from webapp.consent.ticket import Ticket
from webapp.events import reading
from webapp.events.body import canonical
from webapp.events.publishing import row_of
from webapp.events.room import EventRoom, House, furnish
from webapp.events.rows import Entry, EventRow, EventState
from webapp.events.sending import Sent
from webapp.events.shapes import Condition, ConditionKind, EventFile, Words
from webapp.events.shelf import Listing
from webapp.events.steps import Step
from webapp.events.sweeping import EventSweep
from webapp.profile.answers import Reply
from webapp.profile.ports import ValueRow
from webapp.profile.sweeping import ProfileSweep

SAMPLES = Path(reading.__file__).with_name("samples")
TYPED = {"phone": "010-1234-5678", "food": "땅콩", "name": "소리"}
"""What somebody answers at each question of the listening party."""

OF_AGE = Condition(ConditionKind.MINIMUM_AGE, Words("밤이 늦어요.", "It is late."), None, 19)
GROWN = {"year": ["1990"], "month": ["4"], "day": ["1"]}


def joined_by(day: date) -> Condition:
    return Condition(ConditionKind.JOINED_BY, Words("첫 회원과 해요.", "For the first."), day)


def listening(**changes: object) -> EventFile:
    """The listening party under an address of its own: phone (needed), food, name, a sponsor."""
    return _sample("late-autumn-listening", **changes)


def seminar(**changes: object) -> EventFile:
    """The seminar: mail and a choice, nothing needed and nothing handed on."""
    return _sample("first-pansori", **changes)


def _sample(name: str, **changes: object) -> EventFile:
    file = reading.read((SAMPLES / f"{name}.json").read_bytes())
    own = f"{name.split('-', maxsplit=1)[0]}-x{uuid4().hex[:8]}"
    return replace(file, **({"event_id": own, "slug": own} | changes))  # type: ignore[arg-type]


@dataclass
class Party:
    """An event that is published, and what can be done about it."""

    rooms: Rooms
    file: EventFile = field(default_factory=listening)

    def __post_init__(self) -> None:
        self.room = room_of(self.rooms)
        self.sweep = EventSweep(self.rooms.storage, self.room.shelf, self.rooms.clock)
        self.values_sweep = ProfileSweep(self.rooms.storage, CATALOGUE, self.rooms.clock)
        self.publish(self.file)

    def publish(self, file: EventFile) -> None:
        """Put a version before people, over the one that is there."""
        self.file = file
        with self.rooms.storage.write() as store:
            version = store.events.add_version(file.event_id, canonical(file))
            store.events.publish(row_of(file, version), self.rooms.clock())

    @property
    def listing(self) -> Listing:
        found = self.room.shelf.find(self.file.slug)
        assert found is not None
        return found

    @property
    def row(self) -> EventRow:
        return self.listing.row

    def set_state(self, state: EventState) -> None:
        with self.rooms.storage.write() as store:
            store.events.set_state(self.file.event_id, state)

    def notice(self, key: str) -> Notice:
        return self.listing.event.catalogue.notice(key)

    def reply(self, who: MemberId, key: str, value: str = "", repeat: str = "") -> Reply:
        """Return the posted page of a step: ticked, on today's card."""
        shown = self.listing.event.editions.current(key, "ko").hash
        said = value or TYPED.get(key, "")
        return Reply(
            member_id=who,
            holder=HOLDER,
            ticket=self.rooms.tickets.write(Ticket(shown, HOLDER, self.rooms.clock())),
            repeat_key=repeat or uuid4().hex,
            raw={"value": [said]} if said else {},
            ticked=True,
        )

    def agree(self, who: MemberId, *keys: str, value: str = "") -> None:
        for key in keys:
            reply = self.reply(who, key, value)
            self.room.applying.agree(self.listing, self.notice(key), reply)

    def change(self, who: MemberId, key: str, value: str) -> None:
        self.room.applying.change(self.listing, self.notice(key), self.reply(who, key, value))

    def skip(self, who: MemberId, *keys: str) -> None:
        for key in keys:
            self.room.applying.skip(self.listing, self.notice(key), self.reply(who, key))

    def withdraw(self, who: MemberId, key: str) -> bool:
        return self.room.applying.withdraw(self.listing, self.notice(key), who, "ko")

    def send(self, who: MemberId, repeat: str = "") -> Sent:
        return self.room.applying.send(self.listing, who, repeat or uuid4().hex)

    def cancel(self, who: MemberId, repeat: str = "") -> bool:
        done = self.room.entries.cancel(who, self.listing, "ko", repeat or uuid4().hex)
        return done is not None

    def apply(self, *keys: str) -> MemberId:
        """Return somebody new who gave their telephone number, and these, and sent it."""
        who = self.rooms.member()
        self.agree(who, "phone", *keys)
        self.send(who)
        return who

    def steps(self, who: MemberId) -> dict[str, Step]:
        progress = self.room.applying.progress(self.listing, who)
        return {step.notice.key: step for step in progress.steps}

    def states(self, who: MemberId) -> dict[str, str]:
        return {key: step.state.value for key, step in self.steps(who).items()}

    def entry(self, who: MemberId) -> Entry | None:
        """Return the row, though its time be up."""
        with self.rooms.storage.read() as store:
            return store.entries.get(who, self.file.event_id)

    def values(self, who: MemberId) -> list[ValueRow]:
        return [row for row in self.rooms.values(who) if row.scope == self.file.scope]

    def answers(self, who: MemberId) -> dict[str, str]:
        """Return the last decision about each notice."""
        standings = self.rooms.standings(who, self.file.scope)
        return {key: standing.answer.value for key, standing in standings.items()}

    def left_of(self, who: MemberId) -> dict[str, int]:
        """Count the rows of a member that hold anything of the event but evidence."""
        tables = ("event_entry", "event_transfer", "field_value", "keys.value_key")
        return {name: len(self.rooms.rows(name, who)) for name in tables}


NOTHING = {"event_entry": 0, "event_transfer": 0, "field_value": 0, "keys.value_key": 0}
HANDED_ON = NOTHING | {"event_transfer": 1}
"""What is left of whoever was handed on: that it was, and nothing of what."""


def room_of(rooms: Rooms) -> EventRoom:
    return furnish(
        House(
            database=rooms.storage,
            vault=rooms.vault,
            profile=rooms.profile,
            catalogue=CATALOGUE,
            tickets=rooms.tickets,
            minimum_age=MINIMUM_AGE,
            languages=LANGUAGES,
            now=rooms.clock,
        )
    )


DAY = timedelta(days=1)
