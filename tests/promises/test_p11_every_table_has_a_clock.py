"""P11: whatever is kept has a clock that ends it, or a reason why it needs none."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete

from tests.promises.acts import Person, join
from tests.promises.any_row import ENDS, any_row
from tests.promises.rows import rows, table
from tests.world import START, World
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import Catalogue, Retention
from webapp.members import kakao_link_errands, unlinking
from webapp.profile.clocks import Clock
from webapp.storage.tables import ENDS_WITH_MEMBERSHIP, metadata
from webapp.worker import Worker

SECOND = timedelta(seconds=1)
WITHOUT = {
    "asked_again": "until leaving: a promise not to ask again has no end of its own",
    "edition": "for ever: what was shown, and nothing about anybody",
    "event": "for ever: what took place, and nothing about anybody",
    "event_version": "for ever: what was published, and nothing about anybody",
    "kakao_leftover": "taken at the next tick of the same worker, or with the membership",
    "kakao_link": "until leaving",
    "log_checkpoint": "for ever: nothing about anybody",
    "log_leaf": "for ever: hashes, and nothing about anybody",
    "photo_file": "emptied at every tick of the same worker",
    "step_count": "counts without anybody in them",
    "value_use": "until leaving",
}
"""Tables whose rows no clock of the sweep ends, and why."""

AS_ERRANDS = {"unlink": unlinking.PATIENCE, "scope_ending": kakao_link_errands.PATIENCE}
"""Periods that an errand keeps itself: it is given up at its end, payload and key gone."""

IN_MEMORY = {"moment"}
"""Periods of what no table holds."""


@pytest.fixture
def house(heavy_house: World) -> World:
    return heavy_house


@pytest.fixture
def worker(house: World) -> Worker:
    house.clock.moment = START
    return house._workers[0] if house._workers else house.worker()


def tables_without(clocks: Iterable[Clock]) -> set[str]:
    return {t.name for t in metadata.tables.values()} - {n for c in clocks for n in c.tables}


def periods_of(rule: Retention) -> list[timedelta]:
    return [period for _, period in rule.ends if period]


def rules_without(clocks: Iterable[Clock], catalogue: Catalogue = CATALOGUE) -> set[str]:
    kept = {key for clock in clocks for key in clock.rules}
    return {rule.key for rule in catalogue.retentions if periods_of(rule)} - kept


def test_every_table_has_a_clock_or_a_reason(worker: Worker):
    assert tables_without(worker.clocks) == set(WITHOUT)


def test_a_table_that_holds_its_own_end_has_a_clock():
    dated = [t.name for t in metadata.tables.values() if set(ENDS) & set(t.c.keys())]
    assert len(dated) >= 5
    assert not set(dated) & set(WITHOUT)


def test_every_period_of_the_catalogue_has_a_clock(worker: Worker):
    assert rules_without(worker.clocks) == set(AS_ERRANDS) | IN_MEMORY


@pytest.mark.parametrize("key", AS_ERRANDS)
def test_what_an_errand_keeps_it_keeps_as_long_as_it_was_told(key):
    assert periods_of(CATALOGUE.retention(key)) == [AS_ERRANDS[key]]


def test_every_record_and_field_ends_by_a_clock_or_by_an_act(worker: Worker):
    """A period of nothing but acts (withdrawing, leaving, reaching its purpose) needs no clock."""
    kept = {key for clock in worker.clocks for key in clock.rules}
    told = {record.key: record.retention for record in CATALOGUE.records}
    told |= {field.key: field.retention for field in CATALOGUE.fields}
    for key, named in told.items():
        rule = CATALOGUE.retention(named)
        by_act = bool(rule.ends) and not periods_of(rule)
        assert by_act or rule.key in kept | set(AS_ERRANDS) | IN_MEMORY, key


def test_clocks_name_what_there_is(worker: Worker):
    known = {rule.key for rule in CATALOGUE.retentions}
    names = {t.name for t in metadata.tables.values()}
    for clock in worker.clocks:
        assert set(clock.rules) <= known, clock.name
        assert set(clock.tables) <= names, clock.name
    assert len({clock.name for clock in worker.clocks}) == len(worker.clocks)


def test_a_missing_clock_is_seen(worker: Worker):
    fewer = [clock for clock in worker.clocks if clock.name != "phone_check"]
    assert "phone_check" in tables_without(fewer)
    assert "phone_check" in rules_without(fewer)


# ------------------------------------------------------------------ the clocks that end rows alone

TOUCHED: dict[str, dict[str, Any]] = {
    "outbox": {"given_up_at": START, "kind": "kakao_unlink"},
    "correction": {"settled_at": START, "outcome": "kept"},
    "event": {"state": "open"},
    "event_entry": {"status": "waiting"},
    "session": {"created_at": START - timedelta(days=1)},
}
"""What a row must be besides old, for its clock to have anything to do with it."""

GROUND = {
    "event_entry": ("event_version", "event"),
    "event_transfer": ("event_version", "event", "event_handed"),
}
"""Rows that those of a table hang on, from the bottom up."""

STAYING = {"event_version", "event"}
"""What nothing deletes."""

KEPT_BY = {
    "access_log": "staff_access",
    "correction": "correction",
    "event_entry": "event_entry",
    "event_handed": "event_handed",
    "event_parked": "event_parked",
    "event_transfer": "event_transfer",
    "idempotency": "repeat",
    "kept_year": "kept_year",
    "letter": "letter",
    "oauth_attempt": "attempt",
    "outbox": "unlink_failed",
    "pending_signup": "signup",
    "phone_check": "phone_check",
    "session": "session",
    "visit": "visits",
    "webhook_event": "told_by_kakao",
}


def test_the_list_below_is_whole(worker: Worker):
    values = {"member", "decision", "destruction", "field_value", "value_key"}
    ended = {name for clock in worker.clocks for name in clock.tables}
    assert ended - values == set(KEPT_BY)


def insert(house: World, name: str, person: Person, period: timedelta) -> None:
    """Put one row of a person's into a table, alone there, and what it hangs on below it."""
    for under in GROUND.get(name, ()):
        if under not in STAYING or not rows(house.storage, under):
            insert(house, under, person, period)
    known = TOUCHED.get(name, {})
    if name == "event_transfer":
        mine = (d for d in rows(house.storage, "decision") if d.member_id == person.member_id)
        known = {"decision_id": next(mine).decision_id}
    with house.storage.engine.begin() as connection:
        if name in KEPT_BY:
            connection.execute(delete(table(name)))
        row = any_row(table(name), person.member_id, START, period, **known)
        connection.execute(table(name).insert().values(row))


