"""What stands over a choice is part of what was shown, and has its words in every language."""

from dataclasses import replace

import pytest

from tests.catalogue.changing import always, with_
from tests.rooms import LANGUAGES
from tests.world import START
from webapp.catalogue.audit import audit
from webapp.catalogue.declared import CATALOGUE
from webapp.consent.edition import make_edition

MUSIC, REGION = CATALOGUE.field("music").tags, CATALOGUE.field("region").places
assert MUSIC is not None
assert REGION is not None
GROUP, *REST_OF_MUSIC = MUSIC.groups
CITY, *OTHERS = REGION.provinces
FIRST, *REST = CATALOGUE.field("mbti").pairs


def labelled(label):
    return with_("fields", "mbti", pairs=(replace(FIRST, label=label), *REST))(CATALOGUE)


def test_the_label_of_a_choice_is_bound_to_the_edition():
    editions = [
        make_edition(catalogue, catalogue.notice("mbti"), LANGUAGES[0], START)
        for catalogue in (CATALOGUE, labelled("다른 말"))
    ]
    assert editions[0].body["options"] != editions[1].body["options"]
    assert editions[0].facts_hash == editions[1].facts_hash


@pytest.mark.parametrize(
    "key,offer",
    [
        ("music", {"tags": replace(MUSIC, groups=MUSIC.groups[1:])}),
        (
            "music",
            {"tags": replace(MUSIC, groups=(replace(GROUP, label="다른 말"), *REST_OF_MUSIC))},
        ),
        ("region", {"places": replace(REGION, provinces=REGION.provinces[1:])}),
        ("region", {"places": replace(REGION, provinces=(replace(CITY, name="다른 곳"), *OTHERS))}),
    ],
)
def test_lists_are_bound_to_the_edition_and_are_no_fact(key, offer):
    """A genre or a district more asks nobody again."""
    editions = [
        make_edition(catalogue, catalogue.notice(key), LANGUAGES[0], START)
        for catalogue in (CATALOGUE, with_("fields", key, **offer)(CATALOGUE))
    ]
    assert editions[0].body["options"] != editions[1].body["options"]
    assert editions[0].facts_hash == editions[1].facts_hash


def test_a_choice_without_a_label_is_named():
    sentence = f'The label of the part "{FIRST.part}" of the field "mbti" has no words.'
    assert sentence in audit(labelled(""), always)
    assert sentence not in audit(CATALOGUE, always)
