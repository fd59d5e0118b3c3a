"""The text messages of development: written to the terminal, sent to nobody."""

import sys
from typing import TextIO


class Console:
    """Writes text messages out where a developer reads them; production never has one."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream

    def send(self, number: str, text: str) -> None:
        """Write one text message between two lines."""
        line = "-" * 72
        stream = self._stream or sys.stdout  # asked for now: a test may have replaced it
        stream.write(f"{line}\nText message to {number}\n\n{text}\n{line}\n")
        stream.flush()
