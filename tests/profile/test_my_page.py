"""My page: of each field its value, where it came from, since when, its card, for how long, for whom."""

import pytest
from bs4 import BeautifulSoup

from tests.promises.acts import Person, agree_in, join
from tests.promises.pages import get, one, soup, words
from tests.promises.rows import rows
from tests.world import MBTI, World, hidden_inputs

FIELD = "/me/edit/mbti"
SHOWN = f"{FIELD}?done=shown"


@pytest.fixture(scope="module")
def house(heavy_house: World) -> World:
    return heavy_house


@pytest.fixture
def person(house: World) -> Person:
    made = join(house)
    made.agree()
    return made


def choose(person: Person, audience: str, act: str = "show", **parts: str) -> tuple[int, str, str]:
    """Press one of the acts; return status, page and where it led."""
    answer = person.browser().fill(FIELD, audience=audience, act=act, **parts)
    return answer.status_code, answer.get_data(as_text=True), answer.headers.get("Location", "")


def seen_by(person: Person) -> str:
    mine = [v for v in rows(person.world.storage, "field_value") if v.member_id == person.member_id]
    return str(mine[0].visibility) if mine else ""


def decided(person: Person) -> list[tuple[str, str]]:
    mine = [d for d in rows(person.world.storage, "decision") if d.member_id == person.member_id]
    return [
        (d.notice_key, d.answer) for d in sorted(mine, key=lambda d: d.seq) if d.purpose == "show"
    ]


def row_of(page: BeautifulSoup, name: str) -> list[str]:
    found = [r for r in page.select(".row") if name in words(r)]
    assert len(found) == 1, name
    return words(found[0])


def test_a_row_holds_the_value_and_one_line_of_facts(person: Person):
    for path in ("/me", "/me/edit"):
        page = get(person.browser(), path)
        told = row_of(page, "MBTI")
        assert "INFP" in told
        assert " ".join(told).replace(" 에", "에").count("나만 · 직접 고름 · 11월 22일") == 1
        skipped = row_of(page, "전화번호")
        assert "아직 답하지 않았어요" in skipped


def test_every_field_there_is_to_give_is_listed_with_one_way_in(person: Person):
    offered = person.world.services.catalogue.offered()
    page = get(person.browser(), "/me")
    ways = [str(a["href"]) for a in page.select(".rows a.row-act[href^='/me/edit/']")]
    assert ways == [f"/me/edit/{field.key}" for field in offered]
    assert {"name", "email"} <= {field.key for field in offered}


def test_the_page_of_a_field_says_everything_that_is_known_of_it(person: Person):
    page = get(person.browser(), FIELD)
    told = " ".join(words(one(page, 'section[aria-labelledby="kept"]')))
    assert "직접 고름" in told
    assert "2026년 11월 22일(일)" in told
    assert "2027년 11월 22일(월)" in told, "when it goes unless it is used"
    card = one(page, 'section[aria-labelledby="kept"] a')
    assert get(person.browser(), str(card["href"])).select(".consent")
    assert not page.select("main input[type=checkbox]")


def test_before_anything_is_kept_there_is_nothing_to_show_or_correct(house: World):
    page = get(join(house).browser(), FIELD)
    assert not page.select("#visibility, #kept, .audience")
    assert not page.select('form[action="/me/consents"]')


def test_the_person_alone_is_chosen_and_nothing_is_asked(person: Person):
    page = get(person.browser(), FIELD)
    chosen = page.select(".audience input[checked]")
    assert [radio["value"] for radio in chosen] == ["only_me"]
    assert "아무에게도 보이지 않아요" in page.get_text(), "until there is matching"
    journey = get(person.browser(), "/onboarding/mbti")
    assert not journey.select(".audience"), "the journey does not ask"


def test_widening_and_narrowing_are_one_press_each_under_their_card(person: Person):
    for audience in ("matched", "everyone"):
        assert choose(person, audience)[::2] == (303, SHOWN)
        assert seen_by(person) == audience
        page = get(person.browser(), SHOWN)
        assert "볼 수 있는 사람을 바꿨어요." in page.get_text()
        chosen = page.select(".audience input[checked]")
        assert [radio["value"] for radio in chosen] == [audience]
    assert choose(person, "only_me", "hide")[::2] == (303, SHOWN)
    assert seen_by(person) == "only_me"
    assert decided(person) == [
        ("show_mbti_matched", "given"),
        ("show_mbti_matched", "withdrawn"),
        ("show_mbti_everyone", "given"),
        ("show_mbti_everyone", "withdrawn"),
    ]


