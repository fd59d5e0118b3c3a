"""A mail server for tests: speaks just enough SMTP, keeps what it took, and fails as told."""

import base64
import email
import socketserver
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from threading import Event, Thread
from typing import cast

SILENCE, HANG = "silence", "hang"
LETTERS_LOGIN = {b"\0duett\0secret word"}


@dataclass
class PostOffice:
    """What a server is told to do, and what came of it.

    `faults` maps a step (`connect`, `EHLO`, `STARTTLS`, `AUTH`, `MAIL`, `RCPT`, `DATA`, `end`) to
    what happens there instead: an answer, SILENCE (the connection ends) or HANG.
    """

    port: int = 0
    faults: dict[str, str] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None
    is_tls_at_once: bool = False
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    @property
    def mails(self) -> list[EmailMessage]:
        """Every mail that was taken, as a reader sees it."""
        return [email.message_from_bytes(text, policy=SMTP) for _, text in self.taken]


class _Ended(Exception):  # noqa: N818  reads as the situation it is
    """The conversation is over."""


class _Conversation(socketserver.StreamRequestHandler):
    """One connection."""

    def handle(self) -> None:
        self.office = cast("_Server", self.server).office
        self.to = ""
        try:
            if self.office.is_tls_at_once:
                self._encrypt()
            self._answer("connect", "220 mail.example ready")
            while line := self.rfile.readline():
                self._step(line.decode("utf-8").strip())
        except (_Ended, OSError):
            return

    def _step(self, line: str) -> None:
        word = line[:4].upper()
        if word == "EHLO":
            offered = ["AUTH PLAIN"]
            if self.office.tls and not isinstance(self.connection, ssl.SSLSocket):
                offered.append("STARTTLS")
            lines = ["mail.example", *offered]
            told = [f"250-{each}" for each in lines[:-1]] + [f"250 {lines[-1]}"]
            self._answer("EHLO", "\r\n".join(told))
        elif word == "STAR":
            self._answer("STARTTLS", "220 go")
            self._encrypt()
        elif word == "AUTH":
            known = base64.b64decode(line.rsplit(maxsplit=1)[-1]) in LETTERS_LOGIN
            self._answer("AUTH", "235 in" if known else "535 who")
        elif word == "RCPT":
            self.to = line.partition("<")[2].partition(">")[0]
            self._answer("RCPT", "250 ok")
        elif word == "DATA":
            self._answer("DATA", "354 go on")
            self._take()
        else:
            self._answer("MAIL" if word == "MAIL" else word, "250 ok")

    def _take(self) -> None:
        text = b""
        while (line := self.rfile.readline()) != b".\r\n":
            text += line.removeprefix(b".") if line.startswith(b"..") else line
        if "end" not in self.office.faults or self.office.faults["end"] in (SILENCE, HANG):
            self.office.taken.append((self.to, text))
        self._answer("end", "250 taken")

    def _answer(self, step: str, line: str) -> None:
        self.office.steps.append(step)
        said = self.office.faults.get(step, line)
        if said == HANG:
            self.office.over.wait(30)
        if said in (SILENCE, HANG):
            raise _Ended
        self.wfile.write(said.encode() + b"\r\n")

    def finish(self) -> None:
        super().finish()
        self.connection.close()  # encrypted, it is not the one the server closes

    def _encrypt(self) -> None:
        assert self.office.tls is not None
        plain = self.connection
        wrapped = self.office.tls.wrap_socket(
            plain, server_side=True, do_handshake_on_connect=False
        )
        self.connection = wrapped
        wrapped.do_handshake()
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", 0)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, office: PostOffice) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.office = office

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a broken handshake is what a test wanted."""


@contextmanager
def post_office(**told: object) -> Iterator[PostOffice]:
    """Open a mail server on this machine until the `with` ends."""
    office = PostOffice(**told)  # type: ignore[arg-type]
    with _Server(office) as server:
        office.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield office
        office.over.set()
        server.shutdown()
        thread.join()
