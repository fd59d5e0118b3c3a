"""`./duett standin`: the Kakao stand-in alone, with invented people; development only."""

import signal
import sys
import threading

import click

from webapp import wiring
from webapp.cli.children import end_with_parent
from webapp.cli.place import settings_of_environment
from webapp.standin import serving
from webapp.standin.app import StandinRefusedError

PORT = 8001


@click.command()
@click.option("--port", default=PORT, show_default=True, help="Its login page is on the next port.")
def standin(port: int) -> None:
    """Play Kakao on 127.0.0.1 for the application of the same environment.

    `./duett run` starts it by itself. It refuses to start in production.
    """
    settings = settings_of_environment()
    keys = serving.AppKeys(
        rest_api_key=settings.kakao_rest_api_key,
        client_secret=settings.kakao_client_secret,
        admin_key=settings.kakao_admin_key,
        app_id=settings.kakao_app_id,
    )
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        running = serving.run(
            environment=settings.duett_env.value,
            keys=keys,
            redirect_uris=(settings.kakao_redirect_uri,),
            now=wiring.system_clock,
            port=port,
            accounts_port=port + 1,
            unlink_webhook=f"{settings.public_url}/webhooks/kakao/unlink",
            account_webhook=f"{settings.public_url}/webhooks/kakao/account",
        )
    except StandinRefusedError:
        sys.exit("The Kakao stand-in is for development; it does not start in production.")
    end_with_parent()
    click.echo(f"The stand-in plays Kakao at {' and '.join(running.origins)}.")
    stop.wait()
    running.stop()
