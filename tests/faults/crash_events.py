"""The writing use cases of events a process is killed in: the first answer, sending, cancelling."""

from typing import Any

from tests.events.applicant import Fair
from tests.events.samples import TYPED, listening
from tests.faults.crash_cases import Case
from tests.promises.rows import rows
from tests.rooms import LANGUAGES
from tests.world import World
from webapp.consent.ticket import Ticket
from webapp.profile.answers import Reply

HOLDER = "the session before"
SEATS = 2


class EventCase(Case):
    """Somebody, and an event with two seats."""

    def _open(self, house: World) -> None:
        self.fair = Fair(house, listening(seats=SEATS))
        self.fair.publish(self.fair.file)
        self._member(house)

    def _answered(self, house: World, *keys: str) -> None:
        assert self.person is not None
        listing, applying = self.fair.listing, house.services.applying
        for key in keys:
            shown = listing.event.editions.current(key, LANGUAGES[0].locale).hash
            reply = Reply(
                member_id=self.person.member_id,
                holder=HOLDER,
                ticket=applying._tickets.write(Ticket(shown, HOLDER, house.clock())),
                repeat_key=f"before {key}",
                raw={"value": [TYPED[key]]} if key in TYPED else {},
                ticked=True,
            )
            applying.agree(listing, listing.event.catalogue.notice(key), reply)

    def _sent(self, house: World) -> None:
        assert self.person is not None
        house.services.applying.send(self.fair.listing, self.person.member_id, "before")

    def _counts(self, house: World, taken: int, **expected: int) -> list[str]:
        row = self.fair.listing.row
        wrong = [] if (row.taken, row.waiting) == (taken, 0) else [f"{row.taken} seats taken"]
        for table, n in expected.items():
            have = len(self.of(house, table))
            if have != n:
                wrong.append(f"{have} rows in {table} instead of {n}")
        return wrong

    def _answers(self, house: World, expected: list[str]) -> list[str]:
        theirs: list[Any] = self.of(house, "decision")
        found = sorted(d.answer for d in theirs if d.scope == self.fair.file.scope)
        return [] if found == expected else [f"decisions are {found}"]


class FirstAnswer(EventCase):
    def begin(self, house: World) -> None:
        self._open(house)
        typed = {"value": TYPED["phone"], "agree": "yes", "act": "agree"}
        self._form(house, f"{self.fair.apply}/1", **typed)

    def faults(self, house: World) -> list[str]:
        counts = {"event_entry": 1, "field_value": 1, "value_key": 1}
        return self._counts(house, 0, **counts) + self._answers(house, ["given"])


class SendEntry(EventCase):
    def begin(self, house: World) -> None:
        self._open(house)
        self._answered(house, "phone", "name", "to_monorecord")
        self._form(house, f"{self.fair.apply}/check")
        self.path = f"{self.fair.apply}/send"

    def faults(self, house: World) -> list[str]:
        entries = self.of(house, "event_entry")
        wrong = [] if [e.status for e in entries] == ["seated"] else ["there is no seat"]
        return wrong + self._counts(house, 1, field_value=2, value_key=2, destruction=0)


class CancelEntry(EventCase):
    def begin(self, house: World) -> None:
        self._open(house)
        self._answered(house, "phone", "name", "to_monorecord")
        self._sent(house)
        self._form(house, self.fair.mine)
        self.path = f"{self.fair.mine}/cancel"

    def faults(self, house: World) -> list[str]:
        none = {"event_entry": 0, "field_value": 0, "value_key": 0, "destruction": 2}
        wrong = self._counts(house, 0, **none)
        if rows(house.storage, "event_transfer"):
            wrong.append("something is told of what was handed on")
        return wrong + self._answers(house, ["given"] * 3 + ["withdrawn"] * 3)


EVENTS: dict[str, type[Case]] = {
    "first_answer": FirstAnswer,
    "send_entry": SendEntry,
    "cancel_entry": CancelEntry,
}
