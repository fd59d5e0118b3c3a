"""P1: a stored value points to the decision that allowed it, written in the same transaction."""

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Inspector, insert, inspect, update
from sqlalchemy.exc import IntegrityError

from tests.promises.acts import KINDS, Person, join, mbti, sweep
from tests.promises.rows import rows, table, value_faults, violations
from tests.world import START, World
from webapp.consent.errors import ConsentError
from webapp.keys.vault import KeyringVault
from webapp.profile import answers
from webapp.profile.errors import NothingKept
from webapp.storage.profile.values import Values

RARER = ("change", "leave", "return", "wait", "show", "hide", "contest")
ACTS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(("agree", "skip", "agree", "withdraw", *RARER)),
        st.sampled_from(KINDS),
    ),
    min_size=8,
    max_size=14,
)


def a_value(member_id, decision_id):
    return {
        "member_id": member_id,
        "scope": "member",
        "field_key": "mbti",
        "sealed": b"x",
        "decision_id": decision_id,
        "source": "typed",
        "visibility": "only_me",
        "collected_at": None,
    }


def test_the_column_is_never_empty_and_refers_to_a_decision_of_the_same_member(house: World):
    found: Inspector = inspect(house.storage.engine)
    column = next(c for c in found.get_columns("field_value") if c["name"] == "decision_id")
    assert column["nullable"] is False
    keys = found.get_foreign_keys("field_value")
    assert [(k["referred_table"], k["constrained_columns"]) for k in keys] == [
        ("decision", ["member_id", "decision_id"])
    ]


def test_the_database_itself_refuses_a_value_without_a_decision_of_that_member(house: World):
    somebody, other = join(house), join(house)
    theirs = next(d for d in rows(house.storage, "decision") if d.member_id == other.member_id)
    for decision_id in (None, uuid4(), theirs.decision_id):
        row = a_value(somebody.member_id, decision_id) | {"collected_at": house.clock()}
        with (
            pytest.raises(IntegrityError),
            house.storage.engine.begin() as connection,
        ):
            connection.execute(insert(table("field_value")), row)
    assert not [v for v in rows(house.storage, "field_value") if v.member_id == somebody.member_id]


def test_a_stored_value_cannot_be_parted_from_its_decision(house: World):
    person = join(house)
    person.agree()
    field_value = table("field_value")
    mine = field_value.c.member_id == person.member_id
    for decision_id in (None, uuid4()):
        with pytest.raises(IntegrityError), house.storage.engine.begin() as connection:
            connection.execute(update(field_value).where(mine).values(decision_id=decision_id))


@pytest.mark.parametrize(
    "where,broken",
    [(answers, "decide"), (answers, "sealed"), (Values, "keep"), (KeyringVault, "seal")],
)
def test_value_and_decision_are_written_together_or_not_at_all(
    house: World, monkeypatch, where, broken
):
    """Whichever step fails, or what comes after it, neither is there afterwards."""
    person = join(house)
    before = len(rows(house.storage, "decision"))

    def fail(*_args, **_kwargs):
        raise RuntimeError

    original = getattr(where, broken)

    def late(*args, **kwargs):
        original(*args, **kwargs)
        fail()

    for how in (fail, late):
        monkeypatch.setattr(where, broken, how)
        with pytest.raises(RuntimeError):
            person.agree()
        assert len(rows(house.storage, "decision")) == before
        mine = [v for v in rows(house.storage, "field_value") if v.member_id == person.member_id]
        assert mine == []


def test_one_agreement_opens_one_transaction(house: World, monkeypatch):
    person = join(house)
    reply = person.reply("INFP", ticked=True)
    opened: list[int] = []
    storage = house.services.answers._database
    write = storage.write

    def counted() -> Any:
        opened.append(1)
        return write()

    monkeypatch.setattr(storage, "write", counted)
    house.services.answers.agree(mbti(house)[1], reply)
    assert opened == [1]


@settings(
    max_examples=10,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts=ACTS)
@example(acts=[(0, act, "INFP") for act in ("agree", "skip", "agree", "withdraw", "agree")])
@example(acts=[(1, act, "ENTP") for act in ("agree", "change", "wait", "return", "agree", "leave")])
@example(
    acts=[(1, act, "ENTP") for act in ("agree", "show", "contest", "change", "contest", "skip")]
)
def test_after_any_run_of_acts_every_value_stands_under_a_consent_that_lives(
    heavy_house: World, acts
):
    heavy_house.clock.moment = START
    people = [join(heavy_house), join(heavy_house)]
    for who, act, letters in _short(acts):
        people[who] = do(people[who], act, letters)
        assert list(value_faults(heavy_house.storage)) == [], act
    assert violations(heavy_house.storage) == []


def _short(acts):
    """At most two years: after three, by the database's own clock, leavers are deleted."""
    waits = [place for place, (_, act, _) in enumerate(acts) if act == "wait"]
    return [made for place, made in enumerate(acts) if place not in waits[2:]]


def do(person: Person, act: str, letters: str) -> Person:
    house = person.world
    try:
        if act in ("agree", "change"):
            getattr(person, act)(letters)
        elif act == "return":
            return join(house, person.kakao_id)
        elif act == "wait":
            house.clock.forward(days=366)
            sweep(house)
        else:
            getattr(person, act)()
    except (ConsentError, NothingKept):
        pass  # refused acts (gone, stale) are acts too: they must leave nothing behind
    return person
