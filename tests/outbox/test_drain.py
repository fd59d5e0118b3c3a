"""Errands: done at least once, by one worker at a time, patiently, and not for ever."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest

from tests.rooms import Rooms
from tests.world import START
from webapp.outbox.drain import LEASE, NotNow, Outbox
from webapp.outbox.errand import LONGEST_WAIT, Errand, next_due
from webapp.storage.tables import outbox

PATIENCE = timedelta(hours=72)


@dataclass
class Desk:
    """An outbox with one kind of errand, whose runner does what `ends` says, in order."""

    rooms: Rooms
    ends: list[BaseException] = field(default_factory=list)
    ran: list[UUID] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)

    def worker(self) -> Outbox:
        return Outbox(
            self.rooms.storage.write,
            {"greet": self._run},
            self.rooms.clock,
            lambda kind, reason: self.told.append((kind, reason)),
        )

    def queue(self, kind: str = "greet", reference: str = "", **late: float) -> UUID:
        at = self.rooms.clock() + timedelta(**late)
        made = Errand(uuid4(), kind, b"who", reference, b"", b"", "k1", at, at, at + PATIENCE)
        with self.rooms.storage.write() as store:
            store.errands.queue(made)
        return made.errand_id

    def left(self) -> list[tuple[int, str]]:
        with self.rooms.storage.engine.connect() as connection:
            rows = connection.execute(outbox.select().order_by(outbox.c.created_at))
            return [(row.attempts, row.last_reason) for row in rows]

    def _run(self, errand: Errand) -> None:
        self.ran.append(errand.errand_id)
        if self.ends:
            raise self.ends.pop(0)


@pytest.fixture
def desk(rooms: Rooms) -> Iterator[Desk]:
    rooms.clock.moment = START
    yield Desk(rooms)
    with rooms.storage.engine.begin() as connection:
        connection.execute(outbox.delete())


def test_errands_are_run_in_the_order_they_fell_due_and_forgotten(desk: Desk):
    third, first, second = (desk.queue(hours=-n) for n in (1, 3, 2))
    later = desk.queue(seconds=1)
    assert desk.worker().drain() == 3
    assert desk.ran == [first, second, third]
    desk.rooms.clock.forward(seconds=1)
    assert desk.worker().drain() == 1
    assert desk.ran[3:] == [later]
    assert desk.left() == []


def test_an_errand_that_fails_waits_twice_as_long_each_time(desk: Desk):
    desk.queue()
    desk.ends = [NotNow("timeout")] * 3
    for wait in (2, 4, 8):
        assert desk.worker().drain() == 0
        desk.rooms.clock.forward(seconds=wait - 0.001)
        assert desk.worker().drain() == 0
        desk.rooms.clock.forward(seconds=0.001)
    assert desk.left() == [(3, "timeout")]
    assert desk.worker().drain() == 1
    assert len(desk.ran) == 4
    assert desk.told == [("greet", "timeout")] * 3


@pytest.mark.parametrize("attempts", [10, 20, 21, 10_000])
def test_no_wait_is_longer_than_half_an_hour(attempts):
    tired = Errand(uuid4(), "greet", b"", "", b"", b"", "k1", START, START, START, attempts)
    assert next_due(tired, START) == START + LONGEST_WAIT


def test_a_broken_errand_stops_no_other_and_is_named_by_its_kind_of_fault(desk: Desk):
    desk.queue(hours=-2)
    whole = desk.queue(hours=-1)
    unknown = desk.queue("unheard_of", minutes=-1)
    desk.ends = [ValueError("a secret that must not be written down")]
    assert desk.worker().drain() == 1
    assert desk.ran[1:] == [whole]
    assert unknown
    assert sorted(desk.left()) == [(1, "KeyError"), (1, "ValueError")]
    assert sorted(desk.told) == [("greet", "ValueError"), ("unheard_of", "KeyError")]


def test_after_its_patience_an_errand_is_given_up_and_reported(desk: Desk):
    desk.queue()
    desk.ends = [NotNow("timeout")] * 1000
    while desk.left():
        assert desk.rooms.clock() < START + PATIENCE
        desk.worker().drain()
        desk.rooms.clock.forward(minutes=30)
    assert desk.rooms.clock() > START + PATIENCE - timedelta(hours=1)
    assert desk.told[-1] == ("greet", "given_up:timeout")
    assert desk.told.count(desk.told[-1]) == 1
    assert len(desk.ran) > 100


def test_what_died_between_run_and_done_is_run_again(desk: Desk):
    errand = desk.queue()
    desk.ends = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        desk.worker().drain()
    assert desk.worker().drain() == 0  # still leased to the one that died
    desk.rooms.clock.moment = START + LEASE
    assert desk.worker().drain() == 1
    assert desk.ran == [errand, errand]
    assert desk.left() == []


def test_an_errand_called_off_while_it_runs_stays_called_off(desk: Desk):
    desk.queue()
    with desk.rooms.storage.write() as store:
        leased = store.errands.lease(desk.rooms.clock(), desk.rooms.clock() + LEASE)
        assert leased is not None
        assert store.errands.call_off("another kind", b"who") == 0
        assert store.errands.call_off("greet", b"who") == 1
        store.errands.later(leased.errand_id, START, "timeout")
        store.errands.done(leased.errand_id)
    assert desk.left() == []


def test_a_number_is_waiting_until_its_errand_is_settled(desk: Desk):
    desk.queue(reference="4F7K-22")
    with desk.rooms.storage.read() as store:
        assert store.errands.waiting("4F7K-22")
        assert not store.errands.waiting("4F7K-23")
    desk.worker().drain()
    with desk.rooms.storage.read() as store:
        assert not store.errands.waiting("4F7K-22")


def test_two_workers_share_the_work_and_never_an_errand(desk: Desk):
    queued = {desk.queue(seconds=-n) for n in range(30)}
    start = Barrier(2)

    def work() -> None:
        start.wait()
        desk.worker().drain()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(desk.ran) == sorted(queued)
    assert desk.left() == []


def test_a_worker_passes_over_what_another_is_taking(desk: Desk):
    """PostgreSQL only: SQLite has one writer at a time anyway."""
    if desk.rooms.storage.engine.dialect.name == "sqlite":
        return
    now = desk.rooms.clock()
    first, second = desk.queue(hours=-2), desk.queue(hours=-1)
    with desk.rooms.storage.write() as one, desk.rooms.storage.write() as other:
        taken = [store.errands.lease(now, now + LEASE) for store in (one, other)]
        assert [found.errand_id for found in taken if found] == [first, second]
        assert one.errands.lease(now, now + LEASE) is None
