"""What checking a number needs from outside: somebody who delivers a text message."""

from typing import Protocol


class NotSent(Exception):  # noqa: N818  reads as the situation it is
    """A text message was not handed over; the same may work in a minute. Says nothing personal."""


class Texts(Protocol):
    """Delivers text messages."""

    def send(self, number: str, text: str) -> None:
        """Hand over one text for a number (E.164), within five seconds; raises `NotSent`."""
        ...
