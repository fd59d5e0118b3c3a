"""The three seconds Kakao waits: over real HTTP, with a locked database and keys that do not come."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import requests
from sqlalchemy import create_engine
from werkzeug.serving import make_server

from tests.faults.wire import wire_to
from tests.kakao.events import UNLINKED
from tests.promises.acts import Person, join
from tests.promises.rows import rows
from tests.world import World, world
from webapp.members.webhooks_in_time import SECONDS
from webapp.standin.serving import Handler

IN_TIME = 3.0
UNLINK, ACCOUNT = "/webhooks/kakao/unlink", "/webhooks/kakao/account"


@dataclass
class Served:
    """A house at an address of this machine, and a Kakao that sends to it."""

    world: World
    address: str

    def send(self, kind: str, person: str = "sori", **form: str) -> tuple[int, float]:
        """Let the stand-in send, waiting as long as Kakao; return the status and how long it took."""
        where = {"unlink": UNLINK, "account": ACCOUNT}[kind]
        data = {"person": person, "url": self.address + where} | form
        began = time.monotonic()
        base = self.world.standin.settings.auth_base
        answer = requests.post(f"{base}/standin/webhooks/{kind}", data=data, timeout=10)
        return int(answer.json()["status"]), time.monotonic() - began

    def join(self, number: int = 4012345678) -> Person:
        """Return a member, in a minute of their own: their link is newer than what came before."""
        self.world.clock.forward(minutes=1)
        return join(self.world, str(number))

    def is_member(self, person: Person) -> bool:
        found = rows(self.world.storage, "member")
        return any(m.member_id == person.member_id and m.status == "active" for m in found)

    def becomes(self, person: Person, *, member: bool, seconds: float = 8) -> bool:
        """Let the worker work until that is so, or for as long as this."""
        worker = (self.world._workers or [self.world.worker()])[0]
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            worker.tick()
            if self.is_member(person) is member:
                return True
            time.sleep(0.05)
        return False


@contextmanager
def served(database_url: str, folder: Any) -> Iterator[Served]:
    with world(database_url, folder, TRUSTED_HOSTS="duett.test 127.0.0.1") as made:
        server = make_server("127.0.0.1", 0, made.app, threaded=True, request_handler=Handler)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield Served(made, f"http://127.0.0.1:{server.server_port}")
        finally:
            made.services.webhooks._in_time.stop()
            server.shutdown()
            thread.join()
            server.server_close()


@pytest.fixture(scope="module")
def house(migrated_sqlite, tmp_path_factory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    (folder / "duett.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    with served(f"sqlite:///{folder / 'duett.sqlite3'}", folder) as made:
        yield made


@pytest.fixture(params=[0.4, pytest.param(SECONDS, marks=pytest.mark.slow)])
def patience(request: pytest.FixtureRequest, house: Served, monkeypatch) -> float:
    """How long an answer waits: as in production with --slow, otherwise what a test has time for."""
    monkeypatch.setattr(house.world.services.webhooks._in_time, "_seconds", request.param)
    return float(request.param)


@contextmanager
def locked(database_url: str) -> Iterator[None]:
    """Hold the lock of a writer who does not finish."""
    engine = create_engine(database_url)
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield
        connection.exec_driver_sql("ROLLBACK")
    engine.dispose()


def test_kakao_sends_and_is_heard(house: Served):
    person = house.join()
    for kind, status in (("unlink", 200), ("account", 202)):
        heard, took = house.send(kind)
        assert heard == status
        assert took < 1
    assert house.becomes(person, member=False)


@pytest.mark.slow
def test_forged_messages_are_heard_and_refused(house: Served):
    person = house.join()
    assert house.send("unlink", key="0" * 32)[0] == 401
    for flaw in ("wrong_aud", "wrong_iss", "wrong_key", "from_future", "id_token", "no_jti"):
        assert house.send("account", flaw=flaw)[0] == 400, flaw
    assert not house.becomes(person, member=False, seconds=0.2)


def test_a_locked_database_is_no_reason_to_be_late_or_to_lose_it(house: Served, patience: float):
    person, other = house.join(), house.join(4012345679)
    with locked(house.world.settings.database_url):
        heard, took = house.send("unlink")
        assert heard == 503
        assert patience < took < min(patience + 1, IN_TIME)
        heard, took = house.send("account", person="garam", event=UNLINKED)
        assert heard == 503
        assert took < IN_TIME
        assert house.send("unlink", person="taesan")[0] == 200, "a stranger needs no lock"
    assert house.becomes(person, member=False), "an unlink is told once: it was not lost"
    assert house.becomes(other, member=False)


@pytest.mark.slow
def test_a_moment_of_waiting_is_not_even_seen(house: Served):
    person = house.join()
    lock = locked(house.world.settings.database_url)
    lock.__enter__()
    threading.Timer(0.6, lambda: lock.__exit__(None, None, None)).start()
    heard, took = house.send("unlink")
    assert heard == 200
    assert 0.5 < took < IN_TIME
    assert house.becomes(person, member=False)


@pytest.mark.slow
def test_keys_that_do_not_come_are_no_reason_to_be_late(migrated_sqlite, tmp_path):
    """Neither when they never came before, nor when a new one is needed."""
    file = tmp_path / "duett.sqlite3"
    file.write_bytes(migrated_sqlite.read_bytes())
    with served(f"sqlite:///{file}", tmp_path) as house:
        _without_keys(house)


def _without_keys(house: Served) -> None:
    person = house.join()
    state = house.world.standin.state
    state.switch_on("jwks_hang")
    heard, took = house.send("account", event=UNLINKED)
    assert heard == 503
    assert took < IN_TIME
    state.switch_on("jwks_500")
    state.switch_off("jwks_hang")
    assert house.send("account", event=UNLINKED)[0] == 503
    state.switch_off()
    assert house.is_member(person)
    assert house.send("account", event=UNLINKED)[0] == 202
    state.keys.rotate()
    state.switch_on("jwks_hang")
    heard, took = house.send("account", event=UNLINKED)
    assert heard == 503
    assert took < IN_TIME
    assert house.becomes(person, member=False)


@pytest.mark.postgres
@pytest.mark.slow
def test_a_database_that_says_nothing_is_no_reason_to_be_late(
    postgres, migrated_postgres, tmp_path
):
    """The wire to PostgreSQL holds every byte back: no statement timeout helps, only our own."""
    with (
        postgres.database(template=migrated_postgres) as url,
        wire_to(url) as (wire, through),
        served(through, tmp_path) as house,
    ):
        person = house.join()
        wire.held.set()
        heard, took = house.send("unlink")
        assert heard == 503
        assert took < IN_TIME
        wire.mend()
        assert house.becomes(person, member=False, seconds=20)


@pytest.mark.slow
def test_two_hundred_at_once_are_each_answered_in_time(house: Served):
    """R12: a burst of real messages, each sent twice and out of order; none is lost."""
    people = [house.join(5_100_000_000 + number) for number in range(40)]
    before = len(rows(house.world.storage, "webhook_event"))
    spoken: list[tuple[int, float]] = []
    lock = threading.Lock()

    def speak(share: list[Person]) -> None:
        for person in share:
            began = time.monotonic()
            answer = requests.post(
                house.address + UNLINK,
                data={
                    "app_id": house.world.settings.kakao_app_id,
                    "user_id": person.kakao_id,
                    "referrer_type": "ACCOUNT_DELETE",
                },
                headers={"Authorization": f"KakaoAK {house.world.settings.kakao_admin_key}"},
                timeout=10,
            )
            with lock:
                spoken.append((answer.status_code, time.monotonic() - began))

    shares = [people[n::5] + people[::-1][n::5] for n in range(5)]
    threads = [threading.Thread(target=speak, args=(share * 2,)) for share in shares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(took for _, took in spoken) < IN_TIME
    assert {status for status, _ in spoken} <= {200, 503}
    for person in people:
        assert house.becomes(person, member=False)
    assert len(rows(house.world.storage, "webhook_event")) - before == len(people)