@pytest.mark.parametrize("name", KEPT_BY)
def test_a_row_of_any_table_goes_at_the_end_of_its_period_and_not_before(
    house: World, worker: Worker, name
):
    rule = CATALOGUE.retention(KEPT_BY[name])
    period = min(periods_of(rule))
    person = join(house)
    insert(house, name, person, period)
    house.clock.moment = START + period - SECOND
    worker.sweep()
    assert len(rows(house.storage, name)) == 1
    house.clock.moment = START + period + SECOND
    worker.sweep()
    assert rows(house.storage, name) == []


# ------------------------------------------------------------------------------- leaving ends rows

STAYS = {
    "access_log": "what staff did with personal data, two years (article 8 of the safety notice)",
    "decision": "evidence, three years",
    "destruction": "evidence, three years",
    "member": "a stub without a name, three years",
    "visit": "the statute, three months",
}


HELD_BY_OTHERS = {"member", "kakao_link", "decision", "field_value", "value_key", "photo_file"}
"""Tables in which whoever joined and agreed has rows already."""


def test_leaving_ends_the_rows_of_every_table_at_once(house: World):
    """One row in every table that knows members, whatever it is for; then they leave."""
    house.clock.moment = START
    person = join(house)
    person.agree()
    for each in metadata.sorted_tables:
        if "member_id" in each.c and each.name not in HELD_BY_OTHERS:
            insert(house, each.name, person, timedelta(days=9))
    assert person.leave()
    knowing = {
        each.name
        for each in metadata.tables.values()
        if "member_id" in each.c
        and person.member_id in [row.member_id for row in rows(house.storage, each.name)]
    }
    assert knowing == set(STAYS)


def test_whatever_hangs_on_a_member_says_how_it_ends():
    """So that the purge of what is left, three years later, is never in anybody's way."""
    hanging = {
        each.name
        for each in metadata.tables.values()
        if any(key.column.table.name == "member" for key in each.foreign_keys)
    }
    marked = {t.name for t in metadata.tables.values() if t.info == ENDS_WITH_MEMBERSHIP}
    by_hand = {"decision", "idempotency", "kakao_link", "session"}
    assert hanging == marked | by_hand
