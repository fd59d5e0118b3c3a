"""`./duett run`: everything a trial needs on one machine, stopped with one Ctrl-C."""

import os
import sys
from pathlib import Path

import click

from webapp import wiring
from webapp.cli.children import Child, Household, answers, is_free
from webapp.cli.development import development_environment
from webapp.cli.place import VAR, own_command
from webapp.cli.samples import publish_samples
from webapp.settings import Settings

PORT, KAKAO_PORT = 8000, 8001


@click.command()
@click.option("--port", default=PORT, show_default=True, help="Where the application answers.")
@click.option(
    "--kakao-port",
    default=KAKAO_PORT,
    show_default=True,
    help="Where the Kakao stand-in answers; its login page is on the next port.",
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=VAR,
    show_default="var",
    help="Where the secret, the keyring and the database are kept.",
)
def run(port: int, kakao_port: int, folder: Path) -> None:
    """Start the application, the Kakao stand-in and the worker; Ctrl-C stops all three.

    The first start makes var/ (open to you alone): a secret, a keyring and a SQLite database, with
    two events that lie ahead.
    Delete var/ to begin anew. Settings of your shell are not read; `./duett serve` reads them.
    """
    ports = {"--port": (port,), "--kakao-port": (kakao_port, kakao_port + 1)}
    for option, wanted in ports.items():
        for taken in (number for number in wanted if not is_free(number)):
            sys.exit(f"Port {taken} is taken. Stop what uses it, or choose another with {option}.")
    os.umask(0o077)  # what this makes is for its owner alone
    environment = development_environment(port, kakao_port, folder.resolve())
    settings = Settings.from_env(environment)
    wiring.upgrade(settings)
    publish_samples(wiring.build_organiser(settings), wiring.system_clock())
    household = Household(
        [
            Child("stand-in", own_command("standin", "--port", str(kakao_port)), environment),
            Child("application", own_command("serve", "--port", str(port)), environment),
            Child("worker", own_command("worker"), environment),
        ]
    )
    greeting = (
        f"Duett is open at http://localhost:{port} (Ctrl-C stops it).\n"
        f"The Kakao stand-in, with invented people only, is at http://127.0.0.1:{kakao_port}."
    )
    sys.exit(household.live(lambda: answers(port) and answers(kakao_port), greeting))
