"""A folder as photo store: whole or not at all, for its owner alone."""

import errno
import os
import resource
import stat
from pathlib import Path

import pytest

from webapp.photos.folder import Folder
from webapp.profile.photos.errors import StoreAway

NAME = "0123456789abcdef" * 2


@pytest.fixture
def folder(tmp_path) -> Folder:
    return Folder(tmp_path / "photos")


def files(folder: Folder) -> list[Path]:
    return [found for found in folder._root.rglob("*") if found.is_file()]


def test_what_is_put_can_be_got_and_deleted(folder):
    assert folder.get(NAME) is None
    folder.put(NAME, b"one")
    folder.put(NAME, b"two")
    assert folder.get(NAME) == b"two"
    assert list(folder.names()) == [NAME]
    folder.delete(NAME)
    folder.delete(NAME)
    assert folder.get(NAME) is None
    assert files(folder) == []


def test_files_are_for_their_owner_alone(folder):
    folder.put(NAME, b"sealed")
    modes = {stat.S_IMODE(found.stat().st_mode) for found in files(folder)}
    assert modes == {0o600}
    assert stat.S_IMODE(folder._root.stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "0" * 31, "0" * 31 + "/", NAME.upper()])
def test_only_names_of_ours_are_names(folder, name):
    for act in (folder.get, folder.delete, lambda name: folder.put(name, b"")):
        with pytest.raises(ValueError, match="no name"):
            act(name)


def test_a_full_disk_leaves_nothing_half(folder):
    folder.put(NAME, b"small")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(StoreAway) as away:
            folder.put("f" * 32, os.urandom(8192))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert away.value.reason == "full"
    assert [found.name for found in files(folder)] == [NAME]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS])
def test_what_cannot_be_made_durable_is_not_there(folder, monkeypatch, number):
    def fail(_descriptor: int) -> None:
        raise OSError(number, "invented")

    folder.put(NAME, b"before")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StoreAway) as away:
        folder.put(NAME, b"after")
    assert away.value.reason == ("full" if number in (errno.ENOSPC, errno.EDQUOT) else "unwritable")
    assert folder.get(NAME) == b"before"
    assert [found.name for found in files(folder)] == [NAME]


def test_deleting_takes_along_what_a_crash_left(folder):
    folder.put(NAME, b"whole")
    part = folder._place(NAME).with_suffix(".part")
    part.write_bytes(b"half")
    folder.delete(NAME)
    assert files(folder) == []


def test_a_store_that_is_not_mounted_is_away_and_not_empty(tmp_path):
    folder = Folder(tmp_path / "nowhere")
    with pytest.raises(StoreAway):
        folder.delete(NAME)
    with pytest.raises(StoreAway):
        list(folder.names())


def test_a_store_that_is_a_file_is_away(tmp_path):
    (tmp_path / "photos").write_text("no folder")
    folder = Folder(tmp_path / "photos")
    for act in (folder.get, folder.delete, lambda name: folder.put(name, b"")):
        with pytest.raises(StoreAway):
            act(NAME)
