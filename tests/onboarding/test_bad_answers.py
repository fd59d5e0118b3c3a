"""A question page answered in every way that is no answer: its words, and nothing stored."""

import re
from dataclasses import replace

import pytest

from tests.onboarding.visitor import STEP, Visitor
from tests.rooms import LANGUAGES, rows
from tests.world import MBTI, World
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import Catalogue
from webapp.consent.edition import make_edition
from webapp.consent.ticket import Ticket, Tickets

NOT_TICKED = "동의하지 않으면 저장하지 않아요. 동의하거나 건너뛰기를 눌러 주세요."
CHANGED = "그 사이에 동의 내용이 바뀌었어요. 아직 저장하지 않았어요."
PAGES = [STEP, "/me/edit/mbti"]
AGREED = MBTI | {"agree": "yes", "act": "agree"}


@pytest.fixture(autouse=True)
def unchanged(visitor: Visitor):
    before = visitor.stored()
    yield
    assert visitor.stored() == before


def _chosen(page: str) -> dict[str, str]:
    """What the controls of a page would send again."""
    found = re.findall(r"<input[^>]*\bchecked\b[^>]*>", page)
    parts = (re.search(r'name="(\w+)"[^>]*value="(\w+)"', control) for control in found)
    return {part[1]: part[2] for part in parts if part}


@pytest.mark.parametrize("path", PAGES)
def test_a_value_without_the_tick_is_kept_on_the_page_alone(visitor: Visitor, path: str):
    answer = visitor.post(path, **MBTI, act="agree")
    assert answer.status_code == 422
    assert NOT_TICKED in answer.text
    assert _chosen(answer.text) == MBTI


@pytest.mark.parametrize("agree", ["", "no", "on", "YES", "yes ", ["yes", "yes"], ["no", "yes"]])
def test_only_the_tick_of_the_page_is_a_tick(visitor: Visitor, agree):
    answer = visitor.post(**MBTI, agree=agree, act="agree")
    assert answer.status_code == 422
    assert "agree" not in _chosen(answer.text)


@pytest.mark.parametrize("path", PAGES)
def test_some_of_the_letters_are_kept_and_the_rest_asked_for(visitor: Visitor, path: str):
    answer = visitor.post(path, ei="I", tf="F", agree="yes", act="agree")
    assert answer.status_code == 422
    for pair in CATALOGUE.field("mbti").pairs:
        assert (pair.missing in answer.text) is (pair.part in ("sn", "jp"))
    assert _chosen(answer.text) == {"ei": "I", "tf": "F"}


@pytest.mark.parametrize(
    "letters",
    [
        {"ei": ["I", "E"]},
        {"ei": ["I", "I"]},
        {"ei": "i"},
        {"ei": "I "},
        {"ei": "Ｉ"},
        {"ei": "N"},
        {"ei": "\u202eI"},
        {"ei": "I" + "\u0301" * 10_000},
        {"ei": "I" * 50_000},
        {"ei": "ㅣ"},
        {"ei": "<script>alert(1)</script>"},
        {"ei": "' OR 1=1 --"},
        {"ei": "{{ 7 * 7 }}"},
    ],
    ids=lambda letters: str(letters)[:30],
)
def test_what_is_no_letter_is_no_letter(visitor: Visitor, letters):
    answer = visitor.post(**(AGREED | letters))
    assert answer.status_code == 422
    assert CATALOGUE.field("mbti").pairs[0].missing in answer.text
    assert "<script>alert" not in answer.text
    assert isinstance(letters["ei"], list) or "ei" not in _chosen(answer.text)


def _catalogue(**changes: object) -> Catalogue:
    notice = replace(CATALOGUE.notice("mbti"), **changes)  # type: ignore[arg-type]
    notices = tuple(notice if n.key == "mbti" else n for n in CATALOGUE.notices)
    return replace(CATALOGUE, notices=notices)


def _older_ticket(visitor: Visitor, catalogue: Catalogue) -> str:
    """The ticket of a card of an earlier release, shown to this very session."""
    tickets = Tickets(visitor.house.settings.secret_key.encode())
    today = tickets._serializer.loads(visitor.page()["ticket"])
    edition = make_edition(catalogue, catalogue.notice("mbti"), LANGUAGES[0], visitor.house.clock())
    with visitor.house.storage.write() as store:
        store.editions.publish([edition])
    return tickets.write(Ticket(edition.hash, today[1], visitor.house.clock()))


