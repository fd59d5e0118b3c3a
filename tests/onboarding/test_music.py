"""The page of music: sought without script, kept when refused, saved once, shown everywhere."""

import re
from typing import Any

import pytest

from tests.onboarding.visitor import Visitor
from tests.rooms import rows
from tests.world import World
from webapp.catalogue.genres import GENRES

STEP = "/onboarding/music"
PAGES = [STEP, "/me/edit/music"]
ALL = [tag.code for tag in GENRES.all()]
MISSED = "목록에 없어요. 가까운 장르를 골라 주세요."


@pytest.fixture
def one(house: World) -> Visitor:
    """Somebody who answered nothing yet."""
    return Visitor(house, house.member("sori"))


@pytest.fixture
def nothing_stored(visitor: Visitor):
    before = visitor.stored()
    yield
    assert visitor.stored() == before


def ticked(page: str) -> list[str]:
    controls = re.findall(r'<input type="checkbox"[^>]*>', page)
    return [re.findall(r'value="([^"]*)"', c)[0] for c in controls if " checked" in c]


def lines(page: str) -> list[str]:
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert found
    return found[1].splitlines()


def genres(page: str) -> list[str]:
    """Return the genres of a page in the order they stand."""
    return re.findall(r'name="value"\s+value="(\w+)"', page)


def save(visitor: Visitor, path: str = STEP, **form: Any) -> Any:
    return visitor.post(path, **({"agree": "yes", "act": "agree"} | form))


@pytest.mark.usefixtures("nothing_stored")
@pytest.mark.parametrize("path", PAGES)
def test_a_search_shows_what_is_found_first_and_keeps_all_but_the_tick(visitor: Visitor, path):
    answer = visitor.post(
        path, value=["jazz", "rock"], artist="새소년\r\nIU", q="ㅅㅌㅍ", agree="yes", act="look"
    )
    assert answer.status_code == 200
    assert genres(answer.text)[0] == "citypop"
    assert sorted(genres(answer.text)) == sorted(ALL)
    assert sorted(ticked(answer.text)) == ["jazz", "rock"]
    assert lines(answer.text) == ["새소년", "IU"]
    assert 'value="ㅅㅌㅍ"' in answer.text
    assert "2개 골랐어요 (최대 10개)" in answer.text


@pytest.mark.usefixtures("nothing_stored")
@pytest.mark.parametrize(
    "sought,said",
    [
        ("새소년", "‘새소년’은 "),
        ("아이유", "‘아이유’는 "),
        ("BTS", "‘BTS’는 "),
        ("EXID 7", "‘EXID 7’은 "),
        ("<b>x</b>", "‘&lt;b&gt;x&lt;/b&gt;’는 "),
        ("가" * 300, f"‘{'가' * 40}’는 "),
    ],
)
def test_what_is_not_found_is_said_with_its_particle(visitor: Visitor, sought, said):
    answer = visitor.post(STEP, q=sought, act="look")
    assert answer.status_code == 200
    assert said + MISSED in answer.text
    assert genres(answer.text) == ALL


@pytest.mark.usefixtures("nothing_stored")
def test_looking_leads_on_to_nothing(visitor: Visitor):
    answer = visitor.post(f"{STEP}?from=check", q="jazz", act="look")
    assert answer.status_code == 200
    assert "답 확인으로 돌아가기" in answer.text
    assert visitor.post("/onboarding/mbti", act="look").status_code == 400


