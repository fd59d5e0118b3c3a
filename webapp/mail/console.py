"""The mail of development: written to the terminal, sent to nobody."""

import sys
from typing import TextIO

from webapp.members.ports import Mail


class Console:
    """Writes mail out where a developer reads it; production never has one."""

    def __init__(self, sender: str, stream: TextIO | None = None) -> None:
        self._sender = sender
        self._stream = stream

    def send(self, mail: Mail) -> None:
        """Write one mail, with its headers, between two lines."""
        line = "-" * 72
        head = f"From: {self._sender}\nTo: {mail.to}\nSubject: {mail.subject}"
        stream = self._stream or sys.stdout  # asked for now: a test may have replaced it
        stream.write(f"{line}\n{head}\n\n{mail.text}{line}\n")
        stream.flush()
