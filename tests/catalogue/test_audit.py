"""The audit finds nothing in our catalogue, and its rules on keys, fields and purposes bite."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.catalogue.changing import Broken, always, both, plus, with_
from webapp.catalogue.audit import audit
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import (
    Basis,
    Behaviour,
    Catalogue,
    NotYet,
    Option,
    Source,
    Visibility,
)

TWO_PURPOSES = (
    'The notice "mbti" must carry exactly one purpose and names the purpose "a,b", which is '
    "not declared."
)

KEYS: list[Broken] = [
    (plus("fields", CATALOGUE.field("mbti")), 'Two things of the kind "field" are called "mbti".'),
    (plus("behaviours", Behaviour("Bad key", "말")), '"Bad key" is no key for a behaviour.'),
    (
        with_("fields", "mbti", retention="forever"),
        'The field "mbti" names the retention "forever", which is not declared.',
    ),
    (
        with_("fields", "mbti", recipients=("nobody",)),
        'The field "mbti" names the recipient "nobody", which is not declared.',
    ),
    (
        with_("notices", "mbti", fields=("sign",)),
        'The notice "mbti" names the field "sign", which is not declared.',
    ),
    (
        with_("notices", "mbti", purpose="a,b"),
        TWO_PURPOSES,
    ),
    (
        with_("notices", "mbti", purpose="fun"),
        'The notice "mbti" names the purpose "fun", which is not declared.',
    ),
    (
        with_("records", "session", purpose="fun"),
        'The record "session" names the purpose "fun", which is not declared.',
    ),
    (
        with_("records", "session", retention="forever"),
        'The record "session" names the retention "forever", which is not declared.',
    ),
    (
        lambda catalogue: replace(catalogue, journey=("sign",)),
        'The journey names the field "sign", which is not declared.',
    ),
    (
        with_("clauses", "0.3", claims=("field:sign",)),
        'The clause 0.3 is claimed by "field:sign", which is not declared.',
    ),
]

FIELDS: list[Broken] = [
    (
        with_("notices", "photo", fields=("music",)),
        'The field "photo" is in no notice, so it has no purpose.',
    ),
    (
        with_("notices", "mbti", not_yet=NotYet("나중에 여쭤봐요.")),
        'The field "mbti" is used today, but all its notices are not yet shown.',
    ),
    (
        with_("fields", "mbti", visibility=Visibility.EVERYONE),
        'The field "mbti" does not start as visible to the person alone.',
    ),
    (
        both(
            with_("fields", "device_location", not_yet=None),
            with_("notices", "device_location", not_yet=None),
        ),
        'The field "device_location" is asked for, but the kind "position" has no rules.',
    ),
    (
        with_("fields", "mbti", question=""),
        'The field "mbti" is asked for without a question.',
    ),
    (with_("fields", "mbti", why=""), 'The field "mbti" is asked for without a reason why.'),
    (
        with_("fields", "kakao_id", kakao_scope=None),
        'The field "kakao_id" must name a Kakao scope exactly when Kakao gives it.',
    ),
    (
        with_("fields", "password", source=Source.KAKAO, kakao_scope="password"),
        'The field "password" comes from nowhere exactly when it is never received.',
    ),
    (
        with_("fields", "phone", kakao_scope=None),
        'The field "phone" must name a Kakao scope exactly when Kakao gives it.',
    ),
    (
        with_("fields", "phone", source=Source.EVENT),
        'The field "phone" can be fetched from Kakao, but not be typed instead.',
    ),
    (
        with_("fields", "phone", kakao_scope="gender"),
        '2 fields share the Kakao scope "gender".',
    ),
    (
        with_("notices", "phone", fields=("phone", "email")),
        'The field "phone" can be fetched from Kakao, but is asked with others.',
    ),
    (
        with_("fields", "gender", options=(Option("a", "여성"), Option("a", "남성"))),
        'The field "gender" offers "a" twice.',
    ),
    (
        with_("fields", "mbti", pairs=()),
        'The field "mbti" must have pairs exactly when its kind is pairs.',
    ),
    (
        with_("fields", "gender", options=()),
        'The field "gender" must have options exactly when its kind is choice.',
    ),
    (
        with_("fields", "age", options=(Option("old", "오래된 해"),)),
        'The field "age" must have options exactly when its kind is choice.',
    ),
    (
        with_(
            "fields",
            "gender",
            options=(Option("a", "하나", is_own=True), Option("b", "둘", is_own=True)),
        ),
        'The field "gender" asks for words of one\'s own twice.',
    ),
    (with_("fields", "mbti", height=9), 'The note of "mbti" lies outside the staff.'),
    (with_("fields", "mbti", height=7), "2 notes of the journey share the height 7."),
    (
        with_("fields", "mbti", height=5),
        'The notes of "photo" and "mbti" are too close in height.',
    ),
]

PURPOSES: list[Broken] = [
    (
        with_("purposes", "marketing", not_yet=None),
        'The purpose "marketing" is used by nobody.',
    ),
    (
        with_("purposes", "match", not_yet=NotYet("나중에 써요.")),
        'The purpose "match" is used today, but says it is not yet.',
    ),
    (
        with_("purposes", "marketing", basis=Basis.CONTRACT),
        'The purpose "marketing" (marketing) needs a consent of its own.',
    ),
    (
        with_("purposes", "match", label="추천과 광고"),
        'The purpose "match" speaks of promotion, but is not marked as marketing.',
    ),
]


def test_our_catalogue_has_no_fault() -> None:
    assert audit(CATALOGUE, always) == []


@pytest.mark.parametrize(
    "change,sentence",
    [*KEYS, *FIELDS, *PURPOSES],
)
def test_each_rule_finds_what_breaks_it(
    change: Callable[[Catalogue], Catalogue], sentence: str
) -> None:
    assert sentence in audit(change(CATALOGUE), always)