@pytest.mark.usefixtures("nothing_stored")
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    "form,words",
    [
        ({}, GENRES.nothing),
        ({"value": ALL[:11]}, GENRES.too_many),
        ({"value": ["jazz", "polka"]}, GENRES.unknown),
        ({"artist": "가\n나\n다\n라\n마\n바"}, "아티스트는 5명(팀)까지 적을 수 있어요."),
        ({"artist": "가" * 41}, "이름 하나는 40자까지예요."),
        ({"value": "jazz", "artist": "\u202eIU"}, "화면에 보이지 않는 문자가 섞여 있어요."),
    ],
)
def test_what_is_no_taste_is_said_and_kept(visitor: Visitor, path, form, words):
    answer = save(visitor, path, **form)
    assert answer.status_code == 422
    assert answer.text.count(words) == 2  # in the summary and beside the control
    wanted = [code for code in ALL if code in form.get("value", [])]
    assert [code for code in ticked(answer.text) if code != "yes"] == wanted
    assert "yes" not in ticked(answer.text)
    assert lines(answer.text) == form.get("artist", "").splitlines()


@pytest.mark.usefixtures("nothing_stored")
def test_a_summary_leads_to_a_control_that_is_there(visitor: Visitor):
    page = save(visitor, artist="가" * 41, value="polka").text
    for target in re.findall(r'<li><a href="#([\w-]+)">', page):
        assert f'id="{target}"' in page


def test_a_taste_is_saved_once_and_shown_wherever_it_belongs(one: Visitor):
    hidden = one.page(STEP)
    form = {
        "value": ["jazz", "citypop"],
        "artist": "새소년\n새소년",
        "agree": "yes",
        "act": "agree",
    }
    for _double_click in range(2):
        answer = one.browser.post(STEP, data=hidden | form)
        assert answer.status_code == 303
        assert answer.headers["Location"] == "/onboarding/region"
    assert len(rows(one.house.storage, "field_value")) == 1
    for path in ("/onboarding/check", "/me", "/me/edit"):
        assert "시티팝, 재즈\u00a0· 새소년" in one.browser.get(path).text
    page = one.browser.get("/me/edit/music").text
    assert ticked(page) == ["citypop", "jazz"]
    assert lines(page) == ["새소년"]
    changed = one.post("/me/edit/music", value="rock", artist="", change="yes", act="agree")
    assert changed.status_code == 303
    assert "록" in one.browser.get("/me").text
    gone = one.browser.fill("/me/consents", notice="music")
    assert gone.status_code == 303
    assert rows(one.house.storage, "field_value") == []


def test_the_last_of_two_tabs_wins(one: Visitor):
    first, second = one.page(STEP), one.page(STEP)
    tick = {"agree": "yes", "act": "agree"}
    assert one.browser.post(STEP, data=first | tick | {"value": "jazz"}).status_code == 303
    assert one.browser.post(STEP, data=second | tick | {"value": "rock"}).status_code == 303
    assert ticked(one.browser.get("/me/edit/music").text) == ["rock"]


def test_looking_while_a_consent_lives_asks_for_no_other(one: Visitor):
    save(one, value="jazz")
    answer = one.post(STEP, value=["jazz", "rock"], q="ㅅㅌ", act="look")
    assert answer.status_code == 200
    assert 'name="agree"' not in answer.text
    assert ticked(answer.text) == ["rock", "jazz"]
    assert ticked(one.browser.get("/me/edit/music").text) == ["jazz"]


def test_a_card_that_changed_keeps_ticks_and_lines(visitor: Visitor):
    answer = save(visitor, value="jazz", artist="IU", ticket="forged")
    assert answer.status_code == 409
    assert (ticked(answer.text), lines(answer.text)) == (["jazz"], ["IU"])


def test_a_form_without_its_token_keeps_ticks_and_lines(visitor: Visitor):
    answer = visitor.browser.post(STEP, data={"value": "jazz", "artist": "IU", "act": "agree"})
    assert answer.status_code == 400
    assert (ticked(answer.text), lines(answer.text)) == (["jazz"], ["IU"])


def test_the_question_is_told_of_before_anybody_joins(house: World):
    page = house.browser().get("/why").text
    assert page.index('id="music"') < page.index('id="later"')
    assert "좋아하는 장르 최대 10개, 좋아하는 아티스트 최대 5명(팀)" in page
