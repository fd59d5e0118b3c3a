"""Giving a photo in a browser: each failure in its own words, nothing lost, nothing half."""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.photos import pictures as make
from tests.photos.sitter import MINE, QUESTION, Sitter, page_of, wrong_words
from tests.photos.test_last_act import during
from tests.promises.acts import join
from tests.world import MBTI
from webapp.catalogue.kinds.photo import REFUSALS
from webapp.profile.photos.errors import PhotosBusy, StoreAway
from webapp.web import FORM_BYTES
from webapp.web.photos.uploads import PLACES, _Arriving
from webapp.web.photos.words import AWAY, BUSY
from webapp.web.step_page import NOT_TICKED, PHOTO_AGAIN, TICK_AGAIN

SCENE = make.scene()


def test_a_photo_leads_to_its_crop_and_then_to_the_next_question(sitter: Sitter):
    answer = sitter.send(make.jpeg())
    assert answer.headers["Location"] == "/onboarding/photo/crop"
    crop = sitter.browser.fill(answer.headers["Location"], place="center", zoom="1", act="keep")
    assert crop.headers["Location"] == "/onboarding/mbti"
    assert sitter.decisions == ["given"]
    assert len(sitter.files) == 2
    assert sitter.files <= sitter.on_disk()


def test_from_the_check_page_it_leads_back_there(sitter: Sitter):
    answer = sitter.send(make.jpeg(), f"{QUESTION}?from=check")
    assert answer.headers["Location"] == "/onboarding/photo/crop?from=check"
    crop = sitter.browser.fill(answer.headers["Location"], place="center", zoom="1", act="keep")
    assert crop.headers["Location"] == "/onboarding/check"
    check = page_of(sitter.browser.get("/onboarding/check"))
    assert [img["src"] for img in check.select("main img")] == ["/me/photo/tile"]


