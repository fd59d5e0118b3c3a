"""`/me/correction` and what My page says of it: words for every bad input, once however often."""

import pytest
from bs4 import BeautifulSoup

from tests.promises.acts import Person, join
from tests.promises.pages import get, one, soup, words
from tests.world import World, hidden_inputs
from webapp.members.staff import Clerk
from webapp.profile.ports import Correction, Outcome
from webapp.rights.desk import Ruling
from webapp.wiring import build_desk

PAGE = "/me/correction"
SAID = "검사를 다시 했더니 달라졌어요."


@pytest.fixture(scope="module")
def house(heavy_house: World) -> World:
    return heavy_house


@pytest.fixture
def person(house: World) -> Person:
    made = join(house)
    made.agree()
    return made


def ask(person: Person, **parts: str) -> tuple[int, BeautifulSoup, str]:
    """Fill the page in and press its button; return status, page and where it led."""
    browser = person.browser()
    form = {"field": "mbti", "said": SAID, "act": "ask"} | parts
    answer = browser.fill(PAGE, **form)
    return (
        answer.status_code,
        soup(answer.get_data(as_text=True)),
        answer.headers.get("Location", ""),
    )


def made(person: Person) -> list[Correction]:
    found = person.world.services.corrections.page(person.member_id)
    return [line.correction for line in found.lines]


def settle(person: Person, outcome: Outcome, reason: str) -> None:
    desk = build_desk(person.world.settings, now=person.world.clock)
    number = made(person)[0].reference
    desk.settle(number, Clerk(person.member_id, "test"), Ruling(outcome, reason, {}))
    desk._database.dispose()  # type: ignore[attr-defined]


def test_asking_holds_the_value_and_lists_the_request(person: Person):
    status, _, location = ask(person)
    assert (status, location) == (303, f"{PAGE}?done=correcting")
    page = get(person.browser(), location)
    told = " ".join(words(one(page, "main")))
    assert "지금부터 그 값을 쓰지 않아요" in told
    assert made(person)[0].reference in told
    assert "12월 2일" in told
    assert SAID in told
    assert not page.select("textarea"), "nothing else can be asked about"
    for path in ("/me", "/me/edit"):
        shown = " ".join(words(one(get(person.browser(), path), "main")))
        assert "INFP" in shown, "the person still sees it"
        assert "쓰지 않는 중이에요" in shown
    field = get(person.browser(), "/me/edit/mbti")
    assert "확인하는 중이에요" in field.get_text()


@pytest.mark.parametrize(
    "parts, targets",
    [
        ({"said": ""}, ["said"]),
        ({"said": "가" * 501}, ["said"]),
        ({"said": "\u202e돌려 쓴 글"}, ["said"]),
        ({"field": ""}, ["field"]),
        ({"field": "password_of_somebody"}, ["field"]),
        ({"field": "", "said": " "}, ["field", "said"]),
    ],
)
def test_bad_input_is_named_and_what_was_typed_stays(
    person: Person, parts: dict[str, str], targets: list[str]
):
    status, page, _ = ask(person, **parts)
    assert status == 422
    assert page.title is not None
    assert page.title.get_text().startswith("오류")
    links = [str(link["href"]) for link in page.select(".error-summary a")]
    assert links == [f"#{target}" for target in targets]
    for target in targets:
        (control,) = page.select(f"#{target}")
        assert control["aria-invalid"] == "true"
        assert page.select(f"#{target}-error")
    typed = ({"said": SAID} | parts)["said"]
    (area,) = page.select("textarea")
    assert area.get_text() == typed
    assert made(person) == []


def test_a_field_of_the_address_is_chosen_and_nothing_else_is(person: Person):
    chosen = get(person.browser(), f"{PAGE}?field=mbti").select("input[checked]")
    assert [radio["value"] for radio in chosen] == ["mbti"]
    assert not get(person.browser(), f"{PAGE}?field=<b>").select("input[checked]")


