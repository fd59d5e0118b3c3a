"""The page of the code, over HTTP: its words, its ways on, in the journey and on My page."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from werkzeug.test import TestResponse

from tests.profile.number_desk import KEPT, NUMBER, Telephone
from tests.promises.acts import Person, join
from tests.promises.rows import rows
from tests.world import START, Browser, World, hidden_inputs, world
from webapp.profile.number_checking import CODE_LIFE
from webapp.web.limits import limiter

JOURNEY, MINE = "/onboarding/phone", "/me/edit/phone"
CODE = "/onboarding/phone/code"


@pytest.fixture(scope="module")
def one_house(migrated_sqlite, tmp_path_factory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("house")
    (folder / "duett.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    with world(f"sqlite:///{folder / 'duett.sqlite3'}", folder, PHONE_CODE="on") as made:
        yield made


class Desk:
    """Somebody in a browser, with the telephone in their hand."""

    def __init__(self, house: World, telephone: Telephone) -> None:
        self.house = house
        self.telephone = telephone
        self.person: Person = join(house)
        self.browser: Browser = self.person.browser()

    def number(self, path: str = JOURNEY, value: str = NUMBER, **form: str) -> TestResponse:
        """Answer the question with a number."""
        form = {"agree": "yes", "act": "agree"} | form
        return self.browser.fill(path, value=value, **form)

    def post(self, code: str = "", path: str = CODE, **form: str) -> TestResponse:
        """Post the code page as it stands."""
        return self.browser.fill(path, **({"code": code, "act": "agree"} | form))

    @property
    def code(self) -> str:
        """The code that a telephone would fill in from the last message."""
        return self.telephone.messages[-1][1].rpartition("#")[2]

    def wrong(self) -> str:
        return f"{(int(self.code) + 1) % 10**6:06}"

    def kept(self) -> int:
        values = rows(self.house.storage, "field_value")
        return sum(value.member_id == self.person.member_id for value in values)

    def decided(self) -> list[str]:
        mine = [d for d in rows(self.house.storage, "decision") if d.notice_key == "phone"]
        return [d.answer for d in mine if d.member_id == self.person.member_id]


@pytest.fixture
def desk(one_house: World) -> Desk:
    limiter.reset()
    one_house.clock.moment = START
    telephone = Telephone()
    one_house.services.numbers._texts = telephone
    return Desk(one_house, telephone)


def main(answer: TestResponse) -> str:
    page = BeautifulSoup(answer.get_data(as_text=True), "html.parser")
    return " ".join(page.select("main")[0].get_text(" ").split())


def test_a_number_leads_to_its_code_and_the_code_on(desk: Desk):
    asked = desk.number()
    assert (asked.status_code, asked.headers["Location"]) == (303, CODE)
    assert (desk.kept(), desk.decided()) == (0, [])
    page = main(desk.browser.get(CODE))
    assert NUMBER in page
    assert "확인하는 데만" in page
    done = desk.post(desk.code)
    assert (done.status_code, done.headers["Location"]) == (303, "/onboarding/gender")
    assert (desk.kept(), desk.decided()) == (1, ["given"])


def test_the_message_names_us_says_how_long_and_fills_in_here_alone(desk: Desk):
    desk.number()
    [(number, text)] = desk.telephone.messages
    assert number == KEPT
    assert text.startswith(f"[Duett] 전화번호 확인 코드 {desk.code} (15분")
    assert text.endswith(f"\n\n@duett.test #{desk.code}")


def test_the_message_is_in_the_language_of_the_page(desk: Desk):
    desk.browser.post("/language", data={"lang": "en", "back": JOURNEY})
    desk.number()
    assert desk.telephone.messages[0][1].startswith(f"[Duett] {desk.code} is your code")


def test_the_code_has_a_label_a_keyboard_and_the_way_of_telephones_to_fill_it(desk: Desk):
    desk.number()
    page = BeautifulSoup(desk.browser.get(CODE).get_data(as_text=True), "html.parser")
    [line] = page.select("form.step-form input.input")
    [label] = page.select("h1 > label")
    assert label["for"] == line["id"] == line["name"] == "code"
    assert (line["inputmode"], line["autocomplete"]) == ("numeric", "one-time-code")
    assert [button["value"] for button in page.select("form.step-form button[name=act]")] == [
        "agree",
        "skip",
    ]


@pytest.mark.parametrize("text, words", [("", "여섯 자리"), ("12 34", "여섯 자리")])
def test_what_is_no_code_is_shown_again_as_typed(desk: Desk, text: str, words: str):
    desk.number()
    answer = desk.post(text)
    assert answer.status_code == 422
    assert words in main(answer)
    assert f'value="{text}"' in answer.get_data(as_text=True)
    assert desk.kept() == 0


def test_a_wrong_code_says_what_is_left_and_ten_pause(desk: Desk):
    desk.number()
    wrong = desk.wrong()
    for left in range(9, 0, -1):
        answer = desk.post(wrong)
        assert answer.status_code == 422
        assert f"남은 횟수: {left}" in main(answer)
    for answer in (desk.post(wrong), desk.post(desk.code)):
        assert answer.status_code == 429
        assert "코드 확인을 잠시 멈췄어요" in main(answer)
        assert "오후 7:45부터" in main(answer)
        page = BeautifulSoup(answer.get_data(as_text=True), "html.parser")
        assert [button.get_text(strip=True) for button in page.select("main button")] == [
            "건너뛰기"
        ]
    refused = desk.number()
    assert refused.status_code == 422
    assert "15분 뒤에 다시 눌러 주세요" in main(refused)
    assert (len(desk.telephone.messages), desk.kept()) == (1, 0)
    assert desk.post(act="skip").headers["Location"] == "/onboarding/gender"
    assert desk.decided() == ["refused"]


def test_expired_is_not_wrong_and_says_so(desk: Desk):
    desk.number()
    first = desk.code
    desk.house.clock.forward(minutes=10)
    again = desk.post(act="again")
    assert again.headers["Location"] == f"{CODE}?done=code_sent"
    assert "코드를 다시 보냈어요" in main(desk.browser.get(again.headers["Location"]))
    desk.house.clock.forward(minutes=6)
    late = desk.post(first)
    assert late.status_code == 422
    assert "15분이 지난 코드예요" in main(late)
    assert desk.post(desk.code).status_code == 303
    assert desk.kept() == 1


def test_when_the_time_is_over_the_number_is_asked_for_again(desk: Desk):
    desk.number()
    hidden = hidden_inputs(desk.browser.get(CODE).get_data(as_text=True))
    desk.house.clock.forward(minutes=15)
    late = desk.browser.post(CODE, data=hidden | {"act": "agree", "code": desk.code})
    assert late.headers["Location"] == f"{JOURNEY}?done=code_over"
    assert "확인할 시간이 지나서" in main(desk.browser.get(late.headers["Location"]))
    assert desk.browser.get(CODE).headers["Location"] == JOURNEY
    assert desk.kept() == 0


def test_a_double_press_saves_once_and_leads_on_twice(desk: Desk):
    desk.number()
    hidden = hidden_inputs(desk.browser.get(CODE).get_data(as_text=True))
    form = hidden | {"act": "agree", "code": desk.code}
    answers = [desk.browser.post(CODE, data=form) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == ["/onboarding/gender"] * 2
    assert desk.decided() == ["given"]


def test_skipping_is_one_press_and_a_refusal_on_record(desk: Desk):
    desk.number()
    answer = desk.post(act="skip")
    assert answer.headers["Location"] == "/onboarding/gender"
    assert (desk.kept(), desk.decided()) == (0, ["refused"])


def test_coming_from_the_check_page_leads_back_to_it(desk: Desk):
    asked = desk.number(f"{JOURNEY}?from=check")
    assert asked.headers["Location"] == f"{CODE}?from=check"
    again = desk.post(path=f"{CODE}?from=check", act="again").headers["Location"]
    assert "from=check" in again
    done = desk.post(desk.code, path=f"{CODE}?from=check")
    assert done.headers["Location"] == "/onboarding/check"


def test_on_my_page_a_number_is_changed_by_its_code_or_left_as_it_is(desk: Desk):
    for number, act, done in (
        (NUMBER, "agree", "saved"),
        ("010-8765-4321", "skip", "kept"),
        ("010-8765-4321", "agree", "saved"),
    ):
        asked = desk.number(MINE, number)
        assert asked.headers["Location"] == f"{MINE}/code"
        assert "staff" not in desk.browser.get(f"{MINE}/code").get_data(as_text=True)
        answer = desk.post(desk.code, f"{MINE}/code", act=act)
        assert answer.headers["Location"] == f"/me/edit?done={done}&of=phone"
    assert "010-8765-4321" in desk.browser.get("/me/edit").get_data(as_text=True)
    assert desk.decided() == ["given"]


def test_a_message_that_could_not_be_sent_is_said_and_can_be_sent_again(desk: Desk):
    desk.telephone.is_away = True
    asked = desk.number()
    assert asked.headers["Location"] == f"{CODE}?done=code_unsent"
    assert "문자를 보내지 못했어요" in main(desk.browser.get(asked.headers["Location"]))
    desk.telephone.is_away = False
    desk.post(act="again")
    assert desk.post(desk.code).status_code == 303


def test_messages_are_limited_and_the_answer_is_kept(desk: Desk):
    desk.number()
    for _ in range(4):
        assert desk.post(act="again").status_code == 303
    limit = desk.post(act="again")
    assert limit.status_code == 429
    assert "한 시간 뒤에" in main(limit)
    refused = desk.number(value="010 8765 4321")
    assert refused.status_code == 422
    assert 'value="010 8765 4321"' in refused.get_data(as_text=True)
    assert len(desk.telephone.messages) == 5
    assert desk.post(desk.code).status_code == 303  # what was sent still counts


def test_a_number_that_is_none_and_a_page_without_its_tick_send_nothing(desk: Desk):
    assert desk.number(value="02-1234-5678").status_code == 422
    assert desk.number(agree="").status_code == 422
    assert desk.number(ticket="forged").status_code == 409
    assert desk.telephone.messages == []


def test_after_logging_in_again_the_card_is_shown_anew(desk: Desk):
    """The card was seen in another session; its answer counts for that session alone."""
    desk.number()
    code, back = desk.code, join(desk.house, desk.person.kakao_id)
    assert back.member_id == desk.person.member_id
    desk.browser = back.browser()
    answer = desk.post(code)
    assert answer.headers["Location"] == f"{JOURNEY}?done=code_stale"
    assert "저장하지 않았어요" in main(desk.browser.get(answer.headers["Location"]))
    assert (desk.kept(), desk.decided()) == (0, [])


def test_an_act_nobody_offers_is_refused_and_a_foreign_form_shown_again(desk: Desk):
    desk.number()
    assert desk.post(act="both").status_code == 400
    foreign = desk.post("12 34 56", csrf_token="forged")
    assert foreign.status_code == 400
    assert 'value="12 34 56"' in foreign.get_data(as_text=True)


@pytest.mark.parametrize("path", [CODE, f"{MINE}/code"])
def test_without_a_number_that_waits_there_is_no_code_page(desk: Desk, path: str):
    assert desk.browser.get(path).headers["Location"] == path.removesuffix("/code")


@pytest.mark.parametrize("path", [CODE, f"{MINE}/code"])
def test_with_the_switch_off_there_is_no_such_page(desk: Desk, path: str):
    desk.house.services.numbers._texts = None
    assert desk.browser.get(path).status_code == 404
    answer = desk.number()
    assert answer.headers["Location"] == "/onboarding/gender"
    assert desk.kept() == 1


def test_nothing_of_a_number_or_code_is_logged(desk: Desk, capfd):
    desk.number()
    desk.post(desk.wrong())
    desk.post(desk.code)
    said = "".join(capfd.readouterr())
    assert "/onboarding/phone/code" in said
    for secret in (desk.code, KEPT, "12345678", "1234-5678"):
        assert secret not in said


def test_the_period_on_the_page_is_that_of_the_code():
    assert timedelta(minutes=15) == CODE_LIFE