def test_both_acts_are_alike_and_the_second_always_means_the_person_alone(person: Person):
    show, hide = get(person.browser(), FIELD).select(".audience .acts button")
    assert show["class"] == hide["class"]
    choose(person, "everyone")
    choose(person, "matched", "hide")  # without styles any radio may stand beside any button
    assert seen_by(person) == "only_me"


@pytest.mark.parametrize(
    "form, status",
    [
        ({"audience": ""}, 422),
        ({"audience": "all the world"}, 422),
        ({"audience": "matched", "ticket_matched": "forged"}, 409),
        ({"audience": "matched", "ticket_matched": ""}, 409),
        ({"audience": "everyone", "csrf_token": "forged"}, 400),
    ],
)
def test_what_cannot_be_carried_out_is_said_and_changes_nothing(
    person: Person, form: dict[str, str], status: int
):
    told = choose(person, **form)
    assert told[0] == status
    page = soup(told[1])
    assert page.select(".banner"), "the page says why"
    chosen = page.select(".audience input[checked]")
    assert [radio["value"] for radio in chosen] == ["only_me"], "never what was refused"
    assert (seen_by(person), decided(person)) == ("only_me", [])


def test_what_was_erased_in_another_tab_cannot_be_shown(person: Person):
    browser = person.browser()
    open_page = hidden_inputs(browser.get(FIELD).get_data(as_text=True))
    person.withdraw()
    answer = browser.post(FIELD, data=open_page | {"audience": "matched", "act": "show"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/me/edit?done=gone")
    assert decided(person) == []


def test_a_second_press_and_an_old_page_change_nothing_more(person: Person):
    browser = person.browser()
    old = hidden_inputs(browser.get(FIELD).get_data(as_text=True))
    form = old | {"audience": "matched", "act": "show"}
    assert [browser.post(FIELD, data=form).status_code for _ in range(2)] == [303, 303]
    choose(person, "only_me", "hide")
    assert browser.post(FIELD, data=form).status_code == 303
    assert seen_by(person) == "only_me", "sent again, it is what was carried out before"
    assert [answer for _, answer in decided(person)] == ["given", "withdrawn"]


def test_withdrawing_what_is_shown_among_the_consents_keeps_the_value(person: Person):
    choose(person, "matched")
    page = get(person.browser(), "/me/consents")
    forms = [
        form
        for form in page.select('form[action="/me/consents"]')
        if form.select('[value="show_mbti_matched"]')
    ]
    sent = {str(i["name"]): str(i["value"]) for i in forms[0].select("input")}
    answer = person.browser().post("/me/consents", data=sent)
    assert answer.headers["Location"] == "/me/consents?done=hidden&of=mbti"
    assert seen_by(person) == "only_me"
    assert "INFP" in get(person.browser(), "/me").get_text()


def test_changing_the_value_says_nothing_about_who_sees_it(person: Person):
    choose(person, "matched")
    answer = person.browser().fill(FIELD, **(MBTI | {"ei": "E"}), act="agree", change="yes")
    assert answer.status_code == 303
    assert seen_by(person) == "matched"
    assert "매칭 상대\u00a0· 직접 고름" in get(person.browser(), "/me").get_text()


def test_the_page_of_letters_says_what_is_true(house: World, person: Person):
    page = get(person.browser(), "/me/notifications")
    told = " ".join(words(one(page, "main")))
    assert "광고는 보내지 않아요" in told
    assert not page.select("main input, main button"), "there is nothing to switch"
    browser = person.browser()
    given = {"value": "sori@example.com"}
    hidden = hidden_inputs(browser.get("/me/edit/email").get_data(as_text=True))
    sent = hidden | given | {"agree": "yes", "act": "agree"}
    assert browser.post("/me/edit/email", data=sent).status_code == 303
    is_told = "30일 전에 메일로" in get(browser, "/me/notifications").get_text()
    assert is_told == house.settings.sends_mail
    promised = "적어 주신 번호로 알려 드릴게요. 아직은 보내지 않아요."
    assert "동의하신 분께만" in told
    assert agree_in(browser, "/me/edit/phone", value="010-1234-5678") == 303
    assert promised in get(browser, "/me/notifications").get_text()


def test_a_name_is_given_and_seen_on_my_page_alone(house: World):
    browser = join(house).browser()
    assert agree_in(browser, "/me/edit/name", value="소리") == 303
    page = get(browser, "/me")
    assert "소리" in row_of(page, "이름 또는 별명")
    assert browser.get("/onboarding/name").status_code == 404
