"""The page of a region: two lists without script, codes that ended, one place everywhere."""

import re
from typing import Any

import pytest

from tests.onboarding.visitor import Visitor
from tests.rooms import rows
from tests.world import World
from webapp.catalogue.kinds.place import ELSEWHERE, NO_DISTRICT, NOTHING, UNKNOWN
from webapp.catalogue.regions import REGIONS

STEP = "/onboarding/region"
PAGES = [STEP, "/me/edit/region"]


@pytest.fixture
def one(house: World) -> Visitor:
    return Visitor(house, house.member("sori"))


@pytest.fixture
def nothing_stored(visitor: Visitor):
    before = visitor.stored()
    yield
    assert visitor.stored() == before


def without_template(page: str) -> str:
    return re.sub(r"<template>.*?</template>", "", page, flags=re.DOTALL)


def offered(page: str, name: str) -> list[str]:
    """Return the codes of a list as a browser without script sees it."""
    found = re.search(rf'<select[^>]*name="{name}".*?</select>', without_template(page), re.DOTALL)
    return re.findall(r'value="(\d+)"', found[0]) if found else []


def chosen(page: str) -> list[str]:
    return re.findall(r'<option value="(\d+)" selected>', page)


def save(visitor: Visitor, path: str = STEP, **form: Any) -> Any:
    return visitor.post(path, **({"agree": "yes", "act": "agree"} | form))


def test_at_first_there_is_one_list(visitor: Visitor):
    page = visitor.browser.get(STEP).text
    assert offered(page, "sido") == [one.code for one in REGIONS.provinces]
    assert offered(page, "sigungu") == []
    assert page.count('name="act" value="look"') == 1


@pytest.mark.usefixtures("nothing_stored")
@pytest.mark.parametrize("path", PAGES)
def test_a_province_brings_its_districts_and_no_tick(visitor: Visitor, path):
    answer = visitor.post(path, sido="28", agree="yes", act="look")
    assert answer.status_code == 200
    incheon = REGIONS.province("28")
    assert incheon
    assert sorted(offered(answer.text, "sigungu")) == [each.code for each in incheon.districts]
    assert chosen(without_template(answer.text)) == ["28"]
    assert "checked" not in answer.text


@pytest.mark.usefixtures("nothing_stored")
def test_districts_stand_in_the_order_of_the_readers_alphabet(visitor: Visitor):
    page = visitor.post(STEP, sido="41", act="look").text
    names = re.findall(r'<option value="41\d{3}">([^<]+)<', without_template(page))
    assert names[:3] == ["가평군", "고양시", "과천시"]
    assert names == sorted(names)


@pytest.mark.usefixtures("nothing_stored")
def test_a_province_that_is_not_divided_says_so(visitor: Visitor):
    page = visitor.post(STEP, sido="36", act="look").text
    assert offered(page, "sigungu") == []
    assert "시·군·구로 나뉘지 않는 곳이에요." in page


@pytest.mark.usefixtures("nothing_stored")
def test_looking_without_a_province_says_what_to_choose(visitor: Visitor):
    for sent, words in (({}, NOTHING), ({"sido": "99"}, UNKNOWN)):
        answer = visitor.post(STEP, **sent, act="look")
        assert answer.status_code == 422
        assert answer.text.count(words) == 2


@pytest.mark.usefixtures("nothing_stored")
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    "form,words",
    [
        ({}, NOTHING),
        ({"sido": "11"}, NO_DISTRICT),
        ({"sido": "26", "sigungu": "11440"}, ELSEWHERE),
        ({"sido": "11", "sigungu": "11999"}, UNKNOWN),
        ({"sido": "서울"}, UNKNOWN),
        ({"sido": "28", "sigungu": "28110"}, "인천 중구는 2026년 7월에 제물포구와 영종구로"),
        ({"sido": "46", "sigungu": "46110"}, "광주광역시와 전라남도는 2026년 7월에"),
    ],
)
def test_what_is_no_place_is_said_and_the_province_kept(visitor: Visitor, path, form, words):
    answer = save(visitor, path, **form)
    assert answer.status_code == 422
    assert answer.text.count(words) == 2
    is_known = REGIONS.province(form.get("sido", "")) is not None
    assert chosen(without_template(answer.text))[:1] == ([form["sido"]] if is_known else [])
    for target in re.findall(r'<li><a href="#([\w-]+)">', answer.text):
        assert f'id="{target}"' in without_template(answer.text)


def test_a_place_is_saved_once_and_shown_wherever_it_belongs(one: Visitor):
    hidden = one.page(STEP)
    form = {"sido": "28", "sigungu": "28125", "agree": "yes", "act": "agree"}
    for _double_click in range(2):
        answer = one.browser.post(STEP, data=hidden | form)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/onboarding/phone")
    assert len(rows(one.house.storage, "field_value")) == 1
    for path in ("/onboarding/check", "/me", "/me/edit"):
        assert "인천광역시 제물포구" in one.browser.get(path).text
    assert chosen(without_template(one.browser.get("/me/edit/region").text)) == ["28", "28125"]
    changed = one.post("/me/edit/region", sido="36", change="yes", act="agree")
    assert changed.status_code == 303
    assert "세종특별자치시" in one.browser.get("/me").text
    one.browser.post("/language", data={"lang": "en", "back": "/me"})
    assert "Sejong" in one.browser.get("/me").text


def test_the_last_of_two_tabs_wins(one: Visitor):
    first, second = one.page(STEP), one.page(STEP)
    tick = {"agree": "yes", "act": "agree"}
    for page, place in ((first, ("11", "11440")), (second, ("50", "50110"))):
        form = dict(zip(("sido", "sigungu"), place, strict=True))
        assert one.browser.post(STEP, data=page | tick | form).status_code == 303
    assert chosen(without_template(one.browser.get("/me/edit/region").text)) == ["50", "50110"]


def test_no_page_asks_where_the_device_is(visitor: Visitor):
    answer = visitor.browser.get(STEP)
    assert "기기 위치는 읽지 않아요." in answer.text
    assert "geolocation=()" in answer.headers["Permissions-Policy"]
