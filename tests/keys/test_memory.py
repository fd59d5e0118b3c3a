"""Keys in memory: other processes of the same user cannot look, in production."""

import os
import runpy
import subprocess
import sys
from types import SimpleNamespace

import pytest

from tests.tools.tree import ROOT
from webapp import app
from webapp.cli.place import settings_of_environment
from webapp.keys import memory
from webapp.settings import Settings

NOBODY = 64_999
LOOK = f"""
import ctypes, os, sys
from webapp.keys.memory import keep_private
libc = ctypes.CDLL(None)
if os.getuid() == 0:
    os.setgroups([])
    os.setresuid({NOBODY}, {NOBODY}, {NOBODY})
    libc.prctl(4, 1, 0, 0, 0)  # as after an exec
if sys.argv[1] == "private":
    keep_private()
secret = ctypes.create_string_buffer(b"a key")
class Part(ctypes.Structure):
    _fields_ = [("at", ctypes.c_void_p), ("size", ctypes.c_size_t)]
child = os.fork()
if child == 0:
    found = ctypes.create_string_buffer(5)
    here, there = Part(ctypes.addressof(found), 5), Part(ctypes.addressof(secret), 5)
    read = libc.process_vm_readv(os.getppid(), ctypes.byref(here), 1, ctypes.byref(there), 1, 0)
    os._exit(10 + (read == 5))
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def look(how: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", LOOK, how], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.mark.skipif(sys.platform != "linux", reason="a call of Linux")
def test_a_child_of_the_same_user_reads_nothing():
    if look("open") != "11":
        pytest.skip("this kernel forbids it anyway")
    assert look("private") == "10"


@pytest.mark.parametrize("is_production, asked", [(True, 2), (False, 0)])
def test_what_holds_keys_in_production_asks_for_it_before_anything_else(
    monkeypatch, is_production, asked
):
    calls: list[str] = []
    found = SimpleNamespace(is_production=is_production)
    monkeypatch.setattr(memory, "keep_private", lambda: calls.append("private"))
    monkeypatch.setattr("webapp.cli.place.keep_private", memory.keep_private)
    monkeypatch.setattr(Settings, "from_env", lambda _environ: found)
    monkeypatch.setattr(app, "create_app", lambda _settings: calls.append("application"))
    settings_of_environment()
    runpy.run_path(os.fspath(ROOT / "wsgi.py"))
    assert calls == ["private"] * asked + ["application"]