def test_without_a_value_the_page_says_so(house: World):
    nobody = join(house)
    page = get(nobody.browser(), PAGE)
    assert not page.select("textarea")
    assert "고칠 것도 없어요" in page.get_text()
    browser = nobody.browser()
    form = hidden_inputs(browser.get("/me/sessions").get_data(as_text=True))
    answer = browser.post(PAGE, data=form | {"act": "ask", "field": "mbti", "said": SAID})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/me/edit?done=gone")


def test_a_second_press_and_a_second_tab_make_one_request(person: Person):
    browser = person.browser()
    tabs = [hidden_inputs(browser.get(PAGE).get_data(as_text=True)) for _ in range(2)]
    form = {"field": "mbti", "said": SAID, "act": "ask"}
    led = [browser.post(PAGE, data=tab | form) for tab in (tabs[0], tabs[0], tabs[1])]
    assert [a.headers["Location"] for a in led] == [
        f"{PAGE}?done=correcting",
        f"{PAGE}?done=correcting",
        f"{PAGE}?done=asked",
    ]
    assert len(made(person)) == 1


def test_back_to_the_form_after_it_was_settled_asks_anew(person: Person):
    browser = person.browser()
    old = hidden_inputs(browser.get(PAGE).get_data(as_text=True))
    form = old | {"field": "mbti", "said": SAID, "act": "ask"}
    browser.post(PAGE, data=form)
    settle(person, Outcome.KEPT, "확인했어요.")
    assert browser.post(PAGE, data=form).headers["Location"] == f"{PAGE}?done=correcting"
    assert len(made(person)) == 1, "the same page is the same request, whatever became of it"


def test_a_form_whose_token_is_gone_keeps_the_words(person: Person):
    status, page, _ = ask(person, csrf_token="forged")
    assert status == 400
    assert page.select("textarea")[0].get_text() == SAID
    assert made(person) == []


@pytest.mark.parametrize("act", ["", "settle", "both"])
def test_an_act_we_do_not_know_is_refused(person: Person, act: str):
    assert ask(person, act=act)[0] == 400


def test_taking_back_is_one_press_and_only_for_its_person(house: World, person: Person):
    ask(person)
    number = made(person)[0].reference
    stranger = join(house)
    for who, status in ((stranger, 404), (person, 303), (person, 303)):
        browser = who.browser()
        token = hidden_inputs(browser.get("/me/sessions").get_data(as_text=True))
        sent = token | {"act": "take_back", "reference": number}
        assert browser.post(PAGE, data=sent).status_code == status
    assert made(person)[0].outcome is Outcome.TAKEN_BACK
    assert "쓰지 않는 중" not in get(person.browser(), "/me").get_text()


@pytest.mark.parametrize("outcome", [Outcome.KEPT, Outcome.DELETED])
def test_the_answer_stands_on_my_page_until_it_is_put_away(person: Person, outcome: Outcome):
    ask(person)
    settle(person, outcome, "전화로 확인했어요.")
    for _ in range(2):  # looking at it puts nothing away
        shown = " ".join(words(one(get(person.browser(), "/me"), "main")))
        assert "전화로 확인했어요." in shown
    listed = get(person.browser(), PAGE)
    assert bool(listed.select('a[href="/privacy#officer"]')) == (outcome is Outcome.KEPT)
    assert person.browser().fill("/me", act="put_away").status_code == 405
    browser = person.browser()
    token = hidden_inputs(browser.get("/me").get_data(as_text=True))
    assert browser.post(PAGE, data=token | {"act": "put_away"}).status_code == 303
    assert "전화로 확인했어요." not in get(person.browser(), "/me").get_text()
    assert "전화로 확인했어요." in get(person.browser(), PAGE).get_text()


def test_a_stranger_to_the_session_is_sent_to_log_in(house: World):
    assert house.browser().get(PAGE).headers["Location"].startswith("/login?next=correction.show")