@pytest.mark.parametrize("path", PAGES)
def test_a_card_that_changed_meanwhile_is_shown_again_with_the_change(visitor: Visitor, path: str):
    older = _catalogue(
        effect_key="older", effect="예전 안내예요.", visible_to="예전에는 모두", purpose="contact"
    )
    answer = visitor.post(path, **AGREED, ticket=_older_ticket(visitor, older))
    assert answer.status_code == 409
    assert CHANGED in answer.text
    marked = re.findall(r'<span class="diff-mark">.*?</del></span>', answer.text, re.DOTALL)
    old_words = " ".join(marked)
    assert len(marked) == 3
    for words in ("예전 안내예요.", "예전에는 모두", CATALOGUE.purpose("contact").label):
        assert words in old_words
    assert _chosen(answer.text) == MBTI  # the letters are kept, the tick is not


def test_skipping_a_card_that_changed_asks_again_too(visitor: Visitor):
    ticket = _older_ticket(visitor, _catalogue(effect_key="older"))
    answer = visitor.post(act="skip", ticket=ticket)
    assert answer.status_code == 409
    assert CHANGED in answer.text


@pytest.mark.parametrize("ticket", ["", "forged", "A" * 5000, ["one", "two"]])
def test_a_ticket_that_is_none_shows_the_card_again(visitor: Visitor, ticket):
    answer = visitor.post(**AGREED, ticket=ticket)
    assert answer.status_code == 409
    assert CHANGED in answer.text
    assert "diff-mark" not in answer.text


def test_the_ticket_of_another_browser_is_none(house: World, visitor: Visitor):
    other = Visitor(house, house.member("garam"))
    assert visitor.post(**AGREED, ticket=other.page()["ticket"]).status_code == 409


def test_a_change_without_a_consent_asks_for_one(visitor: Visitor):
    answer = visitor.post(**AGREED, change="yes")
    assert answer.status_code == 409
    assert _chosen(answer.text) == MBTI


@pytest.mark.parametrize("act", [None, "", "AGREE", "delete", "agree\u0301", "join", "♪" * 5000])
@pytest.mark.parametrize("path", PAGES)
def test_an_act_that_is_none_is_not_guessed(visitor: Visitor, path: str, act):
    answer = visitor.post(path, **(AGREED | {"act": act or []}))
    assert answer.status_code == 400
    assert "보낸 내용을 읽지 못했어요" in answer.text


@pytest.mark.parametrize("path", ["/onboarding/", "/me/edit/"])
@pytest.mark.parametrize(
    "field", ["blood", "password", "MBTI", "mbti2", "%00", "..", "mbti%2f", "엠비"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unknown_field_is_no_address(visitor: Visitor, path, field, method):
    before = len(rows(visitor.house.storage, "step_count"))
    form = visitor.page() | AGREED if method == "POST" else None
    answer = visitor.browser.open(path + field, method=method, data=form)
    assert answer.status_code == 404
    assert len(rows(visitor.house.storage, "step_count")) == before


@pytest.mark.parametrize("notice", ["", "blood", "terms", "visits", "mbti\u202e", "A" * 5000])
def test_a_consent_that_is_none_cannot_be_withdrawn(visitor: Visitor, notice: str):
    page = visitor.page("/me/consents") | visitor.page("/me/sessions")
    answer = visitor.browser.post(
        "/me/consents", data={"csrf_token": page["csrf_token"], "notice": notice}
    )
    assert answer.status_code == 400


@pytest.mark.parametrize("path", [*PAGES, "/me/consents", "/me/sessions", "/withdraw", "/logout"])
def test_without_a_form_token_nothing_happens(visitor: Visitor, path: str):
    answer = visitor.browser.post(path, data=AGREED | {"notice": "mbti"})
    assert answer.status_code == 400
    assert "checked" not in answer.text or "agree" not in _chosen(answer.text)
    assert visitor.browser.get("/me").status_code == 200


def test_the_token_of_another_browser_is_none(house: World, visitor: Visitor):
    other = Visitor(house, house.member("garam"))
    answer = visitor.post(**AGREED, csrf_token=other.page()["csrf_token"])
    assert answer.status_code == 400
    assert _chosen(answer.text) == MBTI
