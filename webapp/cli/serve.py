"""`./duett serve`: the application behind Granian, with the settings of the environment."""

import click
from granian import Granian
from granian.constants import Interfaces

from webapp.cli.children import end_with_parent
from webapp.cli.place import ROOT, settings_of_environment

BLOCKING_THREADS = 4  # measured with two workers: more threads cost more than they bring


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to bind.")
@click.option("--port", default=8000, show_default=True, help="The port to bind.")
def serve(host: str, port: int) -> None:
    """Serve the application on HOST:PORT; TLS belongs to the proxy in front.

    Settings come from the environment alone (README, "Settings"). What is missing or weak in
    production is named, and nothing starts. $WORKERS is the number of processes.
    """
    settings = settings_of_environment()
    if not settings.is_production:
        end_with_parent()
    serve_target("wsgi:app", host, port, settings.workers, respawns=settings.is_production)


def serve_target(target: str, host: str, port: int, workers: int, *, respawns: bool) -> None:
    """The one way this house serves a WSGI application; measurements compare alike with alike."""
    Granian(
        target,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=BLOCKING_THREADS,
        websockets=False,
        respawn_failed_workers=respawns,
        working_dir=ROOT,
    ).serve()
