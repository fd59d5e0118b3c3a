"""`./duett run`, as a person meets it: it opens, it answers, and one signal ends all of it."""

import os
import signal
import stat
import subprocess
import sys
import urllib.request

import pytest

from webapp.cli.place import ROOT
from webapp.cli.trial import free_port


@pytest.fixture
def running(tmp_path):
    port, kakao_port = free_port(), free_port(in_a_row=2)
    options = [
        "--port",
        str(port),
        "--kakao-port",
        str(kakao_port),
        "--folder",
        str(tmp_path / "var"),
    ]
    with subprocess.Popen(
        [sys.executable, "-m", "webapp.cli", "run", *options],
        cwd=ROOT,
        env={**os.environ, "SECRET_KEY": "of the shell, and not wanted here"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        yield process, port, kakao_port
        process.kill()


def lines_until(process, words):
    lines = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            return "".join(lines)
    pytest.fail("".join(lines))


@pytest.mark.slow
def test_it_opens_answers_and_ends_with_one_signal(running, tmp_path):
    process, port, kakao_port = running
    said = lines_until(process, "The Kakao stand-in, with invented people only")
    assert f"http://localhost:{port} " in said
    assert f"http://127.0.0.1:{kakao_port}." in said
    with urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=5) as answer:
        assert answer.status == 200
    var = tmp_path / "var"
    assert stat.S_IMODE(var.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in var.iterdir()} == {0o600}
    assert "of the shell" not in (var / "secret").read_text()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=15)
    assert process.returncode == 0
