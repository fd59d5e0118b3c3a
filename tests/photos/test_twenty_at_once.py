"""Twenty photos at once, at the server people use: whoever does not send one hardly notices."""

import re
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from tests.photos.pictures import polyglot, portrait, saved
from tests.promises.acts import Person, join
from tests.tools.tree import ROOT
from tests.world import World, hidden_inputs, world
from webapp.cli.place import own_command
from webapp.cli.serve import BLOCKING_THREADS
from webapp.web.photos.uploads import DRAINS, PLACES
from webapp.web.photos.words import BUSY
from webapp.web.session import COOKIE

MEMBERS, PHOTOS = 5, 20
MOST_SLOWER = 3.0  # seconds: less than the queue of pictures takes, however busy the machine

pytestmark = pytest.mark.slow


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


def test_a_thread_is_always_left_for_everybody_else():
    assert PLACES + DRAINS < BLOCKING_THREADS


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def house(migrated_sqlite: Path, tmp_path: Path, port: int) -> Iterator[World]:
    file = tmp_path / "duett.sqlite3"
    file.write_bytes(migrated_sqlite.read_bytes())
    origin = f"http://localhost:{port}"
    with world(f"sqlite:///{file}", tmp_path, PUBLIC_URL=origin, TRUSTED_HOSTS="localhost") as made:
        yield made


@contextmanager
def served(house: World, port: int) -> Iterator[str]:
    """The application behind its own server, two processes of it, over this house's rows."""
    settings = house.settings
    environment = {
        "PATH": "/usr/bin:/bin",
        "DUETT_ENV": "development",
        "PUBLIC_URL": settings.public_url,
        "SECRET_KEY": settings.secret_key,
        "KEYRING": str(settings.keyring),
        "DATABASE_URL": settings.database_url,
        "PHOTO_STORE": settings.photo_store,
        "WORKERS": "2",
    }
    command = own_command("serve", "--port", str(port))
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as child:
        try:
            wait_for(settings.public_url)
            yield settings.public_url
        finally:
            child.send_signal(signal.SIGTERM)


def wait_for(origin: str) -> None:
    for _ in range(300):
        try:
            if requests.get(f"{origin}/healthz", timeout=1).ok:
                return
        except requests.ConnectionError:
            pass
        time.sleep(0.2)
    pytest.fail("the server never answered")


def headers(origin: str, person: Person) -> dict[str, str]:
    cookie = f"{COOKIE}=m.{person.token}"
    return {"Cookie": cookie, "Origin": origin, "Sec-Fetch-Site": "same-origin"}


def upload(origin: str, person: Person, photo: bytes) -> requests.Response:
    said = headers(origin, person)
    page = requests.get(f"{origin}/onboarding/photo", headers=said, timeout=20).text
    return requests.post(
        f"{origin}/onboarding/photo",
        headers=said,
        data=hidden_inputs(page) | {"act": "agree", "agree": "yes"},
        files={"value": ("photo.jpg", photo)},
        allow_redirects=False,
        timeout=60,
    )


def waits(origin: str, person: Person, until: threading.Event) -> list[float]:
    """How long pages of somebody else take, one after another."""
    found: list[float] = []
    while not until.is_set() or len(found) < 20:
        started = time.monotonic()
        answer = requests.get(
            f"{origin}/onboarding/mbti", headers=headers(origin, person), timeout=20
        )
        found.append(time.monotonic() - started)
        assert answer.status_code == 200
    return sorted(found)


def test_twenty_at_once_hurt_nobody_else(house: World, port):
    people, reader = [join(house) for _ in range(MEMBERS)], join(house)
    photo = saved(portrait(4032, 3024), "JPEG", quality=92)
    with served(house, port) as origin, ThreadPoolExecutor(PHOTOS + 1) as pool:
        quiet = waits(origin, reader, _set())
        done = threading.Event()
        others = pool.submit(waits, origin, reader, done)
        sent = [
            pool.submit(upload, origin, people[number % MEMBERS], photo) for number in range(PHOTOS)
        ]
        answers = [one.result() for one in sent]
        done.set()
        busy = others.result()
    statuses = [answer.status_code for answer in answers]
    assert set(statuses) <= {303, 503}, statuses
    assert statuses.count(303) >= 2, statuses
    for answer in answers:
        if answer.status_code == 503:
            assert re.search(BUSY, answer.text)
            assert answer.headers["Retry-After"] == "60"
    slow, slow_when_quiet = busy[int(len(busy) * 0.95)], quiet[int(len(quiet) * 0.95)]
    assert slow < slow_when_quiet + MOST_SLOWER, (slow, slow_when_quiet)


def crawl(origin: str, person: Person) -> socket.socket:
    """Begin to send a photo, and send no more of it."""
    address = urlsplit(origin)
    said = headers(origin, person) | {
        "Host": address.netloc,
        "Content-Type": "multipart/form-data; boundary=x",
        "Content-Length": str(5 * 2**20),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    made = socket.create_connection((address.hostname or "", address.port or 80), timeout=20)
    made.sendall(f"POST /onboarding/photo HTTP/1.1\r\n{head}\r\n--x\r\n".encode())
    return made


def test_photos_that_never_arrive_hold_nobody_up(house: World, port):
    person, reader = join(house), join(house)
    with served(house, port) as origin:
        quiet = waits(origin, reader, _set())
        slow = [crawl(origin, person) for _ in range(PHOTOS)]
        time.sleep(0.5)
        busy = waits(origin, reader, _set())
        assert upload(origin, reader, polyglot(bytes(2**20))).status_code == 303, (
            "nor anybody's photo"
        )
        for one in slow:
            one.close()
    assert busy[len(busy) // 2] < quiet[len(quiet) // 2] + MOST_SLOWER, (busy, quiet)


def _set() -> threading.Event:
    made = threading.Event()
    made.set()
    return made