@pytest.mark.parametrize(
    "upload,reason",
    [
        (None, "missing"),
        (b"", "empty"),
        ([make.jpeg(), make.jpeg(500, 500)], "several"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "type"),
        (make.moving("GIF"), "type"),
        (make.jpeg(399, 600), "small"),
        (make.jpeg(1700, 420), "slim"),
        (make.huge_png(), "pixels"),
        (make.moving("WEBP"), "moving"),
        (make.jpeg()[:-400], "unreadable"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_failure_has_its_own_words_at_the_file(sitter: Sitter, upload, reason):
    answer = sitter.send(upload)
    assert answer.status_code == 422
    assert wrong_words(answer) == {"value": REFUSALS[reason], "agree": TICK_AGAIN}
    page = page_of(answer)
    assert page.select_one("input#agree[checked]") is None
    assert page.select_one(
        "form[enctype='multipart/form-data'] input[type=file]#value[aria-invalid]"
    )
    assert sitter.decisions == []
    assert sitter.files == set()


def test_the_name_of_a_file_says_nothing(sitter: Sitter):
    answer = sitter.send(b"#!/bin/sh\nrm -rf /\n", name="holiday.jpg")
    assert wrong_words(answer) == {"value": REFUSALS["type"], "agree": TICK_AGAIN}
    assert sitter.send(make.jpeg(), name="../../etc/passwd.exe").status_code == 303


def test_what_is_typed_instead_of_a_file_is_no_photo(sitter: Sitter):
    answer = sitter.browser.fill(QUESTION, value="/etc/passwd", agree="yes", act="agree")
    assert wrong_words(answer) == {"value": REFUSALS["missing"], "agree": TICK_AGAIN}


def test_without_the_tick_nobody_opens_it(sitter: Sitter, monkeypatch):
    def open_it(_upload: bytes) -> None:
        pytest.fail("was opened")

    monkeypatch.setattr(sitter.house.services.photos._decoder, "prepare", open_it)
    answer = sitter.send(make.jpeg(), agree="")
    assert answer.status_code == 422
    assert wrong_words(answer) == {"value": PHOTO_AGAIN, "agree": NOT_TICKED}
    both = sitter.send(b"text", agree="")
    assert wrong_words(both) == {"value": REFUSALS["type"], "agree": NOT_TICKED}


def test_a_skip_is_a_skip_whatever_file_lies_beside_it(sitter: Sitter, monkeypatch):
    monkeypatch.setattr(
        sitter.house.services.photos, "prepare", lambda _upload: pytest.fail("opened")
    )
    assert sitter.send(make.jpeg(), act="skip").headers["Location"] == "/onboarding/mbti"
    assert sitter.decisions == ["refused"]


@pytest.mark.parametrize("megabytes", [10.2, 30])
def test_a_file_too_large_is_told_on_the_page_it_was_chosen_on(sitter: Sitter, megabytes):
    answer = sitter.send(b"\xff\xd8\xff" + bytes(int(megabytes * 2**20)))
    assert answer.status_code == 413
    assert wrong_words(answer) == {"value": REFUSALS["large"]}


def test_just_under_the_bound_is_looked_at(sitter: Sitter):
    """In bounds with its form around it, and over them by itself."""
    assert sitter.send(make.polyglot(bytes(9 * 2**20))).status_code == 303
    over = sitter.send(make.jpeg() + bytes(10 * 2**20))
    assert wrong_words(over) == {"value": REFUSALS["large"]}


def test_files_stay_in_memory(sitter: Sitter, monkeypatch):
    def forbidden(*_args: Any, **_kwargs: Any) -> None:
        pytest.fail("a file was written")

    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, forbidden)
    monkeypatch.setattr("werkzeug.formparser.default_stream_factory", forbidden)
    monkeypatch.setattr(
        "werkzeug.wrappers.request.default_stream_factory", forbidden, raising=False
    )
    assert sitter.send(make.polyglot(bytes(3 * 2**20))).status_code == 303


@pytest.mark.parametrize(
    "path", ["/onboarding/mbti", "/me/edit/mbti", "/me/consents", "/join", "/language"]
)
def test_no_other_page_takes_more_than_a_form(sitter: Sitter, path):
    answer = sitter.post(path, MBTI | {"value": make.Upload(bytes(FORM_BYTES + 1))})
    assert answer.status_code == 413
    assert "64KB" in answer.get_data(as_text=True)


def test_a_signed_out_upload_leads_to_the_login_and_says_so(sitter: Sitter):
    sitter.browser = sitter.house.browser()
    answer = sitter.post(QUESTION, {"value": make.Upload(bytes(5 * 2**20)), "act": "agree"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/login?next=onboarding.step:photo&done=ended"


def test_from_another_site_nothing_is_read(sitter: Sitter):
    data = {"value": make.Upload(bytes(5 * 2**20)), "act": "agree"}
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}
    answer = sitter.post(QUESTION, data, headers=headers)
    assert answer.status_code in (400, 403)
    assert sitter.decisions == []


def test_a_page_whose_token_is_gone_says_to_choose_again(sitter: Sitter):
    answer = sitter.send(make.jpeg(), csrf_token="x")
    assert answer.status_code == 400
    text = answer.get_data(as_text=True)
    assert "파일을 다시 고르고 한 번 더 눌러 주세요." in text
    assert "적은 내용은 그대로" not in text


@pytest.mark.parametrize(
    "trouble,words",
    [(StoreAway("full"), AWAY), (StoreAway("unwritable"), AWAY), (PhotosBusy(), BUSY)],
)
def test_what_is_our_fault_is_said_to_be_and_changes_nothing(
    sitter: Sitter, monkeypatch, trouble, words
):
    sitter.give(make.jpeg())
    before, files = sitter.picture(), sitter.files

    def fail(*_args: Any) -> None:
        raise trouble

    photos = sitter.house.services.photos
    target = (photos._decoder, "prepare") if words == BUSY else (photos._store, "put")
    monkeypatch.setattr(*target, fail)
    answer = sitter.send(make.jpeg(500, 500), MINE, change="yes")
    assert answer.status_code == 503
    assert wrong_words(answer) == {"value": words}
    assert [img["src"] for img in page_of(answer).select("main img")] == ["/me/photo/tile"]
    assert sitter.picture() == before
    assert sitter.files == files


def test_when_every_place_is_taken_the_next_is_told_at_once(sitter: Sitter):
    places = sitter.house.app.extensions["duett.upload_places"]
    for _ in range(PLACES):
        assert places.acquire(blocking=False)
    try:
        answer = sitter.send(make.polyglot(bytes(100_000)))
    finally:
        for _ in range(PLACES):
            places.release()
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert wrong_words(answer) == {"value": BUSY}
    assert sitter.send(make.polyglot(bytes(100_000))).status_code == 303


def test_a_member_sends_one_at_a_time_and_takes_no_place_of_others(sitter: Sitter, monkeypatch):
    large, other = make.polyglot(bytes(2**20)), Sitter(sitter.house, join(sitter.house))
    told: list[TestResponse] = []

    def both() -> None:
        told.extend(Sitter(sitter.house, who).send(large) for who in (sitter.person, other.person))

    def meanwhile() -> None:
        with ThreadPoolExecutor(1) as elsewhere:  # a request of its own
            elsewhere.submit(both).result()

    during(monkeypatch, _Arriving, "read", meanwhile)
    assert sitter.send(large).status_code == 303
    assert [answer.status_code for answer in told] == [503, 303]
    assert wrong_words(told[0]) == {"value": BUSY}
    told.clear()
    during(monkeypatch, sitter.house.services.photos._decoder, "prepare", meanwhile)
    sitter.send(large, MINE, change="yes")
    assert told[0].status_code != 503, "the first had arrived: a second press of the button"


def test_ten_photos_an_hour_and_a_skip_is_none(sitter: Sitter, monkeypatch):
    monkeypatch.setattr(
        sitter.house.services.photos._decoder,
        "prepare",
        lambda _u: (_ for _ in ()).throw(PhotosBusy),
    )
    statuses = [sitter.send(make.jpeg()).status_code for _ in range(11)]
    assert statuses == [503] * 10 + [429]
    assert sitter.send(make.jpeg(), act="skip").status_code == 303


def test_replacing_and_withdrawing_destroy_the_files(sitter: Sitter):
    sitter.give(make.jpeg())
    worker, first = sitter.house.worker(), sitter.files
    assert sitter.send(make.jpeg(500, 700), MINE, change="yes").status_code == 303
    assert sitter.decisions == ["given"]
    assert not sitter.files & first
    second = sitter.files
    worker.tick()
    assert not sitter.on_disk() & first
    sitter.browser.fill("/me/consents", notice="photo")
    assert sitter.picture() is None
    assert sitter.picture("tile") is None
    worker.tick()
    assert not sitter.on_disk() & second
    assert sitter.decisions == ["given", "withdrawn"]


def test_logs_know_nothing_of_it(sitter: Sitter, capfd):
    sitter.send(make.chatty("JPEG"), name="소리의 비밀 사진.jpg")
    sitter.send(b"text", name="소리의 비밀 사진.jpg")
    said = "".join(capfd.readouterr())
    assert "/onboarding/<field:field>" in said
    for secret in ("소리", "비밀", *make.MARKERS, *sitter.files):
        assert secret not in said
