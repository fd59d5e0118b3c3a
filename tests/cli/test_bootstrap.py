"""`./duett`: refuses an old Python in words, starts anywhere, knows when a lock has changed."""

import ast
import os
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader

import pytest

from webapp.cli.place import ROOT

SCRIPT = ROOT / "duett"


@pytest.fixture
def duett(tmp_path, monkeypatch):
    loader = SourceFileLoader("duett_bootstrap", str(SCRIPT))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    spec = spec_from_loader(loader.name, loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").touch()
    return module


def test_an_old_python_can_read_the_script_up_to_its_refusal():
    ast.parse(SCRIPT.read_text(), feature_version=(3, 7))


def test_it_needs_the_standard_library_alone():
    names = {
        alias.name.split(".")[0]
        for node in ast.walk(ast.parse(SCRIPT.read_text()))
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {
        (node.module or "").split(".")[0]
        for node in ast.walk(ast.parse(SCRIPT.read_text()))
        if isinstance(node, ast.ImportFrom)
    }
    assert names <= sys.stdlib_module_names


def test_it_has_its_run_bit_and_starts_from_any_folder(tmp_path):
    assert os.access(SCRIPT, os.X_OK)
    done = subprocess.run(
        [SCRIPT, "--help"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "./duett run" in done.stdout


def test_a_lock_is_installed_until_it_changes(duett, tmp_path):
    lock = tmp_path / "requirements.lock"
    lock.write_text("one")
    assert not duett.is_installed(lock)
    duett.stamp_of(lock).write_text(duett.stamp_text(lock))
    assert duett.is_installed(lock)
    lock.write_text("two")
    assert not duett.is_installed(lock)


def test_without_pip_and_ensurepip_one_line_is_printed(duett, monkeypatch):
    monkeypatch.setattr(duett, "works", lambda _command: False)
    with pytest.raises(SystemExit) as stop:
        duett.find_pip()
    assert str(stop.value).count("\n") == 0
    assert "apt-get install -y python3-venv" in str(stop.value)


def test_pip_is_looked_for_outside_before_inside(duett, monkeypatch):
    monkeypatch.setattr(duett, "works", lambda command: "--python" in command)
    assert "--python" in duett.find_pip()
    monkeypatch.setattr(duett, "works", lambda command: "--python" not in command)
    assert "--python" not in duett.find_pip()
