"""P2: a decision names an edition, the canonical JSON of everything shown, kept under its SHA-256."""

import hashlib
import json
from dataclasses import replace

import pytest
import rfc8785

from tests.promises.acts import agree_in, join, mbti
from tests.promises.pages import body_words, get, one, soup, words
from tests.promises.rows import rows
from tests.world import GROWN, World, hidden_inputs
from webapp import wiring
from webapp.app import create_app
from webapp.consent.edition import digest
from webapp.members.joining import TOLD
from webapp.web.services import Services

NONSENSE = {
    "v": 1,
    "title": "Abra",
    "rows": [
        {"key": "items", "label": "Ene", "text": "mene", "strong": False},
        {"key": "zzz", "label": "miste", "text": "es <b>rappelt</b>", "strong": True},
    ],
    "refusal": "in der Kiste",
    "tick": "Kadabra",
    "agree": "Hex",
    "skip": "Fex",
}


def test_every_edition_hashes_to_its_key_and_is_canonical(house: World):
    editions = rows(house.storage, "edition")
    assert {e.locale for e in editions} == {"ko", "en"}
    for edition in editions:
        assert hashlib.sha256(edition.body.encode()).digest() == edition.hash
        body = json.loads(edition.body)
        assert rfc8785.dumps(body).decode() == edition.body
        assert digest(body["facts"]) == edition.facts_hash
        assert body["locale"] == edition.locale


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_the_card_shows_the_words_of_its_edition_and_no_others(house: World, locale):
    browser = join(house).browser()
    browser.set_cookie("lang", locale, domain="duett.test")
    browser.post("/language", data={"lang": locale})
    page = get(browser, "/onboarding/mbti")
    body = house.services.editions.current("mbti", locale).body
    assert words(one(page, "section.consent")) == body_words(body)
    assert [words(b) for b in page.select(".acts button")] == [[body["agree"]], [body["skip"]]]
    assert words(one(page, "h1"))[0] == body["question"][0]
    assert body["why"][0] in page.get_text()


def test_what_could_be_chosen_is_what_the_edition_hashed(house: World):
    """The option list enters the edition as its hash; it is recomputed from the page."""
    page = get(join(house).browser(), "/onboarding/mbti")
    asked = [
        [str(pair.select("input")[0]["name"]), *words(one(pair, "legend"))]
        for pair in page.select("fieldset.pair")
    ]
    chosen = [
        [str(r["value"]), " ".join(words(one(page, f'label[for="{r["id"]}"]'))[1:])]
        for r in page.select("input[type=radio]")
    ]
    offered = [*asked, *chosen]
    body = house.services.editions.current("mbti", "ko").body
    assert digest({"mbti": offered}).hex() == body["options"]


def test_the_decision_names_the_edition_that_was_on_the_screen(house: World):
    person = join(house)
    browser = person.browser()
    hidden = hidden_inputs(browser.get("/onboarding/mbti").get_data(as_text=True))
    shown_at = house.clock()
    house.clock.forward(minutes=7)
    browser.post("/onboarding/mbti", data=hidden | {"act": "skip"})
    made = [d for d in rows(house.storage, "decision") if d.member_id == person.member_id][-1]
    edition = house.services.editions.current("mbti", "ko")
    assert (made.edition_hash, made.locale) == (edition.hash, "ko")
    assert (made.shown_at, made.decided_at) == (shown_at, house.clock())


@pytest.mark.parametrize("ask", [True, False])
def test_the_card_renders_nothing_that_is_not_in_the_body(house: World, ask):
    template = "{% from 'components/card.html' import card %}{{ card(body, ask=ask) }}"
    with house.app.test_request_context("/"):
        from_body = house.app.jinja_env.from_string(template).render(body=NONSENSE, ask=ask)
    assert words(one(soup(from_body), "section")) == body_words(NONSENSE)


