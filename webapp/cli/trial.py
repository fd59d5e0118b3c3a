"""A whole Duett of its own, in a folder that goes with it: for photographs and measurements."""

import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from webapp import wiring
from webapp.cli.children import START_SECONDS, TICK_SECONDS, Child, Household, answers
from webapp.cli.development import development_environment
from webapp.cli.place import own_command
from webapp.cli.texts import compile_stale
from webapp.settings import Settings


@dataclass(frozen=True)
class Trial:
    """Where the application and the stand-in of a trial answer, and the application's process."""

    origin: str
    kakao: str
    pid: int


@contextmanager
def trial() -> Iterator[Trial]:
    """Application (one process, so that limits count once), stand-in and worker on free ports."""
    compile_stale()
    port, kakao_port = free_port(), free_port(in_a_row=2)
    with tempfile.TemporaryDirectory(prefix="duett-trial-") as folder:
        environment = {**development_environment(port, kakao_port, Path(folder)), "WORKERS": "1"}
        wiring.upgrade(Settings.from_env(environment))
        household = Household(
            [
                Child("stand-in", own_command("standin", "--port", str(kakao_port)), environment),
                Child("application", own_command("serve", "--port", str(port)), environment),
                Child("worker", own_command("worker"), environment),
            ],
            is_quiet=True,
        )
        with household.at_home():
            wait_until_open(port, kakao_port)
            yield Trial(
                f"http://localhost:{port}",
                f"http://127.0.0.1:{kakao_port}",
                household.pid_of("application"),
            )


def wait_until_open(*ports: int) -> None:
    """Raise TimeoutError when one of them does not answer in time."""
    deadline = time.monotonic() + START_SECONDS
    while not all(answers(port) for port in ports):
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(TICK_SECONDS)


def free_port(in_a_row: int = 1) -> int:
    """A port nobody uses, and as many after it."""
    while True:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            first: int = probe.getsockname()[1]
        try:
            for port in range(first, first + in_a_row):
                socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return first
