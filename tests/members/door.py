"""The members room over a real database, with a Kakao that says what a test wants."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.rooms import SECRET, Rooms
from webapp.members.joining import Gate, Joined, JoinForm
from webapp.members.login import Browser, Login, Newcomer, Returned
from webapp.members.ports import KakaoIdentity
from webapp.members.rows import Attempt
from webapp.members.signing_in import SessionBook
from webapp.members.sweeping import MemberSweep
from webapp.members.unlinking import KIND, Unlinker
from webapp.outbox.drain import Outbox

GROWN = {"year": ["1999"], "month": ["3"], "day": ["2"]}


@dataclass
class SaidKakao:
    """Implements members.ports.KakaoLogin without a Kakao."""

    unlinked: list[str] = field(default_factory=list)
    refusals: list[Exception] = field(default_factory=list)

    def authorize_url(
        self,
        *,
        state: str,
        nonce: str,
        verifier: str,
        scope: tuple[str, ...] = (),
        prompt: str | None = None,
    ) -> str:
        asked = {"state": state, "nonce": nonce, "verifier": verifier, "prompt": prompt or ""}
        return f"https://kakao.test/authorize?{urlencode(asked)}&scope={'+'.join(scope)}"

    def identify(self, *, code: str, nonce: str, verifier: str) -> KakaoIdentity:
        raise NotImplementedError

    def unlink(self, kakao_id: str) -> None:
        if self.refusals:
            raise self.refusals.pop(0)
        self.unlinked.append(kakao_id)


@dataclass
class Door:
    """Everything of this room, over the rows of `rooms`."""

    rooms: Rooms
    kakao: SaidKakao = field(default_factory=SaidKakao)
    told: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        store, vault, now = self.rooms.storage, self.rooms.vault, self.rooms.clock
        self.login = Login(store, vault, self.kakao, now)
        self.gate = Gate(store, vault, self.rooms.editions, self.rooms.tickets, SECRET, 14, now)
        self.sessions = SessionBook(store, now)
        self.sweep = MemberSweep(store, vault, now)
        unlinker = Unlinker(store, vault, self.kakao)
        self.outbox = Outbox(
            store.write, {KIND: unlinker.run}, now, lambda *said: self.told.append(said)
        )

    def browser(self) -> Browser:
        return Browser(secrets.token_bytes(32), "198.51.100.7", "Android · KakaoTalk")

    def kakao_id(self) -> str:
        return str(4_000_000_000 + secrets.randbelow(10**9))

    def start(self, browser: Browser) -> str:
        """Press the button; return the state that Kakao was given."""
        address = self.login.start(browser.hash, "profile.show")
        return parse_qs(urlsplit(address).query)["state"][0]

    def attempt(self, browser: Browser) -> Attempt:
        return self.login.take(self.start(browser), browser.hash)

    def arrive(
        self, browser: Browser, kakao_id: str, at: datetime | None = None
    ) -> Returned | Newcomer:
        """Come back from Kakao as this person."""
        identity = KakaoIdentity(kakao_id, at or self.rooms.clock())
        return self.login.arrive(self.attempt(browser), identity, browser, browser.hash)

    def form(self, browser: Browser, **boxes: list[str]) -> JoinForm:
        ticket = self.gate.ticket(browser.hash, "ko")
        return JoinForm(GROWN | boxes, accepts_terms=True, ticket=ticket)

    def join(self, browser: Browser) -> Joined:
        return self.gate.join(browser, self.form(browser))

    def member(self, kakao_id: str) -> Joined:
        browser = self.browser()
        self.arrive(browser, kakao_id)
        return self.join(browser)
