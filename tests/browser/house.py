"""The whole house behind a real server, for a real browser; the clock stays in the test's hand."""

import itertools
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.serving import BaseWSGIServer, make_server

from tests.browser.door import ManyPlaces, Silent
from tests.browser.hand import CALLBACK, Hand, cookie_of
from tests.kakao.standin_server import (
    ADMIN_KEY,
    CLIENT_SECRET,
    REST_API_KEY,
    standin_server,
)
from tests.photos.pictures import jpeg
from tests.world import ANSWERS, GROWN, MBTI, Clock
from webapp import wiring
from webapp.app import create_app
from webapp.catalogue.declared import CATALOGUE
from webapp.keys.keyring import create_keyring
from webapp.settings import Settings
from webapp.standin.people import BY_KEY, PEOPLE
from webapp.standin.serving import RunningStandin

if TYPE_CHECKING:  # the standard library has these for checkers only
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

GROWN_UPS = tuple(person.key for person in PEOPLE if not person.verified_under_14)


@dataclass
class House:
    """A running house. What it hands out are values of the one cookie."""

    address: str
    app: Flask
    clock: Clock
    standin: RunningStandin
    settings: Settings
    file: Path
    door: ManyPlaces
    latest: str = ""  # who at Kakao the last role was given to
    _people: Iterator[str] = field(default_factory=lambda: itertools.cycle(GROWN_UPS))

    @property
    def origins(self) -> tuple[str, ...]:
        return (self.address, *self.standin.origins)

    def hand(self, lang: str = "ko") -> Hand:
        client = self.app.test_client()
        assert isinstance(client, Hand)
        client.environ_base["HTTP_ACCEPT_LANGUAGE"] = lang
        return client

    def stranger(self) -> str:
        """Return the key of somebody at Kakao who is no member (any more)."""
        return self._arrive("ko")[1]

    def pending(self, lang: str = "ko") -> str:
        """Return the cookie of somebody waiting at the gate."""
        return cookie_of(self._arrive(lang)[0])

    def newcomer(self, lang: str = "ko") -> str:
        """Return the cookie of somebody who joined just now and answered nothing."""
        return cookie_of(self._join(lang))

    def giver(self, lang: str = "ko") -> str:
        """Return the cookie of somebody who agreed to the one question there is."""
        return cookie_of(self._answer(self._join(lang), "agree"))

    def refuser(self, lang: str = "ko") -> str:
        return cookie_of(self._answer(self._join(lang), "skip"))

    def giver_of_all(self, lang: str = "ko") -> str:
        """Return the cookie of somebody who agreed to every question there is."""
        hand = self._join(lang)
        for key, form in ANSWERS.items():
            self._answer(hand, "agree", f"/me/edit/{key}", form)
        self._answer(hand, "agree", "/me/edit/photo", {"value": (BytesIO(jpeg()), "me.jpg")})
        return cookie_of(hand)

    def refuser_of_all(self, lang: str = "ko") -> str:
        hand = self._join(lang)
        for asked in CATALOGUE.asked():
            self._answer(hand, "skip", f"/onboarding/{asked.key}", {})
        return cookie_of(hand)

    def asked_again(self, lang: str = "ko") -> str:
        """Return the cookie of somebody whose skips are a week old."""
        cookie = self.refuser_of_all(lang)
        self.clock.forward(days=8)
        return cookie

    def returner(self, lang: str = "ko") -> str:
        """Return the cookie of somebody who comes back after everything was deleted."""
        self.giver_of_all(lang)
        self.clock.forward(days=400)
        self.work()
        hand = self.hand(lang)
        hand.by_kakao(hand.post("/auth/kakao"), self.latest)
        return cookie_of(hand)

    def known(self, lang: str = "ko", person: str = "") -> tuple[str, str]:
        """Return the cookie of somebody new and who they are at Kakao (`person`, if given)."""
        hand, person = self._arrive(lang, person)
        hand.fill("/join", **GROWN)
        return cookie_of(hand), person

    def withdrawer(self, lang: str = "ko") -> str:
        hand = self._answer(self._join(lang), "agree")
        hand.fill("/me/consents", notice="mbti")
        return cookie_of(hand)

    def leaver(self, lang: str = "ko") -> str:
        """Return the address that somebody who has just left stands at."""
        hand, person = self._arrive(lang)
        hand.fill("/join", **GROWN)
        return hand.by_kakao(hand.fill("/withdraw"), person).headers["Location"]

    def user_of_two(self, lang: str = "ko") -> str:
        """Return the cookie of somebody who is signed in on one more browser."""
        return self.both_browsers(lang)[0]

    def both_browsers(self, lang: str = "ko") -> tuple[str, str]:
        """Return the cookies of both browsers that somebody is signed in on."""
        hand, person = self._arrive(lang)
        hand.fill("/join", **GROWN)
        other = self.hand(lang)
        other.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (iPhone) Version/18 Safari/604.1"
        other.by_kakao(other.post("/auth/kakao"), person)
        return cookie_of(hand), cookie_of(other)

    def grown(self, person: str, lang: str = "ko") -> str:
        """Return the cookie of this very person, who joined just now."""
        hand, _person = self._arrive(lang, person)
        hand.fill("/join", **GROWN)
        return cookie_of(hand)

    def year_keeper(self, lang: str = "ko") -> str:
        """Return the cookie of somebody whose year of birth came along from the gate."""
        return cookie_of(self._join(lang, keep_year="yes"))

    def code_awaiter(self, lang: str = "ko") -> str:
        """Return the cookie of somebody whose number waits for its code, where codes are sent."""
        number = ("/onboarding/phone", ANSWERS["phone"])
        return cookie_of(self._answer(self._join(lang), "agree", *number))

    def fetcher(self, lang: str = "ko") -> str:
        """Return the cookie of somebody whose number has just come from Kakao."""
        hand, person = self._arrive(lang, "garam")
        hand.fill("/join", **GROWN)
        away = hand.fill("/onboarding/phone/kakao", agree="yes", act="agree")
        assert "done=fetched" in hand.by_kakao(away, person).headers["Location"]
        return cookie_of(hand)

    def work(self) -> None:
        """Carry out what the worker would."""
        worker = wiring.build_worker(self.settings, now=self.clock)
        worker.tick()
        worker.close()

    def answers(self) -> list[str]:
        """Return every answer about the one question, in the order they were recorded."""
        return self._column("SELECT answer FROM decision WHERE notice_key = 'mbti' ORDER BY rowid")

    def values(self) -> int:
        return len(self._column("SELECT field_key FROM field_value"))

    def _column(self, statement: str) -> list[str]:
        with closing(sqlite3.connect(self.file)) as rows:
            return [str(row[0]) for row in rows.execute(statement)]

    def _arrive(self, lang: str, somebody: str = "") -> tuple[Hand, str]:
        """Bring somebody who is no member (any more) to the gate."""
        person, hand = somebody or next(self._people), self.hand(lang)
        self.latest = person
        if somebody:  # what they agreed to at Kakao in another test is not agreed to any more
            self.standin.state.unlink(BY_KEY[somebody])
        arrived = hand.by_kakao(hand.post("/auth/kakao"), person)
        if urlsplit(arrived.headers["Location"]).path != "/join":
            left = hand.by_kakao(hand.fill("/withdraw"), person)
            assert "/withdraw/done" in left.headers["Location"]
            hand = self.hand(lang)
            hand.by_kakao(hand.post("/auth/kakao"), person)
        return hand, person

    def _join(self, lang: str, **more: str) -> Hand:
        hand, _person = self._arrive(lang)
        assert hand.fill("/join", **GROWN, **more).status_code == 303
        return hand

    def _answer(
        self,
        hand: Hand,
        act: str,
        path: str = "/onboarding/mbti",
        form: Mapping[str, Any] = MBTI,
    ) -> Hand:
        answered = hand.fill(path, agree="yes", act=act, **form)
        assert answered.status_code == 303, answered.get_data(as_text=True)
        return hand


