"""Image hosts of our own on this machine, as kind or as hostile as a test wants."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Serve = Callable[[BaseHTTPRequestHandler], object]


@dataclass
class Cdn:
    """An image host of our own on this machine; `asked` lists what it was asked for."""

    port: int
    asked: list[tuple[str, str]] = field(default_factory=list)


def send(body: bytes, status: int = 200, **headers: str) -> Serve:
    def serve(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return serve


@contextmanager
def cdn(serve: Serve, context: ssl.SSLContext | None = None) -> Iterator[Cdn]:
    found = Cdn(0)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append((self.headers["Host"], self.path))
            try:
                serve(self)
            except OSError:  # the caller had enough
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # a handshake that the caller broke off

    server = Server(("127.0.0.1", 0), Handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    found.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()
