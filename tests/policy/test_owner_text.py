"""The owner's policy is published word for word, and every sentence of it has an answer."""

import hashlib
import re

import pytest

from webapp.catalogue.declared import CATALOGUE
from webapp.policy import tables
from webapp.policy.document import Passage, PrivacyPolicy
from webapp.policy.documents import OURS, load

OWNER_SHA256 = "93f4a8cb236a6dd78d7ff76ba79e40bb6511545d324845d94b1b0d7c2a3647cc"
"""Of the text as the owner handed it in; it changes only when the owner changes the policy."""

VALUES = {"minimum_age": "14", "officer_name": "한소리", "officer_contact": "02-0000-0000"}
DOCUMENTS = load(OURS, VALUES)
POLICY = DOCUMENTS.privacy("ko")
BETWEEN = re.compile(r"(\n\n제\d조[^\n]*\n|\n\d\. |개인정보 처리방침\n| - |,|\s)*")


def owner_text(policy: PrivacyPolicy) -> str:
    """The owner's text as the documents hold it, put together as it was handed in."""
    return "\n\n".join(
        "\n".join((article.heading, *(_line(passage) for passage in article.passages)))
        for article in policy.articles
    )


def _line(passage: Passage) -> str:
    return f"{passage.marker} {passage.text}" if passage.marker else passage.text


def test_the_page_shows_the_owners_text_word_for_word() -> None:
    assert hashlib.sha256(owner_text(POLICY).encode()).hexdigest() == OWNER_SHA256


def test_nothing_is_printed_inside_the_owners_text() -> None:
    shown = [passage.text for article in POLICY.articles for passage in article.passages]
    assert all(text in owner_text(POLICY) for text in shown)


def test_the_articles_stand_under_their_numbers() -> None:
    assert [article.key for article in POLICY.articles] == list("01234567")
    assert POLICY.articles[6].heading.startswith("제6조")
    assert POLICY.articles[7].heading == "제6조"
    assert [p.key for p in POLICY.articles[6].passages] == ["6", "6-1", "6-2", "6-3", "6-4"]


def test_the_clauses_are_the_whole_policy_in_order() -> None:
    """Between two clauses there are only headings, numbers and signs: no sentence is left out."""
    text = owner_text(POLICY)
    place = 0
    for clause in CATALOGUE.clauses:
        found = text.find(clause.text, place)
        assert found >= 0, clause.key
        assert _only_headings(text[place:found]), clause.key
        place = found + len(clause.text)
    assert text[place:] == ""


def _only_headings(gap: str) -> bool:
    """Headings of articles 4 and 5 are clauses themselves, so half a heading may stand here."""
    return bool(BETWEEN.fullmatch(gap)) or bool(re.fullmatch(r"\n\n제[45]조 ", gap))


@pytest.mark.parametrize("clause", CATALOGUE.clauses, ids=lambda clause: clause.key)
def test_every_clause_is_claimed_or_says_why_not(clause) -> None:
    assert clause.claims or clause.not_yet


def test_every_clause_stands_in_the_passage_it_names() -> None:
    passages = {p.key: p.text for article in POLICY.articles for p in article.passages}
    headings = {article.key: article.heading for article in POLICY.articles}
    for clause in CATALOGUE.clauses:
        place = passages[clause.article] + headings[clause.article.split("-")[0]]
        assert clause.text in place, clause.key


def test_facts_stand_beside_passages_that_exist() -> None:
    passages = {p.key for article in POLICY.articles for p in article.passages}
    assert set(tables.facts_beside(CATALOGUE)) <= passages


def test_a_fact_is_said_once() -> None:
    said = [fact for facts in tables.facts_beside(CATALOGUE).values() for fact in facts]
    assert len(said) == len(set(said))


def test_what_people_ask_first_is_answered_beside_the_policy() -> None:
    facts = {key: " ".join(words) for key, words in tables.facts_beside(CATALOGUE).items()}
    for article in POLICY.articles:
        for passage in article.passages:
            facts[passage.key] = f"{facts.get(passage.key, '')} {' '.join(passage.facts)}"
    assert "비밀번호를 넘겨주지 않고" in facts["1-1"]
    assert "직접 탈퇴할 수 있어요" in facts["6-2"]
    assert "두 번째 제6조" in facts["7"]


def test_the_english_policy_is_marked_as_a_translation() -> None:
    english = DOCUMENTS.privacy("en")
    assert "Korean text" in english.note
    assert "prevails" in english.note
    assert POLICY.note == ""
    assert not re.search("[가-힣]", owner_text(english))
