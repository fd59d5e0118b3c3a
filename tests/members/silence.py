"""Somebody who stays away, and a worker that sees to it, for the tests of inactivity."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tests.members.door import Door
from webapp.consent.decision import MemberId
from webapp.consent.edition import Translate
from webapp.members.inactivity import KIND, InactivityWarnings
from webapp.members.inactivity_mail import InactivityMail
from webapp.members.ports import Mail
from webapp.outbox.drain import Outbox

YEAR = timedelta(days=365)
MONTH = timedelta(days=30)
ADDRESS = "sori@duett.example"
HOME = "https://duett.test"


@dataclass
class Post:
    """Implements members.ports.Mailer: takes mail, or fails as told, one fault at a time."""

    taken: list[Mail] = field(default_factory=list)
    faults: list[BaseException] = field(default_factory=list)

    def send(self, mail: Mail) -> None:
        fault = self.faults.pop(0) if self.faults else None
        if fault is not None and not getattr(fault, "was_taken", False):
            raise fault
        self.taken.append(mail)
        if fault is not None:
            raise fault


@dataclass
class Silence:
    """The part of a worker that looks after the silent."""

    door: Door
    post: Post = field(default_factory=Post)
    told: list[tuple[str, str]] = field(default_factory=list)
    sends_mail: bool = True

    def __post_init__(self) -> None:
        rooms = self.door.rooms
        store, vault, now = rooms.storage, rooms.vault, rooms.clock
        words: dict[str, Translate] = {"ko": str, "en": lambda text: f"en: {text}"}
        self.warnings = InactivityWarnings(store, vault, rooms.profile, rooms.catalogue, now)
        self.mail = InactivityMail(
            store,
            vault,
            rooms.profile,
            rooms.catalogue,
            self.post if self.sends_mail else None,
            words,
            HOME,
            now,
        )
        self.outbox = Outbox(
            store.write, {KIND: self.mail.run}, now, lambda *said: self.told.append(said)
        )

    def sweep(self) -> int:
        """Let the clocks of inactivity strike; return how many letters were written."""
        clocks = self.warnings.clocks(sends_mail=self.sends_mail)
        return {clock.name: clock.sweep() for clock in clocks}.get(KIND, 0)

    def work(self) -> list[Mail]:
        """Do what a worker does in a minute; return the mails of this person so far."""
        self.sweep()
        self.outbox.drain()
        return self.post.taken

    def agree(self, who: MemberId, address: str = ADDRESS) -> None:
        """Let mail reach somebody."""
        rooms = self.door.rooms
        reply = replace(rooms.reply(who, "email"), raw={"value": [address]})
        rooms.answers.agree(rooms.notice("email"), reply)


def at(silence: Silence, moment: datetime) -> None:
    silence.door.rooms.clock.moment = moment


def letters(silence: Silence, who: MemberId) -> list[tuple[object, ...]]:
    return list(silence.door.rooms.rows("letter", who))
