"""One's own copy: whole, after proof, for nobody else, and verifiable without us."""

import base64
import hashlib
import io
import json
import re
import zipfile
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest
import rfc8785
from PIL import Image
from werkzeug.test import TestResponse

from tests.tools.tree import ROOT
from tests.world import MBTI, Browser, World, world
from webapp.profile.photos.showing import OwnPhotos
from webapp.profile.photos.value import File
from webapp.rights.export_file import SCHEMA_FILE

SCHEMA = json.loads((ROOT / "static" / SCHEMA_FILE).read_text())
PAGES = "/me/export"
COLUMNS = {
    "member_id",
    "seq",
    "decision_id",
    "scope",
    "notice_key",
    "edition_hash",
    "purpose",
    "answer",
    "locale",
    "channel",
    "actor",
    "shown_at",
    "decided_at",
}


@pytest.fixture(scope="module")
def house(migrated_sqlite, tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    (folder / "duett.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    with world(f"sqlite:///{folder / 'duett.sqlite3'}", folder) as made:
        yield made


def prove(house: World, browser: Browser, person: str) -> str:
    """Go to Kakao and back; return the address of the open copy."""
    away = browser.fill(PAGES)
    assert away.status_code == 303
    back = house.come_back(browser, away, person)
    assert back.status_code == 303
    return str(back.headers["Location"])


def ways_on(answer: TestResponse) -> list[str]:
    """Return where the links of a page lead, without those of its frame."""
    main = answer.text[answer.text.index("<main") : answer.text.index("</main>")]
    return re.findall(r'href="([^"]+)"', main)


def take(browser: Browser, opened: str, form: str) -> TestResponse:
    page = browser.get(opened).text
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    return browser.post(f"{PAGES}/file", data=hidden | {"form": form})


def copy_of(house: World, browser: Browser, person: str) -> dict[str, Any]:
    answer = take(browser, prove(house, browser, person), "json")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = json.loads(answer.text)
    return found


def test_the_copy_holds_everything_and_follows_its_schema(house: World):
    browser = house.member("sori")
    browser.fill("/onboarding/mbti", **MBTI, agree="yes", act="agree")
    browser.fill("/onboarding/gender", act="skip")
    told = copy_of(house, browser, "sori")
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(
        told
    )
    assert [(v["field"], v["value"], v["source"]) for v in told["values"]] == [
        ("mbti", "INFP", "typed")
    ]
    assert told["kakao"]["id"] == "4012345678"
    answers = [(d["notice"], d["answer"]) for d in told["decisions"]]
    assert answers[-2:] == [("mbti", "given"), ("gender", "refused")]
    assert ("terms", "given") in answers
    assert told["sessions"]
    assert told["corrections"] == []
    assert told["values"][0]["decision"] in {d["id"] for d in told["decisions"]}


def test_what_was_shown_and_decided_can_be_checked_without_us(house: World):
    browser = house.member("dain")
    browser.fill("/onboarding/mbti", act="skip")
    told = copy_of(house, browser, "dain")
    for edition in told["editions"]:
        assert hashlib.sha256(rfc8785.dumps(edition["body"])).hexdigest() == edition["sha256"]
    shown = {edition["sha256"] for edition in told["editions"]}
    named = {"notice": "notice_key", "edition": "edition_hash", "language": "locale"}
    for decision in told["decisions"]:
        assert decision["edition"] in shown
        columns = {named.get(key, key): said for key, said in decision.items()}
        salt, leaf = columns.pop("salt"), columns.pop("leaf")
        columns |= {"member_id": told["member"]["id"], "decision_id": columns.pop("id")}
        assert columns.keys() == COLUMNS
        commitment = hashlib.sha256(bytes.fromhex(salt) + rfc8785.dumps(columns)).hexdigest()
        leaf_of = {"v": 1, "decision_id": decision["id"], "commitment": commitment}
        assert hashlib.sha256(b"\0" + rfc8785.dumps(leaf_of)).hexdigest() == leaf


def test_what_was_asked_to_be_corrected_and_who_may_see_it_are_in_the_copy(house: World):
    browser = house.member("dain")
    browser.fill("/onboarding/mbti", **MBTI, agree="yes", act="agree")
    browser.fill("/me/edit/mbti", audience="everyone", act="show")
    browser.fill("/me/correction", field="mbti", said="예전 결과예요.", act="ask")
    told = copy_of(house, browser, "dain")
    jsonschema.Draft202012Validator(SCHEMA).validate(told)
    (value,), (asked,) = told["values"], told["corrections"]
    assert value["visibility"] == "everyone"
    assert value["held_since"] == asked["asked_at"]
    assert (asked["field"], asked["said"], asked["outcome"]) == ("mbti", "예전 결과예요.", None)
    page = browser.get(prove(house, browser, "dain")).get_data(as_text=True)
    held = "부터 정정 요청으로 쓰지 않는 중이에요"
    for words in (
        asked["number"],
        "예전 결과예요.",
        "MBTI 보여 주기",
        "모두\u00a0· 직접 고름",
        held,
    ):
        assert words in page


def test_what_is_erased_is_in_no_copy(house: World):
    browser = house.member("byeol")
    browser.fill("/onboarding/mbti", **MBTI, agree="yes", act="agree")
    browser.fill("/me/consents", notice="mbti")
    told = copy_of(house, browser, "byeol")
    assert told["values"] == []
    assert [d["field"] for d in told["deletions"]] == ["mbti"]
    assert "INFP" not in json.dumps(told)


def test_the_page_and_the_folder_show_the_same(house: World):
    browser = house.member("onyu")
    browser.fill("/onboarding/gender", value="female", agree="yes", act="agree")
    browser.fill("/onboarding/mbti", **MBTI, agree="yes", act="agree")
    opened = prove(house, browser, "onyu")
    page = browser.get(opened)
    assert page.headers["Cache-Control"] == "private, no-store"
    answer = take(browser, opened, "page")
    assert answer.headers["Content-Disposition"].endswith('.zip"')
    folder = zipfile.ZipFile(io.BytesIO(answer.data))
    assert folder.testzip() is None
    assert set(folder.namelist()) >= {"index.html", "duett.css", "duett.json", "schema.json"}
    for text in (page.text, folder.read("index.html").decode()):
        assert "INFP" in text
        assert "여성" in text
        assert "나만\u00a0· 직접 고름" in text
        assert "http" not in re.sub(r"<svg.*?</svg>", "", text.partition("<main")[2])
        assert text.index("INFP") < text.index("여성"), "in the order of the journey"
    told = json.loads(folder.read("duett.json"))
    jsonschema.validate(told, SCHEMA)
    assert [value["field"] for value in told["values"]] == ["mbti", "gender"]


def test_a_photo_goes_along_and_nothing_that_opens_it(house: World, monkeypatch):
    browser = house.member("taesan")
    taken = io.BytesIO()
    Image.new("RGB", (640, 480), "rebeccapurple").save(taken, "JPEG")
    taken.seek(0)
    saved = browser.fill("/onboarding/photo", value=(taken, "me.jpg"), agree="yes", act="agree")
    assert saved.status_code == 303, saved.text
    opened = prove(house, browser, "taesan")
    assert browser.get("/me/photo/full").mimetype == "image/webp"
    assert "/me/photo/full" in browser.get(opened).text
    answer = take(browser, opened, "json")
    told = json.loads(answer.text)
    jsonschema.validate(told, SCHEMA)
    assert told["values"][0]["value"] == "photo.webp photo-small.webp"
    assert [one["name"] for one in told["pictures"]] == ["photo-small.webp", "photo.webp"]
    for one in told["pictures"]:
        picture = Image.open(io.BytesIO(base64.b64decode(one["base64"])))
        assert picture.size == ((240, 240) if "small" in one["name"] else (640, 480))
    looked, plainly = [], OwnPhotos.opened

    def opened_and_counted(photos: OwnPhotos, file: File) -> bytes | None:
        looked.append(file.name)
        return plainly(photos, file)

    monkeypatch.setattr(OwnPhotos, "opened", opened_and_counted)
    folder = zipfile.ZipFile(io.BytesIO(take(browser, opened, "page").data))
    assert len(looked) == len(set(looked)) == 2  # each picture is fetched and opened once
    assert {"photo.webp", "photo-small.webp"} <= set(folder.namelist())
    assert 'src="photo.webp"' in folder.read("index.html").decode()


def test_without_a_fresh_proof_there_is_no_copy(house: World):
    browser = house.member("garam")
    browser.fill("/onboarding/mbti", **MBTI, agree="yes", act="agree")
    assert "INFP" not in browser.get(PAGES).text
    opened = prove(house, browser, "garam")
    assert "INFP" in browser.get(opened).text
    stranger = house.member("bom")
    assert "INFP" not in stranger.get(opened).text
    assert "카카오로 확인하고" in stranger.get(opened).text
    for proof in ("", "x", "a.b", opened[-40:], "%00", "é" * 500):
        answer = browser.get(PAGES, query_string={"proof": proof})
        assert answer.status_code in {200, 400}
        assert "INFP" not in answer.text
    before = browser.get(opened).text
    house.clock.forward(minutes=10)
    assert "INFP" not in browser.get(opened).text
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', before))
    late = browser.post(f"{PAGES}/file", data=hidden | {"form": "json"})
    assert (late.status_code, late.location) == (303, f"{PAGES}?done=proof_old")
    assert "10분이 지났어요" in browser.get(late.location).text


def test_somebody_else_at_kakao_opens_nothing(house: World):
    browser = house.member("sori")
    away = browser.fill(PAGES)
    back = house.come_back(browser, away, "rio")
    assert back.status_code == 403
    assert "INFP" not in back.text
    assert ways_on(back) == [PAGES]


def test_giving_up_at_kakao_leads_back(house: World):
    browser = house.member("sori")
    away = browser.fill(PAGES)
    state = re.search(r"state=([^&]+)", away.headers["Location"])
    assert state is not None
    back = browser.get(
        "/auth/kakao/callback", query_string={"state": state[1], "error": "access_denied"}
    )
    assert (back.status_code, back.location) == (303, f"{PAGES}?done=not_exported")


def test_an_unknown_form_is_refused_and_downloads_are_limited(house: World):
    browser = house.member("maru")
    opened = prove(house, browser, "maru")
    assert take(browser, opened, "xml").status_code == 400
    statuses = [take(browser, opened, "json").status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    assert urlsplit(opened).path == PAGES


def test_the_open_copy_is_not_read_without_end(house: World):
    browser = house.member("bom")
    opened = prove(house, browser, "bom")
    browser.get(PAGES)
    assert [browser.get(opened).status_code for _ in range(21)] == [200] * 20 + [429]
    assert browser.get(PAGES).status_code == 200