@contextmanager
def open_house(file: Path, folder: Path) -> Iterator[House]:
    """Serve a migrated SQLite file at http://localhost:<free port> until the `with` ends."""
    clock, keyring = Clock(), folder / "keyring.json"
    create_keyring(keyring)
    server = make_server("127.0.0.1", 0, _nothing, threaded=True, request_handler=Silent)
    address = f"http://localhost:{server.server_port}"
    with standin_server(redirect_uris=(address + CALLBACK,), now=clock) as standin:
        settings = _settings(address, f"sqlite:///{file}", keyring, standin)
        app = create_app(settings, now=clock)
        app.test_client_class = Hand
        door = ManyPlaces(app.wsgi_app)
        app.wsgi_app = door  # type: ignore[method-assign]
        server.app = app
        with _serving(server):
            yield House(address, app, clock, standin, settings, file, door)
        app.extensions["duett.services"].health.dispose()


@contextmanager
def _serving(server: BaseWSGIServer) -> Iterator[None]:
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield
    server.shutdown()
    thread.join()
    server.server_close()


def _settings(address: str, database: str, keyring: Path, standin: RunningStandin) -> Settings:
    kakao = standin.origins[0]
    return Settings.from_env(
        {
            "DUETT_ENV": "development",
            "PUBLIC_URL": address,
            "TRUSTED_HOSTS": "localhost",
            "SECRET_KEY": "a secret for tests only, 32 bytes or more",
            "KEYRING": str(keyring),
            "PHOTO_STORE": str(keyring.parent / "photos"),
            "DATABASE_URL": database,
            "KAKAO_REST_API_KEY": REST_API_KEY,
            "KAKAO_CLIENT_SECRET": CLIENT_SECRET,
            "KAKAO_ADMIN_KEY": ADMIN_KEY,
            "KAKAO_AUTH_BASE": kakao,
            "KAKAO_API_BASE": kakao,
            "KAKAO_ISSUER": kakao,
            "KAKAO_FORM_ACTION": " ".join(standin.origins),
            "WORKERS": "1",
        }
    )


def _nothing(_environ: "WSGIEnvironment", start_response: "StartResponse") -> list[bytes]:
    start_response("503 Service Unavailable", [])
    return []
