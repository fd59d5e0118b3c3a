"""A wire between the application and its PostgreSQL that can be cut, refused or held."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import make_url

_CHUNK = 65536


@dataclass
class Wire:
    """Forwards TCP to `target`; `down` refuses and cuts, `held` lets nothing through."""

    target: tuple[str, int]
    server: socket.socket
    down: bool = False
    open_: list[socket.socket] = field(default_factory=list)
    held: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def port(self) -> int:
        port: int = self.server.getsockname()[1]
        return port

    def cut(self) -> None:
        """As when the server dies: every connection ends, new ones are ended at once."""
        self.down = True
        with self.lock:
            gone, self.open_ = self.open_, []
        for end in gone:
            _close(end)

    def mend(self) -> None:
        self.down = False
        self.held.clear()

    def serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.server.accept()
                if self.down:
                    _close(near)
                    continue
                far = socket.create_connection(self.target)
                with self.lock:
                    self.open_ += [near, far]
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=self._pump, args=ends, daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(_CHUNK):
                while self.held.is_set():
                    threading.Event().wait(0.02)
                sink.sendall(data)
        _close(sink)


def _close(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextmanager
def wire_to(database_url: str) -> Iterator[tuple[Wire, str]]:
    """A wire to the server of an address, and the address through the wire."""
    address = make_url(database_url)
    server = socket.create_server(("127.0.0.1", 0))
    wire = Wire((address.host or "127.0.0.1", address.port or 5432), server)
    threading.Thread(target=wire.serve, daemon=True).start()
    try:
        yield wire, address.set(port=wire.port).render_as_string(hide_password=False)
    finally:
        wire.cut()
        _close(server)
