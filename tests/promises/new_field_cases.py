"""What must be true of a field that was only declared; run by test_a_new_field.py in its copy."""

import json
import re

import pytest

from tests.promises.pages import soup
from tests.world import Browser, World, hidden_inputs, world
from webapp.storage.tables import destruction

KEY, CHOSEN, WORDS = "instrument", "piano", {"ko": "피아노", "en": "Piano"}
QUESTION = {"ko": "좋아하는 악기가 있나요?", "en": "Do you have a favourite instrument?"}


@pytest.fixture(scope="module")
def house(migrated_sqlite, tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    (folder / "duett.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    with world(f"sqlite:///{folder / 'duett.sqlite3'}", folder) as made:
        yield made


def agreed(house: World, person: str) -> Browser:
    browser = house.member(person)
    assert QUESTION["ko"] in browser.get(f"/onboarding/{KEY}").text
    answer = browser.fill(f"/onboarding/{KEY}", value=CHOSEN, agree="yes", act="agree")
    assert answer.status_code == 303, answer.text
    return browser


def test_it_is_asked_shown_and_changed(house: World):
    browser = agreed(house, "sori")
    assert f"/onboarding/{KEY}" in browser.get("/onboarding").text
    for path in ("/onboarding/check", "/me", "/me/edit", f"/me/edit/{KEY}"):
        assert WORDS["ko"] in browser.get(path).text, path
    answer = browser.fill(f"/me/edit/{KEY}", value="drums", act="agree")
    assert answer.status_code == 303
    assert WORDS["ko"] not in browser.get("/me").text
    assert "드럼" in browser.get("/me").text


def test_its_consent_has_a_card_a_receipt_and_an_end(house: World):
    browser = agreed(house, "dain")
    page = browser.get("/me/consents").text
    assert "좋아하는 악기" in page
    receipts = re.findall(r"/me/receipts/[^\"]+", page)
    assert any("악기 (셋 가운데 하나)" in browser.get(each).text for each in receipts)
    ended = browser.post("/me/consents", data=hidden_inputs(page) | {"notice": KEY})
    assert ended.status_code == 303
    assert WORDS["ko"] not in browser.get("/me").text


def test_the_public_pages_name_it_in_both_languages(house: World):
    for lang, label in (("ko", "좋아하는 악기"), ("en", "Favourite instrument")):
        browser = house.browser()
        for path in ("/why", "/privacy"):
            page = browser.get(path, headers={"Accept-Language": lang})
            assert label in soup(page.text).get_text(), (lang, path)
    browser = house.member("garam")
    page = browser.get(f"/onboarding/{KEY}", headers={"Accept-Language": "en"})
    assert QUESTION["en"] in page.text or QUESTION["ko"] in page.text


def test_the_copy_holds_it(house: World):
    browser = agreed(house, "onyu")
    opened = house.come_back(browser, browser.fill("/me/export"), "onyu").location
    page = browser.get(opened).text
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    file = browser.post("/me/export/file", data=hidden | {"form": "json"})
    assert file.status_code == 200, file.text
    told = json.loads(file.text)
    assert [(v["field"], v["shown"]) for v in told["values"]] == [(KEY, WORDS["ko"])]


def test_its_clock_ends_it(house: World):
    agreed(house, "rio")
    assert expired(house) == 0
    house.clock.forward(days=366)
    house.worker().sweep()
    assert expired(house) >= 1


def expired(house: World) -> int:
    with house.storage.engine.connect() as connection:
        rows = connection.execute(destruction.select().where(destruction.c.field_key == KEY))
        return sum(row.reason == "expired" for row in rows)
