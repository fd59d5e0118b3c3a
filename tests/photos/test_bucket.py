"""A bucket as photo store, over HTTP against a server that speaks S3."""

from collections.abc import Iterator

import pytest

from tests.photos.s3 import S3, s3_server
from webapp.photos.address import open_store
from webapp.photos.bucket import Bucket
from webapp.photos.folder import Folder
from webapp.profile.photos.errors import StoreAway

NAME = "0123456789abcdef" * 2


@pytest.fixture(scope="module")
def s3() -> Iterator[S3]:
    with s3_server() as server:
        yield server


def test_what_is_put_can_be_got_and_deleted(s3):
    store = open_store(s3.address)
    assert isinstance(store, Bucket)
    assert store.get(NAME) is None
    store.put(NAME, b"one")
    store.put(NAME, b"two" * 50_000)
    assert store.get(NAME) == b"two" * 50_000
    assert s3.names() == [f"sealed/{NAME}"]
    assert list(store.names()) == [NAME]
    store.delete(NAME)
    store.delete(NAME)
    assert store.get(NAME) is None
    assert s3.names() == []


def test_a_bucket_that_is_not_there_is_away_and_not_empty(s3):
    store = open_store(s3.address.replace("duett-photos", "no-such-bucket"))
    for act in (store.delete, lambda name: store.put(name, b"x"), lambda _: list(store.names())):
        with pytest.raises(StoreAway):
            act(NAME)


def test_a_server_that_does_not_answer_is_away():
    with s3_server() as other:
        store = open_store(other.address)
        store.put(NAME, b"x")
        store.delete(NAME)
    for act in (store.get, store.delete, lambda name: store.put(name, b"x")):
        with pytest.raises(StoreAway) as away:
            act(NAME)
        assert "duett" not in str(away.value)
        assert NAME not in str(away.value)


def test_a_path_is_a_folder(tmp_path):
    assert isinstance(open_store(str(tmp_path)), Folder)