def test_the_question_page_takes_its_words_from_the_body_too(house: World, monkeypatch):
    """With an edition of nonsense, no Korean word stands in the question, card or buttons."""
    asked, notice = mbti(house)
    browser = join(house).browser()
    real = house.services.editions.current("mbti", "ko")
    body = real.body | NONSENSE | {"question": ["Quo?"], "why": ["Vadis."]}
    nonsense = replace(real, body=body)
    monkeypatch.setattr(house.services.editions, "current", lambda *_: nonsense)
    page = get(browser, f"/onboarding/{asked.key}")
    assert notice.key == "mbti"
    assert words(one(page, "section.consent")) == body_words(NONSENSE)
    assert [words(b) for b in page.select(".acts button")] == [["Hex"], ["Fex"]]
    assert words(one(page, "h1"))[0] == "Quo?"


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_the_gate_shows_every_word_of_the_editions_it_records(house: World, locale):
    """Terms and both notices: what the evidence says was shown stands on the page."""
    browser = house.browser()
    browser.set_cookie("lang", locale, domain="duett.test")
    house.log_in(browser, "bom" if locale == "ko" else "dain")
    page = get(browser, "/join")
    shown = page.get_text(" ")
    for key in ("terms", *TOLD):
        body = house.services.editions.current(key, locale).body
        for text in body_words(body):
            assert text in shown, (key, text)
    terms = house.services.editions.current("terms", locale).body
    buttons = [words(b) for b in page.select(".acts button")]
    assert buttons == [[terms["agree"]], [terms["skip"]]]
    assert browser.fill("/join", **GROWN).status_code == 303


def test_the_gate_takes_the_words_of_the_terms_from_their_edition(house: World, monkeypatch):
    browser = house.browser()
    house.log_in(browser, "byeol")
    current = house.services.editions.current
    real = current("terms", "ko")
    nonsense = replace(real, body=real.body | {k: NONSENSE[k] for k in ("tick", "agree", "skip")})
    monkeypatch.setattr(
        house.services.editions,
        "current",
        lambda key, locale: nonsense if key == "terms" else current(key, locale),
    )
    page = get(browser, "/join")
    assert [words(b) for b in page.select(".acts button")] == [["Hex"], ["Fex"]]
    assert words(one(page, 'label[for="terms"]')) == ["Kadabra"]


def test_a_past_card_is_shown_word_for_word_after_the_words_changed(house: World, monkeypatch):
    person = join(house)
    browser = person.browser()
    then = words(one(get(browser, "/onboarding/mbti"), "section.consent"))
    assert agree_in(browser) == 303
    receipt = one(get(browser, "/me/consents"), 'a[href^="/me/receipts/"]')["href"]
    assert words(one(get(browser, str(receipt)), "section.consent")) == then

    asked, notice = mbti(house)
    new_notice = replace(notice, title="Words of tomorrow", tick="Anders")
    catalogue = house.services.catalogue
    notices = tuple(new_notice if n.key == notice.key else n for n in catalogue.notices)
    monkeypatch.setattr(wiring, "CATALOGUE", replace(catalogue, notices=notices))
    app = create_app(house.settings, now=house.clock)
    app.test_client_class = type(browser)
    later: Services = app.extensions["duett.services"]
    assert later.editions.current("mbti", "ko").body["title"] == "Words of tomorrow"
    anew = app.test_client()
    anew.set_cookie("__Host-duett", f"m.{person.token}", domain="duett.test", secure=True)
    assert words(one(get(anew, str(receipt)), "section.consent")) == then  # type: ignore[arg-type]
    # New words with the same facts do not void the consent that was given on the old ones.
    lines = {line.notice.key: line for line in later.consents.lines(person.member_id)}
    assert lines["mbti"].is_live
    assert asked.key == "mbti"
    later.health.dispose()  # type: ignore[attr-defined]


def test_the_receipt_names_hash_and_times_and_belongs_to_one_person_only(house: World):
    person, other = join(house), join(house)
    person.agree()
    made = [d for d in rows(house.storage, "decision") if d.member_id == person.member_id][-1]
    path = f"/me/receipts/{made.decision_id}"
    assert made.edition_hash.hex() in get(person.browser(), path).get_text()
    assert other.browser().get(path).status_code == 404
