"""A small application around the web edge, with fakes for the rooms below it."""

from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient

from tests.web.routes import CANARY, routes
from webapp import web
from webapp.consent.decision import MemberId
from webapp.members.signing_in import SignedIn
from webapp.web import logs, session
from webapp.web.services import Services, Site

MEMBER = UUID("01920000-0000-7000-8000-000000000001")
TOKEN = "m" * 43
START = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)  # a Sunday, 19:30 in Korea
HOST = "duett.test"
ORIGIN = f"https://{HOST}"


@dataclass
class FakeMembers:
    """Session rows in a dictionary; counts how often it is asked."""

    rows: dict[bytes, SignedIn] = field(default_factory=dict)
    asked: int = 0
    broken: bool = False

    def session(self, token_hash: bytes, now: datetime) -> SignedIn | None:
        self.asked += 1
        if self.broken:
            message = f"could not connect: {CANARY}"
            raise RuntimeError(message)
        row = self.rows.get(token_hash)
        if row and now - row.last_seen_at >= timedelta(days=1):
            self.rows[token_hash] = replace(row, last_seen_at=now)
        return row

    def choose_language(self, member_id: UUID, locale: str) -> None:
        for key, row in self.rows.items():
            if row.member_id == member_id:
                self.rows[key] = replace(row, locale=locale)


@dataclass
class FakeHealth:
    is_ready: bool = True

    def ready(self) -> bool:
        return self.is_ready


@dataclass
class Clock:
    moment: datetime = START

    def __call__(self) -> datetime:
        return self.moment


class Browser(FlaskClient):
    """A browser that is at the public address unless told otherwise."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        public = self.application.extensions["duett.site"].public_url
        return super().open(*args, **({"base_url": public} | kwargs))


@dataclass
class World:
    """One application with everything behind it within a test's reach."""

    app: Flask
    site: Site
    members: FakeMembers
    health: FakeHealth
    clock: Clock

    def client(self) -> FlaskClient:
        """Return a browser that is at the public address."""
        return self.app.test_client()

    def member(self, locale: str | None = None) -> FlaskClient:
        """Return a browser whose member session began this moment."""
        key, now = session.token_hash(TOKEN), self.clock()
        self.members.rows[key] = SignedIn(
            MemberId(MEMBER), key, locale, now, now - timedelta(hours=1), now
        )
        client = self.client()
        client.set_cookie(session.COOKIE, f"m.{TOKEN}", domain=HOST, secure=True)
        return client


def make_site(**changes: Any) -> Site:
    plain = Site(
        public_url=ORIGIN,
        is_production=False,
        secret_key="a secret for tests only, 32 bytes or more",
        form_action=("https://kauth.kakao.com", "https://accounts.kakao.com"),
        trusted_hosts=(HOST,),
        trusted_proxies=0,
        workers=1,
        redis_url=None,
        privacy_officer_name="김하늘",
        privacy_officer_contact="privacy@duett.test",
    )
    return replace(plain, **changes)


def make_services(**known: Any) -> Services:
    """Fill what these tests never call with what would answer no call."""
    rest: dict[str, Any] = {field.name: object() for field in fields(Services)}
    return Services(**(rest | known))


def make_world(**changes: Any) -> World:
    """Build the application; `changes` are values of the site that differ."""
    site, members, health, clock = make_site(**changes), FakeMembers(), FakeHealth(), Clock()
    logs.configure()
    app = Flask(web.__name__, static_folder=None)
    app.test_client_class = Browser
    web.register(app, make_services(now=clock, members=members, health=health), site)
    app.register_blueprint(routes)
    return World(app, site, members, health, clock)
