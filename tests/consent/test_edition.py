"""Editions: what makes an older consent void, and what is only another way to say it."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.rooms import LANGUAGES
from tests.world import START
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import Catalogue, Field, Notice, Recipient, Retention, Trigger
from webapp.consent.edition import DocumentVersion, Edition, Language, digest, make_edition
from webapp.consent.editions import Editions

KO, EN = LANGUAGES
MBTI = CATALOGUE.notice("mbti")
NOBODY_YET = Recipient("nobody_yet", "없는 회사", "없음", "없음", "없음")


def with_notice(**changes: object) -> Catalogue:
    changed = replace(MBTI, **changes)  # type: ignore[arg-type]
    notices = tuple(changed if n.key == "mbti" else n for n in CATALOGUE.notices)
    return replace(CATALOGUE, notices=notices)


def with_field(**changes: object) -> Catalogue:
    def change(item: Field) -> Field:
        return replace(item, **changes) if item.key == "mbti" else item  # type: ignore[arg-type]

    return replace(CATALOGUE, fields=tuple(map(change, CATALOGUE.fields)))


def with_period(**changes: object) -> Catalogue:
    def change(rule: Retention) -> Retention:
        return replace(rule, **changes) if rule.key == "profile" else rule  # type: ignore[arg-type]

    return replace(CATALOGUE, retentions=tuple(map(change, CATALOGUE.retentions)))


def edition(catalogue: Catalogue = CATALOGUE, language: Language = KO) -> Edition:
    return make_edition(catalogue, catalogue.notice("mbti"), language, START)


REWORDED = {
    "effect": with_notice(effect="동의하지 않으셔도 괜찮아요."),
    "title": with_notice(title="MBTI 동의"),
    "tick": with_notice(tick="동의해요"),
    "buttons": with_notice(agree="저장하기", skip="다음에 하기"),
    "question": with_field(question="MBTI가 뭐예요?", why="그냥 궁금해요."),
    "items": with_field(items="MBTI 네 글자"),
    "period in words": with_period(words="1년 동안 안 쓰시면 지워요."),
}
CHANGED = {
    "effect": with_notice(effect_key="no_matching"),
    "purpose": with_notice(purpose="contact"),
    "another field": with_notice(fields=("mbti", "music")),
    "recipient": with_field(recipients=("nobody_yet",)),
    "retention rule": with_field(retention="account"),
    "length of the period": with_period(ends=((Trigger.LAST_USE, timedelta(days=366)),)),
}


@pytest.mark.parametrize("catalogue", REWORDED.values(), ids=REWORDED)
def test_other_words_are_another_edition_of_the_same_facts(catalogue):
    assert edition(catalogue).hash != edition().hash
    assert edition(catalogue).facts_hash == edition().facts_hash


@pytest.mark.parametrize("catalogue", CHANGED.values(), ids=CHANGED)
def test_a_changed_fact_voids_older_consents(catalogue):
    known = replace(catalogue, recipients=(*catalogue.recipients, NOBODY_YET))
    assert edition(known).facts_hash != edition().facts_hash


def test_the_facts_speak_no_language_and_the_words_do():
    assert edition(language=EN).facts_hash == edition().facts_hash
    assert edition(language=EN).hash != edition().hash
    assert edition(language=EN).body["title"] == f"en: {MBTI.title}"


def test_every_word_of_the_card_is_in_the_body():
    body = edition().body
    period = CATALOGUE.retention("profile").words
    assert (body["title"], body["refusal"], body["tick"]) == (MBTI.title, MBTI.effect, MBTI.tick)
    assert (body["agree"], body["skip"]) == (MBTI.agree, MBTI.skip)
    assert [row["key"] for row in body["rows"]] == [
        "items",
        "purpose",
        "period",
        "seen_by",
        "recipients",
    ]
    assert next(row["text"] for row in body["rows"] if row["key"] == "period") == period


def test_what_could_be_chosen_is_bound_to_the_edition():
    pairs = CATALOGUE.field("mbti").pairs
    other = replace(pairs[0].first, words="다른 말")
    offered = with_field(pairs=(replace(pairs[0], first=other), *pairs[1:]))
    assert edition(offered).body["options"] != edition().body["options"]
    assert edition(offered).facts_hash == edition().facts_hash


def test_a_new_version_of_the_terms_is_a_changed_fact():
    def terms(version: str, sha256: str) -> Edition:
        document = {"terms": DocumentVersion(version, sha256)}
        language = Language("ko", str, document)
        return make_edition(CATALOGUE, CATALOGUE.notice("terms"), language, START)

    assert terms("2027-01-01", "aa").facts_hash != terms("2026-11-22", "aa").facts_hash
    assert terms("2026-11-22", "bb").facts_hash == terms("2026-11-22", "aa").facts_hash
    assert terms("2026-11-22", "bb").hash != terms("2026-11-22", "aa").hash


def test_the_hash_is_of_the_canonical_text():
    made = edition()
    assert digest(json.loads(made.canonical())) == made.hash
    assert "\n" not in made.canonical()
    assert made.canonical().startswith('{"agree":')


def test_an_edition_comes_back_from_the_shelf_word_for_word(rooms):
    for made in Editions(CATALOGUE, LANGUAGES, START):
        with rooms.storage.read() as store:
            assert store.editions.get(made.hash) == made
    with rooms.storage.read() as store:
        assert store.editions.get(b"\0" * 32) is None


def test_what_is_not_asked_yet_has_no_edition():
    known = Editions(CATALOGUE, LANGUAGES, START)
    not_yet = [notice for notice in CATALOGUE.notices if notice.not_yet]
    assert not_yet
    assert not any(known.knows(notice.key) for notice in not_yet)
    assert _asked(CATALOGUE.notice("mbti")) == known.current("mbti", "ko").body["question"]


def _asked(notice: Notice) -> list[str]:
    return [CATALOGUE.field(key).question for key in notice.fields]
