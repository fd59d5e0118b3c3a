"""An event nobody wrote code for: its file is written here, and every page of it is there.

Every kind of question, both conditions, two recipients; and one that asks nothing at all.
"""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.events.applicant import Fair
from tests.events.island import ISLAND, QUIET, WRITTEN, let_in, publish, somebody
from tests.world import World, hidden_inputs
from webapp import wiring
from webapp.events.publishing import Publishing
from webapp.events.rows import EntryStatus


@pytest.fixture(scope="module")
def desk(house: World) -> Publishing:
    return wiring.build_organiser(house.settings, now=house.clock)


@pytest.fixture
def island(house: World, desk: Publishing, tmp_path: Path) -> Fair:
    return publish(house, desk, ISLAND, tmp_path)


@pytest.mark.parametrize(
    "language, words", [("ko", "섬에서 듣는 밤"), ("en", "A night of listening")]
)
def test_everybody_can_read_about_it(island: Fair, language: str, words: str) -> None:
    reader = island.stranger()
    reader.browser.set_cookie("lang", language, domain="duett.test")
    assert words in reader.get("/events")
    page = reader.get(f"/events/{island.file.slug}")
    assert words in page
    title = "태어난 해" if language == "ko" else "Year of birth"
    assert title in page
    if language == "en":
        assert "섬에서" not in page


def test_every_question_is_asked_and_answered(island: Fair) -> None:
    sori = somebody(island, "sori")
    let_in(sori)
    for number, typed in WRITTEN.items():
        answer = sori.answer(number, **typed)
        assert answer.status_code == 303, (number, answer.get_data(as_text=True))
    check = sori.get(f"{island.apply}/check")
    assert "물 빠지는 소리 100%" in check
    assert "위층이 좋아요" in check
    assert sori.send().status_code == 303
    entry = sori.entry()
    assert entry.status is EntryStatus.SEATED
    assert entry.receipt in sori.get(f"{island.apply}/done")
    assert "010-1234-5678" in sori.get(island.mine)
    assert set(sori.answers().values()) == {"given"}
    assert sorted(sori.values()) == ["born", "bunk", "called", "mail", "mobile", "said"]
    hidden = hidden_inputs(sori.get(island.mine))
    assert sori.browser.post(f"{island.mine}/cancel", data=hidden).status_code == 303
    assert sori.values() == []


def test_it_is_asked_in_english_from_one_end_to_the_other(island: Fair) -> None:
    garam = somebody(island, "garam", "en")
    let_in(garam)
    for number, typed in WRITTEN.items():
        page = garam.get(f"{island.apply}/{number}").partition("<main")[2]
        for korean in ("섬에서", "위층", "등대", "너울"):
            assert korean not in page, number
        assert garam.answer(number, **typed).status_code == 303


def test_too_young_and_too_new_are_told_so(island: Fair) -> None:
    child = somebody(island, "sori")
    refused = child.post(island.apply, act="begin", year="2010", month="3", day="2")
    assert refused.status_code in {200, 403}
    assert "밤배를 타고 가는 자리예요." in refused.get_data(as_text=True)


def test_an_answer_far_too_long_comes_back_whole(island: Fair) -> None:
    garam = somebody(island, "garam")
    let_in(garam)
    endless = "물 빠지는 소리. " * 555
    answer = garam.answer(5, value=endless)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "글자 수를 넘었어요" in page
    assert endless.strip() in page
    assert "said" not in garam.values()


def test_an_event_may_ask_nothing(house: World, desk: Publishing, tmp_path: Path) -> None:
    quiet = publish(house, desk, QUIET, tmp_path)
    sori = somebody(quiet, "sori")
    assert "조용한 한 시간" in sori.get(f"/events/{quiet.file.slug}")
    assert sori.browser.get(quiet.apply).location.endswith("/check")
    assert sori.send().status_code == 303
    assert sori.entry().receipt in sori.get(quiet.mine)


HOSTILE = " 100% %(n)s %s {x} {{ 7*7 }} <b onclick=x>&amp;"
PAGES = ("/events", "/", "/me", "/me/events", "/me/consents", "/me/correction", "/me/export")


def dressed(thing: Any) -> Any:
    """Return a file whose every text holds what a template or a formatter might take for its own."""
    if isinstance(thing, dict) and set(thing) == {"ko", "en"}:
        return {language: words + HOSTILE for language, words in thing.items()}
    if isinstance(thing, dict):
        return {name: dressed(held) for name, held in thing.items()}
    return [dressed(held) for held in thing] if isinstance(thing, list) else thing


@pytest.mark.parametrize("language", ["ko", "en"])
def test_any_words_are_words_on_every_page(
    house: World, desk: Publishing, tmp_path: Path, language: str
) -> None:
    title = {"ko": "밤 100% %(n)s {} <b>", "en": "Night 100% %(n)s {} <b>"}
    island = publish(house, desk, dressed(ISLAND) | {"title": title}, tmp_path)
    sori = somebody(island, "sori", language)
    shown = [sori.get(page) for page in (*PAGES[:1], f"/events/{island.file.slug}", island.apply)]
    let_in(sori)
    for number, typed in WRITTEN.items():
        shown.append(sori.get(f"{island.apply}/{number}"))
        shown.append(sori.answer(number, agree="").get_data(as_text=True))
        assert sori.answer(number, **typed).status_code == 303
    shown.append(sori.get(f"{island.apply}/check"))
    assert sori.send().status_code == 303
    shown += [sori.get(page) for page in (f"{island.apply}/done", island.mine, *PAGES)]
    cards = re.findall(r'href="(/me/receipts/[^"]+)"', sori.get("/me/consents"))
    assert len(cards) >= len(WRITTEN)
    shown += [sori.get(card) for card in cards]
    for page in shown:
        main = page.partition("<main")[2]
        assert "<b onclick" not in main
        assert "<b>" not in main
        assert "%%" not in main
