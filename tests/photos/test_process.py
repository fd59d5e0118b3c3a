"""The process that opens a picture: bounded, blind, and not believed."""

import io
import subprocess
import sys
import threading
import time

import pytest
from PIL import Image

from tests.photos import pictures as make
from webapp.photos import process
from webapp.photos.process import DecodingProcess
from webapp.profile.photos.errors import PhotoRefused, PhotosBusy
from webapp.profile.photos.ports import Crop

CONFINED = "from webapp.photos.decode import confine; confine(); "
PLAIN = make.saved(make.scene(), "WEBP")


def told_by(monkeypatch, program: str) -> str:
    """Let another program stand in the process's place; return why its answer is refused."""
    monkeypatch.setattr(process, "COMMAND", (sys.executable, "-c", program))
    with pytest.raises(PhotoRefused) as refusal:
        DecodingProcess().prepare(make.jpeg())
    return refusal.value.reason


def test_a_photo_comes_back_as_two_pictures_and_its_square_is_cut_anew():
    decoder = DecodingProcess()
    made = decoder.prepare(make.jpeg(800, 400))
    assert (made.width, made.height) == (800, 400)
    left, right = (decoder.frame(made.full, Crop(place, "2")) for place in ("left", "right"))
    pixels = [Image.open(io.BytesIO(tile)).getpixel((20, 20)) for tile in (left, right)]
    assert pixels[0][0] > 150 > pixels[1][0]  # type: ignore[index]  # red at the left, green at the right


def test_what_it_refuses_is_refused_with_its_reason():
    for upload, reason in ((make.huge_png(), "pixels"), (make.jpeg()[:900], "unreadable")):
        with pytest.raises(PhotoRefused) as refusal:
            DecodingProcess().prepare(upload)
        assert refusal.value.reason == reason


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.abort()",
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "raise SystemExit(1)",
        "print('no JSON')",
        "print('[]')",
        'print(\'{"refused": "no reason of ours"}\')',
        'print(\'{"sizes": [0, 0], "width": 1, "height": 1}\')',
        'print(\'{"sizes": [4, 4], "width": 1, "height": 1}\\nGIF89a!!\', end=\'\')',
        'print(\'{"sizes": [-1, 9], "width": 1, "height": 1}\\n12345678\', end=\'\')',
        "import sys; sys.stdin.close(); print('{}')",
    ],
)
def test_whatever_else_it_answers_the_picture_could_not_be_read(monkeypatch, program):
    assert told_by(monkeypatch, program) == "unreadable"


def test_what_it_writes_without_end_is_cut_off(monkeypatch):
    started = time.monotonic()
    assert told_by(monkeypatch, "import os\nwhile True: os.write(1, bytes(65536))") == "unreadable"
    assert time.monotonic() - started < process.SECONDS / 2


@pytest.mark.parametrize(
    "program",
    ["import time; time.sleep(60)", "import sys, time; sys.stdin.buffer.read(); time.sleep(60)"],
)
def test_it_is_killed_when_its_time_is_up_with_whatever_it_started(monkeypatch, tmp_path, program):
    monkeypatch.setattr(process, "SECONDS", 0.6)
    child = tmp_path / "child"
    forked = f"import os; os.fork() or open({str(child)!r}, 'w').write(str(os.getpid())); {program}"
    assert told_by(monkeypatch, forked) == "unreadable"
    pid = int(child.read_text())
    for _ in range(50):
        if not is_alive(pid):
            return
        time.sleep(0.1)
    pytest.fail("its child lives on")


def refused_by(decoder: DecodingProcess) -> None:
    with pytest.raises(PhotoRefused):
        decoder.prepare(b"x")


def is_alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123  a path of the kernel
            return stat.read().split()[2] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.parametrize(
    "act",
    [
        "open('/etc/hostname')",
        "open('/tmp/duett-must-not-be', 'w')",
        "import socket; socket.socket()",
        "import os; os.pipe()",
        "import os; os.write(1, b'') or bytearray(900 * 1024 * 1024)",
    ],
)
def test_it_opens_no_file_no_socket_and_takes_no_more_memory(act):
    program = f"import os, socket\n{CONFINED}\ntry:\n    {act}\nexcept (OSError, MemoryError):\n    os._exit(7)"
    assert (
        subprocess.run([sys.executable, "-c", program], cwd=process.ROOT, check=False).returncode
        == 7
    )


@pytest.mark.skipif(sys.platform != "linux", reason="a bound of Linux")
@pytest.mark.parametrize("picture, end", [(PLAIN[:12], 7), (b"\0\0\0\x18ftypheic", 0)])
def test_it_starts_nothing_but_for_a_heic(picture, end):
    program = (
        "import os; from webapp.photos.decode import go_alone\n"
        "os.getuid() or os.setuid(64999)\n"  # root is not bound
        f"go_alone({picture!r})\ntry:\n    os.fork()\nexcept OSError:\n    os._exit(7)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=process.ROOT, check=False)
    assert done.returncode == end


@pytest.mark.slow
def test_it_takes_no_more_time_of_the_processor():
    program = (
        f"from webapp.photos import decode; decode.CPU_SECONDS = 1; {CONFINED}\nwhile True: pass"
    )
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-c", program], cwd=process.ROOT, check=False)
    assert done.returncode < 0
    assert time.monotonic() - started < 15


def test_it_knows_no_setting_and_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a secret")
    assert "SECRET_KEY" not in process.ENVIRONMENT
    assert process.COMMAND[1:] == ("-E", "-s", "-m", "webapp.photos.decode")


def test_one_too_many_is_told_so_after_a_while(monkeypatch):
    monkeypatch.setattr(process, "COMMAND", (sys.executable, "-c", "import time; time.sleep(1.5)"))
    decoder = DecodingProcess(at_once=1, patience=0.2)
    first = threading.Thread(target=refused_by, args=[decoder])
    first.start()
    time.sleep(0.1)
    with pytest.raises(PhotosBusy):
        decoder.prepare(make.jpeg())
    first.join()
    monkeypatch.undo()
    assert decoder.prepare(make.jpeg()).width == 640  # its place is free again
