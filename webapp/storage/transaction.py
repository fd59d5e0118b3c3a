"""Transactions: one per use case, committed once or rolled back whole (promise P13)."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import Lock

from sqlalchemy import Connection, Engine, literal, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from webapp.consent.errors import StorageUnavailable
from webapp.storage.consent import Decisions, EditionShelf, Repeats
from webapp.storage.engine import LONGEST_WAIT, WRITING, empty_log, open_engine, open_reading
from webapp.storage.events.entries import Entries
from webapp.storage.events.parked import ParkedAnswers
from webapp.storage.events.published import Events
from webapp.storage.events.transfers import Transfers
from webapp.storage.members.arrivals import Attempts, PendingSignups
from webapp.storage.members.kakao_links import KakaoLinks, Leftovers
from webapp.storage.members.letters import Letters
from webapp.storage.members.people import People
from webapp.storage.members.sessions import Sessions, Visits
from webapp.storage.members.staff import Accesses
from webapp.storage.members.webhooks import WebhookEvents
from webapp.storage.onboarding import AskedAgain, StepCounts
from webapp.storage.outbox import Errands
from webapp.storage.profile.corrections import Corrections
from webapp.storage.profile.inactivity import Absences
from webapp.storage.profile.kept_years import KeptYears
from webapp.storage.profile.number_checks import NumberChecks
from webapp.storage.profile.overdue import Overdue
from webapp.storage.profile.photos import PhotoFiles
from webapp.storage.profile.values import Values


class Transaction:
    """One open transaction, seen by each room through the tables it asked for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def decisions(self) -> Decisions:
        """Return the decisions."""
        return Decisions(self._connection)

    @property
    def editions(self) -> EditionShelf:
        """Return the editions."""
        return EditionShelf(self._connection)

    @property
    def repeats(self) -> Repeats:
        """Return the memory of requests."""
        return Repeats(self._connection)

    @property
    def values(self) -> Values:
        """Return the values and their keys."""
        return Values(self._connection)

    @property
    def corrections(self) -> Corrections:
        """Return the requests to correct a value."""
        return Corrections(self._connection)

    @property
    def accesses(self) -> Accesses:
        """Return what staff did."""
        return Accesses(self._connection)

    @property
    def photo_files(self) -> PhotoFiles:
        """Return the rows of files in the photo store."""
        return PhotoFiles(self._connection)

    @property
    def kept_years(self) -> KeptYears:
        """Return the years carried from the gate."""
        return KeptYears(self._connection)

    @property
    def number_checks(self) -> NumberChecks:
        """Return the numbers being checked."""
        return NumberChecks(self._connection)

    @property
    def letters(self) -> Letters:
        """Return what people were told once."""
        return Letters(self._connection)

    @property
    def absences(self) -> Absences:
        """Return who has been away for long."""
        return Absences(self._connection)

    @property
    def overdue(self) -> Overdue:
        """Return what finds values whose time is up."""
        return Overdue(self._connection)

    @property
    def errands(self) -> Errands:
        """Return the outbox."""
        return Errands(self._connection)

    @property
    def people(self) -> People:
        """Return the members and their links."""
        return People(self._connection)

    @property
    def kakao_links(self) -> KakaoLinks:
        """Return the links to Kakao."""
        return KakaoLinks(self._connection)

    @property
    def webhook_events(self) -> WebhookEvents:
        """Return the memory of Kakao's messages."""
        return WebhookEvents(self._connection)

    @property
    def leftovers(self) -> Leftovers:
        """Return what is left at Kakao of values that are gone."""
        return Leftovers(self._connection)

    @property
    def sessions(self) -> Sessions:
        """Return the sessions."""
        return Sessions(self._connection)

    @property
    def attempts(self) -> Attempts:
        """Return the logins under way."""
        return Attempts(self._connection)

    @property
    def pending(self) -> PendingSignups:
        """Return the pending sign-ups."""
        return PendingSignups(self._connection)

    @property
    def step_counts(self) -> StepCounts:
        """Return the counts of the journey."""
        return StepCounts(self._connection)

    @property
    def asked_again(self) -> AskedAgain:
        """Return the questions that were asked again."""
        return AskedAgain(self._connection)

    @property
    def visits(self) -> Visits:
        """Return the statutory visits."""
        return Visits(self._connection)

    @property
    def events(self) -> Events:
        """Return the events."""
        return Events(self._connection)

    @property
    def entries(self) -> Entries:
        """Return the applications."""
        return Entries(self._connection)

    @property
    def transfers(self) -> Transfers:
        """Return what was handed on."""
        return Transfers(self._connection)

    @property
    def parked(self) -> ParkedAnswers:
        """Return the parked answers."""
        return ParkedAnswers(self._connection)


class Storage:
    """A database: opens transactions. Implements `consent.ports.Database`."""

    def __init__(self, url: str, pool_size: int = 8) -> None:
        self.engine: Engine = open_engine(url, pool_size)
        self._writing = self.engine.execution_options(**{WRITING: True})
        self._reading = open_reading(self.engine)
        self._turn = _Turn() if self.engine.dialect.name == "sqlite" else nullcontext()

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """Open a writing transaction; raises `StorageUnavailable` when the database is away."""
        with _told(), self._turn, self._writing.begin() as connection:
            yield Transaction(connection)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """Open for reading; raises `StorageUnavailable` when the database is away.

        On PostgreSQL each statement stands alone, so nothing may be written here.
        """
        with _told(), self._reading.connect() as connection:
            yield Transaction(connection)

    def ready(self) -> bool:
        """Tell whether the database answers; never raises."""
        try:
            with self._reading.connect() as connection:
                connection.execute(select(literal(1)))
        except (DBAPIError, PoolTimeout):
            return False
        return True

    def empty_log(self) -> bool:
        """Let nothing erased live on in the log of an embedded database; `False`: not this time."""
        with _told():
            return empty_log(self.engine)

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


class _Turn:
    """Lets the writers of one process in one after another.

    SQLite has one writer at a time and no queue: whoever finds it busy sleeps and asks again, so
    that among many somebody may be passed over until their time is up. Writers of other processes
    still meet there (`busy_timeout`).
    """

    def __init__(self) -> None:
        self._lock = Lock()

    def __enter__(self) -> None:
        if not self._lock.acquire(timeout=LONGEST_WAIT):
            raise StorageUnavailable

    def __exit__(self, *_raised: object) -> None:
        self._lock.release()


@contextmanager
def _told() -> Iterator[None]:
    """Turn what the driver says of its troubles into one error the rooms know."""
    try:
        yield
    except (PoolTimeout, sqlite3.OperationalError):
        # The latter: BEGIN IMMEDIATE is sent by ourselves, past SQLAlchemy and its wrapping.
        raise StorageUnavailable from None
    except DBAPIError as fault:
        if fault.connection_invalidated or _is_passing(fault):
            raise StorageUnavailable from None
        raise


def _is_passing(fault: DBAPIError) -> bool:
    """Tell whether the same request may work in a moment: locks, time-outs, lost servers."""
    state = getattr(fault.orig, "sqlstate", None)
    if state is not None:
        return state[:2] in ("08", "53", "57") or state in ("40001", "40P01", "55P03")
    return type(fault).__name__ in ("OperationalError", "InterfaceError")
