"""Invented members with open sessions, and people who come back from the stand-in."""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from secrets import token_urlsafe
from uuid import uuid4

from bench.load import ORIGIN, Request
from tests.kakao.standin_server import Walker
from tests.world import GROWN, MBTI, Browser
from webapp import wiring
from webapp.app import create_app
from webapp.consent.decision import MemberId
from webapp.consent.ticket import Ticket, Tickets
from webapp.members.rows import Member as Row
from webapp.members.rows import Session
from webapp.profile.answers import Reply
from webapp.settings import Settings
from webapp.storage.transaction import Storage
from webapp.web.services import Services
from webapp.web.session import COOKIE

RETURNING = ("sori", "garam", "dain", "taesan")
SEE_OTHER = 303


@dataclass(frozen=True)
class Person:
    """A member with an open session."""

    member_id: MemberId
    cookie: str
    holder: str


class People:
    """Makes people in the database the servers run on."""

    def __init__(self, settings: Settings) -> None:
        self.services: Services = wiring.build(settings)[0]
        self._storage = Storage(settings.database_url, pool_size=2)
        self._tickets = Tickets(settings.secret_key.encode())

    def members(self, count: int) -> list[Person]:
        """Insert members who joined just now, each with one session."""
        now = self.services.now()
        made = []
        with self._storage.write() as store:
            for _ in range(count):
                member_id, token = MemberId(uuid4()), token_urlsafe(32)
                session_hash = hashlib.sha256(token.encode()).digest()
                store.people.add(Row(member_id, "ko", now, now))
                store.sessions.add(Session(session_hash, member_id, now, now, "Android · Chrome"))
                made.append(Person(member_id, f"{COOKIE}=m.{token}", session_hash.hex()))
        return made

    def agree(self, person: Person) -> None:
        """Let a member agree to the MBTI notice, as its page would."""
        notice = self.services.journey.notice_of("mbti")
        assert notice is not None  # noqa: S101  it is asked today
        edition = self.services.editions.current(notice.key, "ko")
        ticket = self._tickets.write(Ticket(edition.hash, person.holder, self.services.now()))
        self.services.answers.agree(
            notice,
            Reply(
                member_id=person.member_id,
                holder=person.holder,
                ticket=ticket,
                repeat_key=token_urlsafe(18),
                raw={part: [sign] for part, sign in MBTI.items()},
                ticked=True,
            ),
        )

    def close(self) -> None:
        self._storage.dispose()


class Returning:
    """A person of the stand-in who joined before and logs in again and again."""

    def __init__(self, walker: Walker, name: str, services: Services) -> None:
        self._walker = walker
        self._name = name
        self._services = services

    def callback(self, ip: str) -> Request:
        """Walk to Kakao and back up to the callback, which is what will be measured."""
        value = f"b.{token_urlsafe(32)}"
        named = hashlib.sha256(b"duett browser\0" + value.encode()).digest()
        told = self._walker.log_in(self._services.login.start(named, ""), self._name)
        path = f"/auth/kakao/callback?code={told['code']}&state={told['state']}"
        return Request("GET", path, cookie=f"{COOKIE}={value}", ip=ip)

    def join(self, browser: Browser) -> None:
        """Walk through the gate once, page by page."""
        away = browser.post("/auth/kakao")
        told = self._walker.log_in(away.headers["Location"], self._name)
        browser.get("/auth/kakao/callback", query_string=told)
        joined = browser.fill("/join", **GROWN)
        if joined.status_code != SEE_OTHER:
            raise ValueError(joined.status)


@contextmanager
def returning(settings: Settings, services: Services) -> Iterator[list[Returning]]:
    """People who have joined, each with a browser that Kakao knows."""
    app = create_app(settings)
    app.test_client_class = Browser
    with ExitStack() as stack:
        people = []
        for name in RETURNING:
            walker = stack.enter_context(Walker(f"{ORIGIN}/auth/kakao/callback"))
            people.append(Returning(walker, name, services))
            browser = app.test_client()
            assert isinstance(browser, Browser)  # noqa: S101  the line above says so
            people[-1].join(browser)
        yield people
