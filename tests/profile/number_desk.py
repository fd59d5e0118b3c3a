"""One person whose number is being checked, and the telephone the messages go to."""

from dataclasses import dataclass, field
from uuid import uuid4

from tests.rooms import HOLDER, Rooms
from webapp.consent.decision import MemberId
from webapp.profile.answers import Reply
from webapp.profile.number_checking import NumberChecking
from webapp.profile.number_codes import Typed
from webapp.profile.texting import NotSent

NUMBER = "010-1234-5678"
KEPT = "+821012345678"


@dataclass
class Telephone:
    """Takes every message, or none while it is away."""

    messages: list[tuple[str, str]] = field(default_factory=list)
    is_away: bool = False

    def send(self, number: str, text: str) -> None:
        if self.is_away:
            raise NotSent
        self.messages.append((number, text))


@dataclass
class Desk:
    rooms: Rooms
    who: MemberId
    telephone: Telephone = field(default_factory=Telephone)
    asked: int = 0

    def __post_init__(self) -> None:
        rooms = self.rooms
        self.numbers = NumberChecking(
            rooms.storage, rooms.vault, rooms.answers, self.telephone, rooms.clock
        )
        self.notice = rooms.notice("phone")

    def reply(self, number: str = NUMBER, *, key: str = "", ticked: bool = True) -> Reply:
        return Reply(
            member_id=self.who,
            holder=HOLDER,
            ticket=self.rooms.ticket("phone"),
            repeat_key=key or uuid4().hex,
            raw={"value": [number]},
            ticked=ticked,
        )

    def begin(self, number: str = NUMBER, *, key: str = "", is_change: bool = False) -> str:
        """Answer the question with a number; return the code that was sent to it."""
        reply = self.reply(number, key=key)
        self.numbers.begin(self.notice, reply, str, self.admit, is_change=is_change)
        return self.code

    def admit(self) -> None:
        self.asked += 1

    def again(self) -> str:
        self.numbers.send_again(self.who, str)
        return self.code

    def confirm(self, text: str, *, key: str = "", holder: str = HOLDER) -> None:
        self.numbers.confirm(self.notice, self.typed(text, key=key, holder=holder))

    def typed(self, text: str = "", *, key: str = "", holder: str = HOLDER) -> Typed:
        return Typed(self.who, holder, key or uuid4().hex, text)

    @property
    def code(self) -> str:
        return self.telephone.messages[-1][1]

    def wrong(self) -> str:
        """Return six digits that were never sent."""
        sent = {text for _number, text in self.telephone.messages}
        return next(code for n in range(10) if (code := f"{n:06}") not in sent)

    def number(self) -> str | None:
        """Return the number that is saved."""
        with self.rooms.storage.read() as store:
            own = self.rooms.profile.own(store, self.who, ["phone"])
        return own[0].value if own else None

    def checks(self) -> int:
        return len(self.rooms.rows("phone_check", self.who))
