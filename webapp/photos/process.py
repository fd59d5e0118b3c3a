"""Having a picture opened by a process that lives for it alone, within bounds of size and time."""

import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from webapp.catalogue.kinds.photo import REFUSALS
from webapp.photos.webp import is_plain_webp
from webapp.profile.photos.errors import PhotoRefused, PhotosAway, PhotosBusy
from webapp.profile.photos.ports import Crop, Pictures

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-E", "-s", "-m", "webapp.photos.decode")
ENVIRONMENT = {"LC_ALL": "C.UTF-8"}  # no setting, no secret
SECONDS = 20.0
PATIENCE = 10.0
MOST_BYTES = 4 * 1024 * 1024
_CHUNK = 64 * 1024


class DecodingProcess:
    """Implements `profile.photos.ports.Decoder`: one picture at a time, the others wait a while."""

    def __init__(self, *, at_once: int = 1, patience: float = PATIENCE) -> None:
        self._places = threading.BoundedSemaphore(at_once)
        self._patience = patience

    def prepare(self, upload: bytes) -> Pictures:
        """Make the two pictures that are kept."""
        said, (full, tile) = self._run(2, upload, "prepare")
        return Pictures(full, tile, said["width"], said["height"])

    def frame(self, full: bytes, crop: Crop) -> bytes:
        """Make the small picture anew."""
        _, (tile,) = self._run(1, full, "frame", crop.place, crop.zoom)
        return tile

    def _run(self, count: int, picture: bytes, *how: str) -> tuple[dict[str, Any], list[bytes]]:
        if not self._places.acquire(timeout=self._patience):
            raise PhotosBusy
        try:
            told = _ask((*COMMAND, *how), picture)
        except OSError:
            raise PhotosAway("process") from None
        finally:
            self._places.release()
        return _read(told, count)


def _ask(command: tuple[str, ...], picture: bytes) -> bytes:
    """Return what the process writes, cut off after the most that it may write."""
    with _child(command) as (stdin, stdout):
        return _talk(stdin, stdout, picture)


@contextmanager
def _child(command: tuple[str, ...]) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Start the process; whatever is left of it and its children at the end is killed."""
    with subprocess.Popen(  # noqa: S603  our own program, with fixed arguments
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=ENVIRONMENT,
        start_new_session=True,
        bufsize=0,
    ) as child:
        if child.stdin is None or child.stdout is None:
            raise PhotosAway("process")
        try:
            yield child.stdin, child.stdout
        finally:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, signal.SIGKILL)


def _talk(stdin: IO[bytes], stdout: IO[bytes], picture: bytes) -> bytes:
    """Write and read side by side until the process is done or its time is up."""
    deadline = time.monotonic() + SECONDS
    unsent, told = memoryview(picture), bytearray()
    os.set_blocking(stdin.fileno(), False)
    with selectors.DefaultSelector() as ready:
        ready.register(stdin, selectors.EVENT_WRITE)
        ready.register(stdout, selectors.EVENT_READ)
        while len(told) <= MOST_BYTES and (left := deadline - time.monotonic()) > 0:
            for key, _ in ready.select(left):
                if key.fileobj is stdout:
                    read = os.read(stdout.fileno(), _CHUNK)
                    if not read:
                        return bytes(told)
                    told += read
                else:
                    unsent = _send(stdin, unsent)
                    if not unsent:
                        ready.unregister(stdin)
                        stdin.close()
    return b""


def _send(stdin: IO[bytes], unsent: memoryview) -> memoryview:
    try:
        return unsent[os.write(stdin.fileno(), unsent[:_CHUNK]) :]
    except BrokenPipeError:  # it has seen enough, or it is dead
        return unsent[:0]


def _read(told: bytes, count: int) -> tuple[dict[str, Any], list[bytes]]:
    """Return head and pictures of an answer, having believed none of it; raises `PhotoRefused`."""
    line, _, rest = told.partition(b"\n")
    try:
        said = json.loads(line)
        if said.get("refused") in REFUSALS:
            raise PhotoRefused(said["refused"])
        pictures = _cut(rest, [int(size) for size in said["sizes"]])
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
    ):  # killed at a bound, or fallen over the picture
        raise PhotoRefused("unreadable") from None
    if len(pictures) != count or not all(map(is_plain_webp, pictures)):
        raise PhotoRefused("unreadable")
    return said, pictures


def _cut(rest: bytes, sizes: list[int]) -> list[bytes]:
    if sum(sizes) != len(rest) or min(sizes, default=0) <= 0:
        raise ValueError
    pictures = []
    for size in sizes:
        pictures.append(rest[:size])
        rest = rest[size:]
    return pictures
