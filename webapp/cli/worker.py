"""`./duett worker`: does what is due outside requests, until it is told to stop."""

import signal
import threading
from typing import Protocol

import click

from webapp import wiring
from webapp.cli.children import end_with_parent
from webapp.cli.place import settings_of_environment

REST_SECONDS = 1.0  # outbox rows are promised within 5 seconds


class Tick(Protocol):
    def tick(self) -> bool:
        """Do what is due; whether there was anything."""
        ...


@click.command()
def worker() -> None:
    """Carry out the outbox as it fills and the retention sweep every minute; SIGTERM ends it.

    Several may run at once on PostgreSQL. A worker that is killed loses nothing: what it had begun
    is begun again.
    """
    settings = settings_of_environment()
    if not settings.is_production:
        end_with_parent()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    click.echo("The worker is at work.")
    work_until(stop, wiring.build_worker(settings))


def work_until(stop: threading.Event, work: Tick) -> None:
    """Tick until asked to stop: at once again while there is work, else after a rest."""
    while not stop.is_set():
        if not work.tick():
            stop.wait(REST_SECONDS)
