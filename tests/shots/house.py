"""A Duett for photographs: the real application on its own SQLite, a stand-in, a still clock."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from flask.typing import ResponseReturnValue
from werkzeug.exceptions import default_exceptions
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from tests.kakao.standin_server import ADMIN_KEY, CLIENT_SECRET, REST_API_KEY, standin_server
from tests.world import Clock
from webapp import wiring
from webapp.app import create_app
from webapp.catalogue.declared import CATALOGUE
from webapp.cli.trial import free_port
from webapp.consent.edition import DocumentVersion, Edition, Language, make_edition
from webapp.consent.ticket import Ticket, Tickets
from webapp.keys.keyring import create_keyring
from webapp.settings import Settings
from webapp.storage.transaction import Storage
from webapp.web.errors.table import PAGES
from webapp.web.locale import read_catalogues
from webapp.web.services import Services

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)  # a Sunday, 19:30 in Korea
clock = Clock(NOW)
SECRET = "for photographs only, and shown nowhere"
TRANSLATIONS = Path(__file__).resolve().parents[2] / "translations"
ERRORS = {
    re.sub(r"(?<=[a-z])(?=[A-Z])", "-", getattr(kind, "__name__", str(kind))).lower(): kind
    for kind in PAGES
}
"""Every row of the table of error pages, by the last part of its address here."""


@dataclass(frozen=True)
class House:
    """What a walk can see of the house: its address, and what only its owner can do."""

    origin: str
    settings: Settings
    storage: Storage

    def work(self) -> None:
        """Let the worker carry out what waits."""
        worker = wiring.build_worker(self.settings, now=clock)
        worker.tick()
        worker.close()

    def later(self, **amount: float) -> None:
        """Let time pass; for the walks that come last."""
        clock.forward(**amount)

    def stale_ticket(self, ticket: str, locale: str) -> str:
        """Return the ticket of a card that was put before somebody and is no longer current."""
        tickets = Tickets(SECRET.encode())
        _signed_for, holder, _at = tickets._serializer.loads(ticket)
        edition = earlier_edition(locale)
        with self.storage.write() as store:
            store.editions.publish([edition])
        return tickets.write(Ticket(edition.hash, holder, clock()))


def earlier_edition(locale: str) -> Edition:
    """Return the card of MBTI as it might have been: for another purpose."""
    words = read_catalogues(TRANSLATIONS, strict=False)
    language = Language(locale, words[locale].ugettext, {"terms": DocumentVersion("1", "0" * 64)})
    notice = next(notice for notice in CATALOGUE.notices if notice.key == "mbti")
    return make_edition(CATALOGUE, replace(notice, purpose="contact"), language, clock())


@contextmanager
def house(folder: Path) -> Iterator[House]:
    """Open the house for the length of a `with`; the folder must be empty."""
    port, clock.moment = free_port(), NOW
    origin = f"http://localhost:{port}"
    create_keyring(folder / "keyring.json")
    with standin_server(redirect_uris=(f"{origin}/auth/kakao/callback",), now=clock) as standin:
        settings = Settings.from_env(_environment(origin, standin.origins, folder))
        wiring.upgrade(settings)
        app = create_app(settings, now=clock)
        services: Services = app.extensions["duett.services"]
        services.numbers._texts = _Nobody()
        app.add_url_rule("/_shots/<name>", "shots_error", _raise)
        server = make_server("127.0.0.1", port, app, threaded=True, request_handler=_Quiet)
        with _serving(server):
            storage = Storage(settings.database_url)
            yield House(origin, settings, storage)
            storage.dispose()


def _environment(origin: str, kakao: tuple[str, str], folder: Path) -> dict[str, str]:
    return {
        "DUETT_ENV": "development",
        "PUBLIC_URL": origin,
        "SECRET_KEY": SECRET,
        "KEYRING": str(folder / "keyring.json"),
        "PHOTO_STORE": str(folder / "photos"),
        "DATABASE_URL": f"sqlite:///{folder / 'shots.sqlite3'}",
        "KAKAO_REST_API_KEY": REST_API_KEY,
        "KAKAO_CLIENT_SECRET": CLIENT_SECRET,
        "KAKAO_ADMIN_KEY": ADMIN_KEY,
        "KAKAO_AUTH_BASE": kakao[0],
        "KAKAO_API_BASE": kakao[0],
        "KAKAO_ISSUER": kakao[0],
        "KAKAO_FORM_ACTION": " ".join(kakao),
        "TRUSTED_PROXIES": "1",  # each visitor has an address, so that no limit is met by chance
        "PHONE_CODE": "on",
        "WORKERS": "1",
    }


def _raise(name: str) -> ResponseReturnValue:
    """Answer with one row of the table of error pages."""
    kind = ERRORS[name]
    if isinstance(kind, int):
        raise default_exceptions[kind]
    raise kind("shown")


class _Nobody:
    def send(self, number: str, text: str) -> None:
        """Take a text message and show it to nobody."""


class _Quiet(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        """Say nothing: the pictures speak."""


@contextmanager
def _serving(server: BaseWSGIServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
