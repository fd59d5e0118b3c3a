"""Ports for a Duett of one's own beside others: finding free ones, waiting until they answer."""

import socket
import time

from webapp.cli.children import START_SECONDS, TICK_SECONDS, answers


def wait_until_open(*ports: int) -> None:
    """Raise TimeoutError when one of them does not answer in time."""
    deadline = time.monotonic() + START_SECONDS
    while not all(answers(port) for port in ports):
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(TICK_SECONDS)


def free_port(in_a_row: int = 1) -> int:
    """A port nobody uses, and as many after it."""
    while True:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            first: int = probe.getsockname()[1]
        try:
            for port in range(first, first + in_a_row):
                socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return first
