"""Several purposes, one value: it lives while one of them has a live consent."""

from dataclasses import replace

import pytest

from tests.rooms import Rooms
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import Catalogue
from webapp.consent.decision import Answer
from webapp.profile.errors import NotPermitted

MBTI = CATALOGUE.notice("mbti")
SHOW = replace(
    MBTI, key="mbti_show", purpose="show", effect_key="not_shown", title="보여 주는 데 동의하면"
)


def two_notices() -> Catalogue:
    return replace(CATALOGUE, notices=(*CATALOGUE.notices, SHOW))


@pytest.fixture(scope="module")
def two(rooms: Rooms) -> Rooms:
    return rooms.with_catalogue(two_notices())


def _reads(rooms: Rooms, who) -> dict[str, str]:
    return {
        purpose: rooms.profile.read_many([who], "mbti", purpose).get(who, "")
        for purpose in ("match", "show")
    }


def test_each_purpose_is_read_under_its_own_consent(two: Rooms):
    who = two.member()
    two.agree(who, "mbti")
    assert _reads(two, who) == {"match": "INFP", "show": ""}
    two.agree(who, "mbti_show")
    assert _reads(two, who) == {"match": "INFP", "show": "INFP"}
    assert len(two.values(who)) == 1


@pytest.mark.parametrize("first, second", [("mbti", "mbti_show"), ("mbti_show", "mbti")])
def test_withdrawing_one_keeps_the_value_under_the_other(two: Rooms, first: str, second: str):
    who = two.member()
    two.agree(who, first)
    two.agree(who, second)
    assert two.withdraw(who, second)
    value = two.values(who)[0]
    assert value.decision_id == two.standings(who)[first].decision_id
    reads = _reads(two, who)
    assert reads.pop(two.notice(first).purpose) == "INFP"
    assert list(reads.values()) == [""]
    assert two.rows("destruction", who) == []


@pytest.mark.parametrize("end", ["withdraw", "skip"])
def test_ending_the_last_erases_value_and_key(two: Rooms, end: str):
    who = two.member()
    two.agree(who, "mbti")
    two.agree(who, "mbti_show")
    getattr(two, end)(who, "mbti_show")
    assert len(two.rows("keys.value_key", who)) == 1
    getattr(two, end)(who, "mbti")
    assert two.values(who) == []
    assert two.rows("field_value", who) == two.rows("keys.value_key", who) == []
    assert len(two.rows("destruction", who)) == 1
    with pytest.raises(NotPermitted):
        two.profile.read(who, "mbti", "match")


def test_a_rival_consent_to_older_facts_keeps_nothing_alive(two: Rooms):
    who = two.member()
    two.agree(who, "mbti")
    two.agree(who, "mbti_show")
    changed = replace(SHOW, effect_key="another_effect")
    later = two.with_catalogue(replace(CATALOGUE, notices=(*CATALOGUE.notices, changed)))
    assert later.withdraw(who, "mbti")
    assert later.values(who) == []


def test_a_consent_to_older_facts_permits_nothing_and_can_be_withdrawn(rooms: Rooms):
    who = rooms.member()
    rooms.agree(who)
    changed = tuple(
        replace(n, effect_key="another_effect") if n.key == "mbti" else n for n in CATALOGUE.notices
    )
    later = rooms.with_catalogue(replace(CATALOGUE, notices=changed))
    with pytest.raises(NotPermitted):
        later.profile.read(who, "mbti", "match")
    line = next(line for line in later.consents.lines(who) if line.notice.key == "mbti")
    assert (line.is_live, line.is_given) == (False, True)
    assert later.withdraw(who)
    assert later.values(who) == []
    assert later.answer_of(who) is Answer.WITHDRAWN


def test_a_notice_that_is_asked_no_more_can_still_be_withdrawn(two: Rooms):
    who = two.member()
    two.agree(who, "mbti_show")
    retired = replace(SHOW, not_yet=CATALOGUE.notice("music").not_yet)
    later = two.with_catalogue(replace(CATALOGUE, notices=(*CATALOGUE.notices, retired)))
    assert later.withdraw(who, "mbti_show")
    assert later.values(who) == []
