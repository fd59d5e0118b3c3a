"""One's own copy of events: answers under their own words, applications, what went to whom."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import jsonschema
import pytest

from tests.events.applicant import Applicant, Fair, fair, words
from tests.events.samples import listening
from tests.rights.test_exporting import SCHEMA, copy_of, prove, take
from tests.world import World, hidden_inputs, world
from webapp.events.handing_over import HandingOver
from webapp.events.shapes import Words
from webapp.members.staff import Clerk

CLERK = Clerk(UUID(int=7), "terminal")


@pytest.fixture(scope="module")
def house(migrated_sqlite, tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    (folder / "duett.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    with world(f"sqlite:///{folder / 'duett.sqlite3'}", folder) as made:
        yield made


@pytest.fixture
def party(house: World) -> Fair:
    return fair(house, listening())


def step(party: Fair, key: str) -> int:
    keys = [notice.key for notice in party.listing.event.steps]
    return keys.index(key) + 1


def hand_on(party: Fair) -> str:
    """Hand on to the sponsor; return the reference."""
    house, vault = party.house, party.house.services.corrections._vault
    hand = HandingOver(house.storage, vault, house.services.events, house.clock)
    (row,) = hand.transfer(party.file.slug, "monorecord", CLERK, "the draw").rows
    return row.facts["reference"]


def valued(told: dict[str, Any], scope: str) -> dict[str, Any]:
    return {value["field"]: value for value in told["values"] if value["scope"] == scope}


def guest(party: Fair, person: str) -> Applicant:
    """Somebody with a telephone number in the profile and another one for the event."""
    one = party.applicant(person)
    one.browser.fill("/onboarding/phone", value="010-9999-0000", agree="yes", act="agree")
    one.apply(*range(1, len(party.listing.event.steps) + 1))
    return one


def test_the_same_key_of_profile_and_event_is_told_apart(house: World, party: Fair):
    one = guest(party, "sori")
    told = copy_of(house, one.browser, "sori")
    jsonschema.Draft202012Validator(SCHEMA).validate(told)
    theirs = valued(told, party.file.scope)
    assert set(theirs) == {"phone", "food", "name"}
    own = valued(told, "member")["phone"]
    assert theirs["phone"]["value"] != own["value"]
    assert (own["label"], theirs["food"]["label"]) == ("전화번호", "못 먹는 음식")
    assert theirs["food"]["shown"] == "땅콩"
    # The day its own card told, and not the year without use of the profile's.
    assert theirs["food"]["ends_at"] != theirs["phone"]["ends_at"] != own["ends_at"]
    decisions = {d["id"]: d for d in told["decisions"]}
    assert decisions[theirs["food"]["decision"]]["scope"] == party.file.scope
    shown = {edition["sha256"] for edition in told["editions"]}
    assert {d["edition"] for d in told["decisions"]} <= shown


def test_applications_and_what_went_to_whom_are_in_the_copy(house: World, party: Fair):
    one = guest(party, "dain")
    reference = hand_on(party)
    told = copy_of(house, one.browser, "dain")
    (applied,) = [e for e in told["events"] if e["scope"] == party.file.scope]
    assert applied["title"] == party.file.title.ko
    assert (applied["status"], applied["number"]) == ("seated", one.entry().receipt)
    (went,) = told["handed_on"]
    assert went["reference"] == reference
    assert (went["recipient"], went["name"]) == ("monorecord", "모노레코드")
    assert went["items"] == ["name"]


@pytest.mark.parametrize(
    "language, says",
    [
        ("ko", ["못 먹는 음식", "모노레코드", "나와 이벤트 담당자", "땅콩"]),
        ("en", ["Food you don’t eat", "Mono Record", "땅콩"]),
    ],
)
def test_the_page_reads_well(house: World, party: Fair, language: str, says: list[str]):
    one = guest(party, "byeol")
    reference = hand_on(party)
    one.browser.post("/language", data={"lang": language})
    opened = prove(house, one.browser, "byeol")
    folder = zipfile.ZipFile(io.BytesIO(take(one.browser, opened, "page").data))
    title = party.file.title.ko if language == "ko" else party.file.title.en
    for page in (one.browser.get(opened).text, folder.read("index.html").decode()):
        for said in (*says, title, one.entry().receipt):
            assert said in words(page), said
        assert "event:" not in page, "no scope is shown to anybody"
        assert reference not in page
    told = json.loads(folder.read("duett.json"))
    labels = {value["label"] for value in valued(told, party.file.scope).values()}
    assert says[0] in labels
    one.browser.post("/language", data={"lang": "ko"})


def test_a_draft_takes_its_answers_along_and_says_when(house: World, party: Fair):
    one = party.applicant("onyu")
    one.answer(step(party, "phone"))
    told = copy_of(house, one.browser, "onyu")
    (applied,) = [e for e in told["events"] if e["scope"] == party.file.scope]
    assert (applied["status"], applied["number"], applied["sent_at"]) == ("draft", "", None)
    assert valued(told, party.file.scope)["phone"]["ends_at"] == applied["ends_at"]
    assert one.entry().expires_at == house.clock() + timedelta(days=7)


def test_what_a_newer_version_drops_or_renames_is_told_in_the_words_of_then(
    house: World, party: Fair
):
    one = guest(party, "garam")
    hand_on(party)
    (them,) = party.file.recipients
    asked = tuple(q for q in party.file.questions if q.key != "food")
    named = replace(them, name=Words("다른 회사", "Another firm"))
    party.publish(replace(party.file, questions=asked, recipients=(named,)))
    house.worker().sweep()
    told = copy_of(house, one.browser, "garam")
    jsonschema.Draft202012Validator(SCHEMA).validate(told)
    (went,) = told["handed_on"]
    assert (went["name"], went["labels"], went["told_at"]) == ("모노레코드", ["이름"], None)
    page = words(one.browser.get(prove(house, one.browser, "garam")).text)
    title = party.file.title.ko
    assert f"{title} · 못 먹거나 안 먹는 음식" in page
    assert f"{title} · food" not in page
    assert "모노레코드에 주기" in page
    assert "다른 회사" not in page


def test_what_was_cancelled_is_told_as_deleted_and_nothing_else(house: World, party: Fair):
    one = guest(party, "rio")
    reference = hand_on(party)
    hidden = hidden_inputs(one.get(party.mine))
    assert one.browser.post(f"{party.mine}/cancel", data=hidden).status_code == 303
    told = copy_of(house, one.browser, "rio")
    assert valued(told, party.file.scope) == {}
    assert [e for e in told["events"] if e["scope"] == party.file.scope] == []
    (went,) = told["handed_on"]
    assert (went["reference"], went["name"], went["items"]) == (reference, "모노레코드", ["name"])
    assert "소리" not in json.dumps(went, ensure_ascii=False), "that it went, and no value"
    gone = {d["field"] for d in told["deletions"] if d["scope"] == party.file.scope}
    assert gone == {"phone", "food", "name"}
    page = words(one.browser.get(prove(house, one.browser, "rio")).text)
    assert f"{party.file.title.ko} · 못 먹는 음식" in page
