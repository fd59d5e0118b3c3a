"""The whole house with its photos in a bucket: there, away, and back again."""

import shutil
from pathlib import Path

import pytest

from tests.photos.pictures import jpeg
from tests.photos.s3 import s3_server
from tests.photos.sitter import MINE, Sitter, wrong_words
from tests.promises.acts import join
from tests.world import world
from webapp.profile.photos.deleting import AGAIN
from webapp.web.photos.words import AWAY


@pytest.fixture
def url(migrated_sqlite: Path, tmp_path: Path) -> str:
    shutil.copy(migrated_sqlite, tmp_path / "duett.sqlite3")
    return f"sqlite:///{tmp_path / 'duett.sqlite3'}"


@pytest.mark.slow
def test_photos_live_in_a_bucket_and_go_from_it(url, tmp_path):
    with s3_server() as s3, world(url, tmp_path, PHOTO_STORE=s3.address) as house:
        sitter = Sitter(house, join(house))
        sitter.give(jpeg())
        assert {f"sealed/{name}" for name in sitter.files} == set(s3.names())
        assert sitter.picture() is not None
        sitter.browser.fill("/me/consents", notice="photo")
        assert sitter.picture() is None
        house.worker().tick()
        assert s3.names() == []
    assert not (tmp_path / "photos").exists()


@pytest.mark.slow
def test_while_the_bucket_is_away_words_are_said_and_deletions_wait(url, tmp_path):
    with s3_server() as s3:
        address = s3.address
        with world(url, tmp_path, PHOTO_STORE=address) as house:
            sitter, other = Sitter(house, join(house)), Sitter(house, join(house))
            sitter.give(jpeg())
            other.give(jpeg())
            kept = set(s3.names())
            s3.stop()
            answer = other.send(jpeg(500, 500), MINE, change="yes")
            assert answer.status_code == 503
            assert wrong_words(answer) == {"value": AWAY}
            assert other.browser.get("/me/photo/full").status_code == 503
            assert other.browser.get("/me").status_code == 200
            sitter.browser.fill("/me/consents", notice="photo")  # answered all the same
            assert sitter.picture() is None
            worker = house.worker()
            worker.tick()
            with s3_server(s3) as back:
                assert set(back.names()) == kept
                house.clock.forward(seconds=AGAIN.total_seconds() + 1)
                worker.tick()
                assert set(back.names()) == {f"sealed/{name}" for name in other.files}
                assert other.picture() is not None
