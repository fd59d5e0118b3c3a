"""Somebody who gives a photo in a browser, and what they are shown."""

import io
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.photos.pictures import Upload
from tests.promises.acts import Person
from tests.promises.rows import rows
from tests.world import Browser, World, hidden_inputs

QUESTION, MINE = "/onboarding/photo", "/me/edit/photo"


@dataclass
class Sitter:
    """A member of a house and their browser."""

    house: World
    person: Person

    @cached_property
    def browser(self) -> Browser:
        return self.person.browser()

    def send(
        self,
        upload: bytes | list[bytes] | None,
        path: str = QUESTION,
        name: str = "photo.jpg",
        **form: str,
    ) -> TestResponse:
        """Open the page, choose a file (or several, or none), tick, and send."""
        hidden = hidden_inputs(self.browser.get(path).get_data(as_text=True))
        return self.upload(path, hidden | {"act": "agree", "agree": "yes"} | form, upload, name)

    def upload(
        self,
        path: str,
        form: dict[str, str],
        upload: bytes | list[bytes] | None,
        name: str = "photo.jpg",
    ) -> TestResponse:
        """Send a form as it stands, with a file (or several, or none)."""
        files = upload if isinstance(upload, list) else [upload]
        sent = [Upload(b"" if one is None else one, "" if one is None else name) for one in files]
        return self.post(path, form | {"value": sent})

    def post(self, path: str, parts: dict[str, Any], **how: Any) -> TestResponse:
        """Send a form with files, encoded in memory (the test client would use a file)."""
        boundary, body = encode_multipart({name: _as_files(part) for name, part in parts.items()})
        kind = f"multipart/form-data; boundary={boundary}"
        return self.browser.post(path, data=body, content_type=kind, **how)

    def give(self, upload: bytes) -> None:
        assert self.send(upload).status_code == 303

    def picture(self, size: str = "full") -> bytes | None:
        """The person's own photo as it is served; `None` where there is none."""
        answer = self.browser.get(f"/me/photo/{size}")
        assert answer.status_code in (200, 404)
        return answer.get_data() if answer.status_code == 200 else None

    @property
    def files(self) -> set[str]:
        """The files of this person."""
        found = rows(self.house.storage, "photo_file")
        return {row.name for row in found if row.member_id == self.person.member_id}

    @property
    def decisions(self) -> list[str]:
        """What this person decided about photos, in order."""
        found = rows(self.house.storage, "decision")
        mine = [row for row in found if row.member_id == self.person.member_id]
        return [
            row.answer for row in sorted(mine, key=lambda row: row.seq) if row.notice_key == "photo"
        ]

    def on_disk(self) -> set[str]:
        """Every file in the photo store."""
        root = Path(self.house.settings.photo_store)
        return {found.name for found in root.rglob("*") if found.is_file()}


def _as_files(part: Any) -> Any:
    if isinstance(part, list):
        return [_as_files(one) for one in part]
    return FileStorage(part, filename=part.name) if isinstance(part, Upload) else part


def wrong_words(answer: TestResponse) -> dict[str, str]:
    """The words beside each part of a page that needs another look."""
    page = BeautifulSoup(answer.get_data(as_text=True), "html.parser")
    return {
        str(found["id"]).removesuffix("-error"): found.get_text().partition(": ")[2].strip()
        for found in page.select(".field-error")
    }


def page_of(answer: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(answer.get_data(as_text=True), "html.parser")


def opened(picture: bytes | None) -> io.BytesIO:
    assert picture is not None
    return io.BytesIO(picture)
