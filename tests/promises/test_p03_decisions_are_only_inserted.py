"""P3: decisions are only inserted, refusals as truly as consents; today's state is derived."""

from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from tests.promises.acts import join, mbti
from tests.promises.rows import rows, table
from tests.world import World
from webapp.consent.decision import MEMBERSHIP
from webapp.members.joining import TOLD
from webapp.storage import tables
from webapp.storage.transaction import Storage

CHANGES = [
    ("decision", {"answer": "given"}),
    ("decision", {"edition_hash": b"x"}),
    ("decision", {"seq": 99}),
    ("edition", {"body": "{}"}),
    ("edition", {"facts_hash": b"x"}),
]


def mine(storage: Storage, person) -> list[Any]:
    found = [d for d in rows(storage, "decision") if d.member_id == person.member_id]
    return sorted(found, key=lambda d: d.seq)


@pytest.mark.parametrize("name,change", CHANGES)
def test_the_database_refuses_to_change_evidence_whoever_asks(house: World, name, change):
    """Asked as the owner of the tables, so it is the trigger that refuses."""
    join(house).skip()
    before = rows(house.storage, name)
    with pytest.raises(DBAPIError, match="written once"), house.storage.engine.begin() as open_:
        open_.execute(update(table(name)).values(change))
    assert rows(house.storage, name) == before


@pytest.mark.parametrize("name", ["decision", "edition"])
def test_the_database_refuses_to_delete_evidence_whoever_asks(house: World, name):
    join(house).skip()
    before = rows(house.storage, name)
    with (
        pytest.raises(DBAPIError, match=r"stays|written once"),
        house.storage.engine.begin() as open_,
    ):
        open_.execute(delete(table(name)))
    assert rows(house.storage, name) == before


def test_the_database_refuses_to_replace_evidence(house: World):
    """An INSERT that overwrites (REPLACE, ON CONFLICT DO UPDATE) is a change as well."""
    join(house).skip()
    before = rows(house.storage, "decision")
    statement = (
        "INSERT OR REPLACE INTO decision SELECT * FROM decision"
        if house.settings.is_sqlite
        else "INSERT INTO decision SELECT * FROM decision"
        " ON CONFLICT (member_id, seq) DO UPDATE SET answer = 'given'"
    )
    with pytest.raises(DBAPIError), house.storage.engine.begin() as open_:
        open_.exec_driver_sql(statement)
    assert rows(house.storage, "decision") == before


def test_the_decisions_of_somebody_who_left_yesterday_stay(house: World):
    person = join(house)
    person.agree()
    person.leave()
    theirs = table("decision").c.member_id == person.member_id
    with pytest.raises(DBAPIError, match="three years"), house.storage.engine.begin() as open_:
        open_.execute(delete(table("decision")).where(theirs))


def test_every_act_leaves_a_row_of_its_own_in_its_order(house: World):
    person = join(house)
    person.skip()
    person.agree()
    person.withdraw()
    person.skip()
    answers = [(d.notice_key, d.answer) for d in mine(house.storage, person)]
    assert answers == [
        ("terms", "given"),
        *((key, "told") for key in TOLD),
        ("mbti", "refused"),
        ("mbti", "given"),
        ("mbti", "withdrawn"),
        ("mbti", "refused"),
    ]


def test_a_refusal_is_recorded_with_everything_a_consent_is(house: World):
    yes, no = join(house), join(house)
    yes.agree()
    no.skip()
    given, refused = mine(house.storage, yes)[-1], mine(house.storage, no)[-1]
    assert (given.answer, refused.answer) == ("given", "refused")
    for column in ("edition_hash", "purpose", "locale", "channel", "actor", "shown_at"):
        assert getattr(given, column) == getattr(refused, column), column
    assert len(refused.salt) == 16
    assert len(refused.leaf_hash) == 32


def test_what_a_page_says_is_the_latest_decision_and_nothing_else(house: World):
    """Today's state is derived: it follows each new row, and no other table repeats it."""
    person = join(house)
    _, notice = mbti(house)
    for act, live in ((person.agree, True), (person.skip, False), (person.agree, True)):
        act()
        line = next(
            found
            for found in house.services.consents.lines(person.member_id)
            if found.notice.key == notice.key
        )
        latest = mine(house.storage, person)[-1]
        assert line.is_live is live
        assert line.standing is not None
        assert line.standing.decision_id == latest.decision_id
    with house.storage.read() as store:
        standings = store.decisions.standings(person.member_id, MEMBERSHIP)
    assert {s.notice_key for s in standings} == {"terms", *TOLD, "mbti"}


def test_no_table_keeps_a_second_copy_of_the_state():
    """No other table has a column that says whether somebody agreed."""
    state = {"answer", "consent", "consented", "agreed", "is_live", "withdrawn_at", "given_at"}
    for each in tables.metadata.tables.values():
        if each.name != "decision":
            assert not state & {column.name for column in each.columns}, each.name
