"""Serving the stand-in on this machine: both origins, one process, from threads."""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from threading import Thread

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from webapp.standin.app import StandinRefusedError, create_standin
from webapp.standin.settings import StandinSettings
from webapp.standin.state import State


@dataclass(frozen=True, slots=True)
class AppKeys:
    """The keys of the app the stand-in knows, the same ones the app itself is given."""

    rest_api_key: str
    client_secret: str = field(repr=False)
    admin_key: str = field(repr=False)
    app_id: str = "1000001"


@dataclass(frozen=True, slots=True)
class RunningStandin:
    """A stand-in that answers until `stop()`."""

    settings: StandinSettings
    app: Flask
    state: State
    servers: tuple[BaseWSGIServer, ...]
    threads: tuple[Thread, ...]

    @property
    def origins(self) -> tuple[str, str]:
        """Both origins, as the app's KAKAO_FORM_ACTION must name them."""
        return self.settings.auth_base, self.settings.accounts_base

    def stop(self) -> None:
        self.state.released.set()
        for server in self.servers:
            server.shutdown()
        for thread in self.threads:
            thread.join()
        for server in self.servers:
            server.server_close()


class Handler(WSGIRequestHandler):
    """Writes no log: the calls are listed instead."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


def run(  # noqa: PLR0913 - each is a setting of its own
    *,
    environment: str,
    keys: AppKeys,
    redirect_uris: tuple[str, ...],
    now: Callable[[], datetime],
    host: str = "127.0.0.1",
    port: int = 8001,
    accounts_port: int = 8002,
    unlink_webhook: str | None = None,
    account_webhook: str | None = None,
) -> RunningStandin:
    """Start both origins and return at once; a port of 0 takes a free one.

    Kakao's auth and API hosts are http://host:port, its account pages http://host:accounts_port.
    Raises StandinRefusedError outside development and on an address others can reach, OSError
    when a port is taken.
    """
    if not ipaddress.ip_address(host).is_loopback:
        raise StandinRefusedError
    with (
        socket.create_server((host, port)) as auth,
        socket.create_server((host, accounts_port)) as accounts,
    ):
        settings = StandinSettings(
            environment=environment,
            auth_base=f"http://{host}:{auth.getsockname()[1]}",
            accounts_base=f"http://{host}:{accounts.getsockname()[1]}",
            **asdict(keys),
            redirect_uris=redirect_uris,
            unlink_webhook=unlink_webhook,
            account_webhook=account_webhook,
        )
        app = create_standin(settings, now)
        servers = tuple(_server(host, opened, app) for opened in (auth, accounts))
    threads = tuple(Thread(target=server.serve_forever, daemon=True) for server in servers)
    for thread in threads:
        thread.start()
    return RunningStandin(settings, app, app.extensions["standin"], servers, threads)


def _server(host: str, opened: socket.socket, app: Flask) -> BaseWSGIServer:
    port = opened.getsockname()[1]
    return make_server(host, port, app, threaded=True, request_handler=Handler, fd=opened.fileno())
