"""People of the promise tests: members made through the real services, and what they do."""

import hashlib
import secrets
from dataclasses import dataclass, field

from tests.world import MBTI, ORIGIN, Browser, World
from webapp.catalogue.shapes import Field, Notice, Visibility
from webapp.consent.decision import MemberId
from webapp.members.joining import JoinForm
from webapp.members.login import Browser as Seen
from webapp.members.login import Newcomer
from webapp.members.ports import KakaoIdentity
from webapp.members.rows import Attempt
from webapp.profile.answers import Reply
from webapp.profile.ports import Sealed
from webapp.profile.visibility import Wish
from webapp.rights.corrections import Claim
from webapp.web.session import COOKIE

BORN = {"year": ["1999"], "month": ["3"], "day": ["2"]}
KINDS = ("ISTJ", "INFP", "ENTP", "ESFJ")
PARTS = ("ei", "sn", "tf", "jp")


def mbti(world: World) -> tuple[Field, Notice]:
    """The one field asked today and its notice."""
    asked = world.services.catalogue.field("mbti")
    notice = world.services.journey.notice_of("mbti")
    assert notice is not None
    return asked, notice


def raw_of(letters: str) -> dict[str, list[str]]:
    return {part: [letter] for part, letter in zip(PARTS, letters, strict=True)}


def new_kakao_id() -> str:
    return str(5_000_000_000 + secrets.randbelow(1_000_000_000))


@dataclass
class Person:
    """A member with a session, acting through the services or through a browser."""

    world: World
    kakao_id: str
    member_id: MemberId
    token: str
    last: Reply | None = field(default=None)

    @property
    def holder(self) -> str:
        return hashlib.sha256(self.token.encode()).hexdigest()

    def browser(self) -> Browser:
        """A browser with this person's session cookie."""
        made = self.world.browser()
        host = ORIGIN.removeprefix("https://")
        made.set_cookie(COOKIE, f"m.{self.token}", domain=host, secure=True)
        return made

    def reply(self, letters: str = "", *, ticked: bool = False) -> Reply:
        """A rendering of the MBTI page, answered."""
        asked, _ = mbti(self.world)
        page = self.world.services.journey.page(self.member_id, asked, "ko", self.holder)
        self.last = Reply(
            member_id=self.member_id,
            holder=self.holder,
            ticket=page.ticket,
            repeat_key=secrets.token_urlsafe(18),
            raw=raw_of(letters) if letters else {},
            ticked=ticked,
        )
        return self.last

    def agree(self, letters: str = "INFP") -> None:
        self.world.services.answers.agree(mbti(self.world)[1], self.reply(letters, ticked=True))

    def skip(self) -> None:
        self.world.services.answers.skip(mbti(self.world)[1], self.reply())

    def change(self, letters: str) -> None:
        self.world.services.answers.change(mbti(self.world)[1], self.reply(letters))

    def withdraw(self) -> bool:
        return self.world.services.answers.withdraw(mbti(self.world)[1], self.member_id, "ko")

    def show(self, audience: Visibility = Visibility.MATCHED) -> None:
        """Let the MBTI be seen, under the card of that audience."""
        asked = mbti(self.world)[0]
        services = self.world.services
        cards = {c.audience: c for c in services.visibilities.cards(asked, "ko", self.holder)}
        ticket = cards[audience].ticket if audience in cards else ""
        key = secrets.token_urlsafe(18)
        wish = Wish(self.member_id, self.holder, asked, audience, ticket, key, "ko")
        services.visibilities.choose(wish)

    def hide(self) -> None:
        self.show(Visibility.ONLY_ME)

    def contest(self) -> bool:
        claim = Claim(self.member_id, "mbti", "예전 결과예요.", secrets.token_urlsafe(18))
        return self.world.services.corrections.ask(claim)

    def leave(self) -> str | None:
        return self.world.services.leaving.leave(self.member_id, "ko")


def seen_browser() -> Seen:
    """A browser before login, as the services see one."""
    return Seen(secrets.token_bytes(32), "10.9.8.7", "Android · Chrome")


def arrive(world: World, kakao_id: str, browser: Seen) -> object:
    """Come back from Kakao as somebody, without the walk through the stand-in."""
    now = world.services.now()
    nothing = Sealed(b"", b"", "k1")
    attempt = Attempt(secrets.token_bytes(32), browser.hash, "login", "", nothing, now, now)
    return world.services.login.arrive(attempt, KakaoIdentity(kakao_id, now), browser, browser.hash)


def join(world: World, kakao_id: str = "") -> Person:
    """Make a member (or let one come back) through login and gate."""
    kakao_id = kakao_id or new_kakao_id()
    browser = seen_browser()
    arrived = arrive(world, kakao_id, browser)
    if isinstance(arrived, Newcomer):
        ticket = world.services.gate.ticket(browser.hash, "ko")
        arrived = world.services.gate.join(
            browser, JoinForm(raw=BORN, accepts_terms=True, ticket=ticket)
        )
    found = arrived.member_id, arrived.token  # type: ignore[attr-defined]
    return Person(world, kakao_id, *found)


def agree_in(browser: Browser, path: str = "/onboarding/mbti", **parts: str) -> int:
    """Agree through the page; return the status."""
    return browser.fill(path, **(MBTI | parts), agree="yes", act="agree").status_code


def sweep(world: World) -> dict[str, int]:
    """Let the worker's clocks run once; one worker serves a world."""
    if not world._workers:
        world.worker()
    return dict(world._workers[0].sweep())
