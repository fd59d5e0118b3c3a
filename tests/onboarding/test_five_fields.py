"""Phone, gender, age, name and e-mail on their pages: their controls, their words, what is kept."""

import pytest
from bs4 import BeautifulSoup, Tag

from tests.onboarding.visitor import Visitor
from tests.promises.acts import join
from tests.world import ANSWERS, World
from webapp.catalogue.declared import CATALOGUE

FIELDS = ("phone", "gender", "age", "name", "email")
LINES = ("phone", "age", "name", "email")  # one line to write on


def path_of(field: str) -> str:
    return f"/onboarding/{field}" if field in CATALOGUE.journey else f"/me/edit/{field}"


def soup(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html.parser")


def one(page: BeautifulSoup, selector: str) -> Tag:
    [found] = page.select(selector)
    return found


@pytest.fixture
def visit(house: World) -> Visitor:
    """Somebody who answered nothing yet."""
    return Visitor(house, join(house).browser())


@pytest.mark.parametrize("field", LINES)
def test_the_question_is_the_label_of_its_one_line(visit: Visitor, field: str):
    page = soup(visit.browser.get(path_of(field)).get_data(as_text=True))
    label, line = one(page, "h1 > label"), one(page, "form.step-form input.input")
    assert (label["for"], line["id"], line["name"]) == ("value", "value", "value")
    assert CATALOGUE.field(field).question in label.get_text()
    assert "(선택)" in label.get_text()
    assert not {"required", "pattern", "maxlength", "placeholder"} & set(line.attrs)


@pytest.mark.parametrize(
    "field, wanted",
    [
        ("phone", {"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
        ("age", {"type": "text", "inputmode": "numeric", "autocomplete": "bday-year"}),
        ("name", {"type": "text", "autocomplete": "name", "spellcheck": "false"}),
        ("email", {"type": "email", "inputmode": "email", "autocomplete": "email"}),
    ],
)
def test_a_keyboard_and_a_browser_know_what_is_asked(visit: Visitor, field: str, wanted):
    page = soup(visit.browser.get(path_of(field)).get_data(as_text=True))
    line = one(page, "form.step-form input.input")
    assert {name: line.get(name) for name in wanted} == wanted


def test_a_choice_is_radios_with_their_words_and_a_line_for_ones_own(visit: Visitor):
    page = soup(visit.browser.get("/onboarding/gender").get_data(as_text=True))
    radios = page.select("fieldset input[type=radio][name=value]")
    assert [radio["value"] for radio in radios] == ["female", "male", "own"]
    assert [radio["id"] for radio in radios] == ["value", "value-male", "value-own"]
    said = [one(page, f"label[for={radio['id']}]").get_text(strip=True) for radio in radios]
    assert said == ["여성", "남성", "직접 적을게요"]
    assert page.select("input[checked]") == []
    assert one(page, "label[for=own]").get_text(strip=True) == "직접 적기"


@pytest.mark.parametrize("field", ["gender", "age"])
def test_a_more_personal_question_says_so_and_its_edition_keeps_the_words(
    visit: Visitor, field: str
):
    """G14: that it is more personal, what it is for, that it is optional and can be changed."""
    asked = CATALOGUE.field(field)
    text = one(soup(visit.browser.get(path_of(field)).get_data(as_text=True)), "main").get_text()
    for part in ("사적인 질문", "답하지 않아도 되고", "바꾸거나 지울 수", asked.why):
        assert part in text
    body = visit.house.services.editions.current(field, "ko").body
    assert body["care"] == [asked.care]
    assert "care" not in visit.house.services.editions.current("phone", "ko").body


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("lang", ["ko", pytest.param("en", marks=pytest.mark.slow)])
def test_what_was_agreed_to_is_kept_and_shown_to_its_person(visit: Visitor, field: str, lang: str):
    answer = visit.post(path_of(field), **ANSWERS[field], agree="yes", act="agree")
    assert answer.status_code == 303
    seen = {
        "phone": ("010-1234-5678", "010-1234-5678"),
        "gender": ("여성", "Woman"),
        "age": ("1999년생 (1990년대생)", "Born in 1999 (the 1990s)"),
        "name": ("소리", "소리"),
        "email": ("sori@example.com", "sori@example.com"),
    }[field][lang == "en"]
    visit.browser.post("/language", data={"lang": lang, "back": "/me/edit"})
    assert seen in visit.browser.get("/me/edit").get_data(as_text=True)
    again = soup(visit.browser.get(path_of(field)).get_data(as_text=True))
    kept = again.select("input[name=value][checked], input.input[name=value]")[0]["value"]
    assert kept == ANSWERS[field]["value"]


TYPED_WRONG = {
    "phone": ("０２-1234-5678 (집)", "숫자가 아닌 글자"),
    "gender": ("", "하나를 골라 주세요"),
    "age": ("'99", "네 자리"),
    "name": ("가" * 21, "20자까지"),
    "email": ("소리 골뱅이", "@가 없어요"),
}


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_wrong_is_shown_again_as_typed_with_words_and_no_tick(visit: Visitor, field: str):
    typed, words = TYPED_WRONG[field]
    before = visit.stored()
    answer = visit.post(path_of(field), value=typed, agree="yes", act="agree")
    assert (answer.status_code, visit.stored()) == (422, before)
    page = soup(answer.get_data(as_text=True))
    assert one(page, "title").get_text().startswith("오류: ")
    assert words in one(page, ".error-summary").get_text()
    target = one(page, "#value")
    assert target["aria-invalid"] == "true"
    assert "value-error" in str(target["aria-describedby"])
    assert words in one(page, "#value-error").get_text()
    if field in LINES:
        assert target["value"] == typed
    assert page.select("input[name=agree][checked]") == []


def test_words_of_ones_own_are_shown_again_with_their_option(visit: Visitor):
    answer = visit.post("/onboarding/gender", own="가" * 21, agree="yes", act="agree")
    page = soup(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert one(page, "input[type=radio][checked]")["value"] == "own"
    assert one(page, "#own")["value"] == "가" * 21
    found = [link["href"] for link in page.select(".error-summary a")]
    assert found == ["#own", "#agree"]


def test_ones_own_words_are_text_wherever_they_stand(visit: Visitor):
    bold = "<b>소리</b>&"
    visit.post("/onboarding/gender", value="own", own=bold, agree="yes", act="agree")
    visit.post("/me/edit/name", value=bold, agree="yes", act="agree")
    for path in ("/me", "/me/edit", "/onboarding/check", "/onboarding/gender"):
        text = visit.browser.get(path).get_data(as_text=True)
        assert "<b>소리</b>" not in text, path
        assert "&lt;b&gt;소리&lt;/b&gt;&amp;" in text, path


@pytest.mark.parametrize("field", ["name", "email"])
def test_name_and_email_stand_on_my_page_and_nowhere_in_the_journey(visit: Visitor, field: str):
    assert visit.browser.get(f"/onboarding/{field}").status_code == 404
    assert visit.browser.post(f"/onboarding/{field}", data={"act": "skip"}).status_code == 404
    for path in ("/onboarding", "/onboarding/check", "/"):
        assert CATALOGUE.field(field).label not in visit.browser.get(path).get_data(as_text=True)
    assert f"/me/edit/{field}" in visit.browser.get("/me").get_data(as_text=True)
    page = soup(visit.browser.get(f"/me/edit/{field}").get_data(as_text=True))
    assert page.select(".staff") == []


def test_people_are_called_by_the_name_they_gave_for_that(visit: Visitor):
    def called() -> str:
        page = soup(visit.browser.get("/me").get_data(as_text=True))
        return one(page, ".person-name").get_text(strip=True)

    assert called() == "회원님"
    visit.post("/me/edit/name", value="소리", agree="yes", act="agree")
    assert called() == "소리님"
    visit.post("/me/edit/name", value="김노을", change="yes", act="agree")
    assert called() == "김노을님"
    visit.browser.post("/me/consents", data=visit.page("/me/consents") | {"notice": "name"})
    assert called() == "회원님"
    assert "김노을" not in visit.browser.get("/me").get_data(as_text=True)


def test_the_home_of_a_member_calls_nobody_by_name(visit: Visitor):
    """Promise P5: home reads no value."""
    visit.post("/me/edit/name", value="소리", agree="yes", act="agree")
    assert "소리" not in visit.browser.get("/").get_data(as_text=True)


def test_two_people_may_give_the_same_number_and_are_told_the_same(visit: Visitor):
    other = Visitor(visit.house, join(visit.house).browser())
    for person in (visit, other):
        answer = person.post("/onboarding/phone", value="010-1234-5678", agree="yes", act="agree")
        assert answer.headers["Location"] == "/onboarding/gender"
    assert visit.browser.get("/onboarding/phone").status_code == 200


def test_skipping_with_something_typed_stores_none_of_it(visit: Visitor):
    before = visit.stored()["field_value"]
    for field in FIELDS:
        answer = visit.post(path_of(field), **ANSWERS[field], agree="yes", act="skip")
        assert answer.status_code == 303
    assert visit.stored()["field_value"] == before
