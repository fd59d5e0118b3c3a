"""Several processes run as one: together they start, together they stop."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import time

import pytest

from tests.postgres import free_port
from webapp.cli.children import answers, is_free

PARENT = """
    import os, sys
    from webapp.cli.children import Child, Household
    python = sys.executable
    def child(name, code):
        return Child(name, [python, "-u", "-c", code], os.environ)
    household = Household([{children}])
    sys.exit(household.live(lambda: True, "open"))
"""
PS = shutil.which("ps") or "ps"
STAYS = "import time; print('here'); time.sleep(60)"
LEAVES = "import time; time.sleep(0.5)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"


@pytest.fixture
def household(request):
    children = ", ".join(f"child({name!r}, {code!r})" for name, code in request.param)
    code = textwrap.dedent(PARENT).replace("{children}", children)
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


@pytest.mark.parametrize("household", [[("a", STAYS), ("bb", STAYS)]], indirect=True)
def test_one_signal_stops_all_and_is_no_failure(household):
    time.sleep(1)
    household.send_signal(signal.SIGTERM)
    output, _ = household.communicate(timeout=10)
    assert household.returncode == 0
    assert {"a  | here", "bb | here", "open"} <= set(output.splitlines())
    assert output.splitlines()[-1] == "Stopping."


@pytest.mark.parametrize("household", [[("a", STAYS), ("b", LEAVES)]], indirect=True)
def test_when_one_ends_the_rest_is_stopped_with_a_sentence(household):
    output, _ = household.communicate(timeout=10)
    assert household.returncode == 1
    assert "The b ended by itself, so the rest is stopped, too." in output


@pytest.mark.slow
@pytest.mark.parametrize("household", [[("a", STUBBORN)]], indirect=True)
def test_a_child_that_does_not_listen_is_ended_all_the_same(household):
    time.sleep(1)
    household.send_signal(signal.SIGINT)
    household.communicate(timeout=20)
    assert household.returncode == 0


def test_a_child_ends_when_its_parent_was_killed():
    orphan = "from webapp.cli.children import end_with_parent; import time; end_with_parent()"
    parent = (
        "import subprocess, sys, time;"
        f"child = subprocess.Popen([sys.executable, '-c', {orphan + '; time.sleep(60)'!r}]);"
        "print(child.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        time.sleep(1)  # the child is at its watch
        process.kill()
    deadline = time.monotonic() + 10
    while is_running(child) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not is_running(child)


def is_running(pid):
    """Whether the process works; a dead one that nobody has collected does not."""
    found = subprocess.run([PS, "-o", "stat=", "-p", str(pid)], capture_output=True, check=False)
    return bool(found.stdout.strip()) and not found.stdout.startswith(b"Z")


def test_a_port_is_free_until_somebody_takes_it():
    port = free_port()
    assert is_free(port)
    assert not answers(port)
    with socket.create_server(("127.0.0.1", port)):
        assert not is_free(port)
        assert answers(port)


def test_a_port_that_is_taken_is_said_in_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "webapp.cli", "run", "--port", str(port)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)
    assert done.returncode == 1
    assert done.stderr == (
        f"Port {port} is taken. Stop what uses it, or choose another with --port.\n"
    )
