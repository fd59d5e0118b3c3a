"""Running several processes as one: their lines side by side, and all of them stop together."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

import click

TICK_SECONDS = 0.1
POLITE_SECONDS = 10
START_SECONDS = 30


@dataclass(frozen=True)
class Child:
    """A process to start: a name for the start of its lines, a command and its environment."""

    name: str
    command: list[str]
    environment: Mapping[str, str]


class Household:
    """Children that live and die together."""

    def __init__(self, children: list[Child], *, is_quiet: bool = False) -> None:
        self._children = children
        self._is_quiet = is_quiet
        self._running: dict[str, subprocess.Popen[str]] = {}
        self._asked_to_stop = threading.Event()
        self._width = max(len(child.name) for child in children)

    def live(self, ready: Callable[[], bool], greeting: str) -> int:
        """Start all, greet once `ready` says so, wait for the end; the exit status."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self._asked_to_stop.set())
        with self.at_home():
            return self._wait(ready, greeting)

    @contextmanager
    def at_home(self) -> Iterator[None]:
        """Start all; stop all at the end, however it comes."""
        try:
            for child in self._children:
                self._start(child)
            yield
        finally:
            self._stop()

    def pid_of(self, name: str) -> int:
        return self._running[name].pid

    def _start(self, child: Child) -> None:
        process = subprocess.Popen(
            child.command,
            env=dict(child.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,  # Ctrl-C reaches us alone, and we stop them in order
        )
        self._running[child.name] = process
        assert process.stdout is not None  # noqa: S101  # asked for above
        reader = threading.Thread(target=self._pass_on, args=(child.name, process.stdout))
        reader.daemon = True
        reader.start()

    def _pass_on(self, name: str, lines: IO[str]) -> None:
        for line in lines:
            if self._is_quiet:
                continue
            click.echo(f"{name:<{self._width}} | {line.rstrip()}")

    def _wait(self, ready: Callable[[], bool], greeting: str) -> int:
        greeted, deadline = False, time.monotonic() + START_SECONDS
        while not self._asked_to_stop.wait(TICK_SECONDS):
            for name, process in self._running.items():
                if process.poll() is not None:
                    click.echo(
                        f"The {name} ended by itself, so the rest is stopped, too.", err=True
                    )
                    return 1
            if not greeted and ready():
                click.echo(greeting)
                greeted = True
            elif not greeted and time.monotonic() > deadline:
                click.echo(f"Nothing answered within {START_SECONDS} seconds.", err=True)
                return 1
        click.echo("Stopping.")
        return 0

    def _stop(self) -> None:
        for process in self._running.values():
            process.terminate()
        deadline = time.monotonic() + POLITE_SECONDS
        for process in self._running.values():
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(TICK_SECONDS)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def end_with_parent() -> None:
    """In a child: end as soon as the process that started it is gone, even if it was killed."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
    sys.stdout.flush()
