"""P7: a plain value leaves only through the doors of `profile`, and `read` fails closed."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import update

from tests.promises.acts import Person, join, sweep
from tests.promises.rows import rows, table
from tests.tools.tree import ROOT
from tests.world import World
from webapp import wiring
from webapp.app import create_app
from webapp.profile.errors import CannotOpen, NotPermitted
from webapp.profile.reading import Profile
from webapp.web.services import Services

Found = set[tuple[str, str]]

# Where anything sealed is opened, and what: only `open_value` opens values of the profile.
OPENINGS = {
    ("webapp/profile/reading.py", "open_value"),
    ("webapp/rights/corrections.py", "open_words"),  # what was said and answered about a value
    ("webapp/profile/kept_year.py", "year_kept"),  # a year on its way from the gate, for its person
    ("webapp/profile/number_checking.py", "_opened"),  # a number whose code is awaited
    ("webapp/members/unlinking.py", "open_pending"),  # a Kakao id at the gate
    ("webapp/members/joining.py", "open_link"),  # one's own Kakao id, in the copy
    ("webapp/events/parking.py", "waiting"),  # an answer that waits for its person to sign in
    ("webapp/members/attempts.py", "open_attempt"),  # nonce and verifier of an attempt
    ("webapp/profile/errands.py", "open_errand"),  # what an errand knows: `ERRANDS`
    ("webapp/members/unlinking.py", "queue_unlink"),  # a Kakao id, on its way into the outbox
}
ERRANDS = {
    ("webapp/members/inactivity.py", "opened"),  # who is told by mail, and about which day
    ("webapp/members/webhooks_errands.py", "read_told"),  # what Kakao told, to carry it out
    ("webapp/members/kakao_link_errands.py", "opened"),  # whose scope is to end
    ("webapp/members/unlinking.py", "run"),  # a Kakao id to unlink
}
ROWS = {  # who fetches rows of values; rows are sealed, only `_open` makes them plain
    ("webapp/profile/reading.py", "own"),
    ("webapp/profile/reading.py", "_readable"),
    ("webapp/profile/settling.py", "_row"),  # the one value that a request contests
    ("webapp/rights/corrections.py", "page"),  # names of fields only
    ("webapp/rights/consents.py", "lines"),  # dates only
    ("webapp/members/ending.py", "_end_scope"),  # names of fields only
    ("webapp/members/kakao_link.py", "show"),  # which fields came from Kakao
    ("webapp/members/kakao_link_scopes.py", "run"),  # the same
    ("webapp/profile/withdrawing.py", "resting_on"),  # which fields rest on a decision
    ("webapp/profile/sweeping.py", "lapse"),  # names of fields only
    ("webapp/events/ending.py", "_end_given"),  # names of questions only
    ("webapp/events/taking_back.py", "stands"),  # names of questions, and their dates
    ("webapp/events/taking_back.py", "_was_changed"),  # the same
}
PLACES = {
    ("webapp/profile/reading.py", "open_value"),
    ("webapp/profile/keeping.py", "sealed"),
    ("webapp/profile/settling.py", "_change"),
}
DOORS = {
    ("webapp/profile/photos/showing.py", "kept"),  # the keys of one's own pictures
    ("webapp/onboarding/journey.py", "_own"),
    ("webapp/rights/exporting.py", "copy"),
    ("webapp/events/applying.py", "_kept"),  # one's answer, on the step that asks for it
    ("webapp/events/applying.py", "_offered"),  # one's own value, offered for a copy
    ("webapp/events/entries.py", "_own"),  # one's answers, on one's application
}  # who calls Profile.own


@cache
def calls(root: Path) -> list[tuple[str, str, str]]:
    """Every call under webapp/ as (file, function, the called expression)."""
    return list(_calls(root))


def _calls(root: Path) -> Iterator[tuple[str, str, str]]:
    for file in sorted((root / "webapp").rglob("*.py")):
        tree = ast.parse(file.read_text())
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, ast.Call):
                        name = str(file.relative_to(root))
                        yield name, function.name, ast.unparse(node.func)


def callers(root: Path, *endings: str) -> Found:
    return {
        (file, function)
        for file, function, called in calls(root)
        if called.endswith(endings) and not file.startswith("webapp/storage/")
    }


def test_sealed_things_are_opened_in_few_places_and_values_in_one():
    assert callers(ROOT, "vault.open") == OPENINGS
    assert callers(ROOT, "open_errand") == ERRANDS
    assert {c for c in callers(ROOT, "self._open") if "kakao" not in c[0]} == {
        ("webapp/profile/reading.py", "own"),
        ("webapp/profile/reading.py", "read_many"),
    }


def test_there_are_three_doors_to_a_plain_value_read_own_and_settle():
    """`read_many` is the list form of `read`; `contested` opens what `settle` decides about."""
    assert callers(ROOT, "open_value") == {
        ("webapp/profile/reading.py", "_open"),
        ("webapp/profile/settling.py", "contested"),
    }
    assert callers(ROOT, ".contested") == {("webapp/rights/desk.py", "reveal")}
    assert callers(ROOT, "_settlement.settle") == {("webapp/rights/desk.py", "settle")}


def test_rows_of_values_are_fetched_by_the_doors_only():
    assert callers(ROOT, ".values.own", ".values.readable") == ROWS


def test_the_place_where_a_value_opens_is_known_to_keeping_and_reading_only():
    assert callers(ROOT, "place_of") == PLACES
    written = {f for f in ROOT.rglob("webapp/**/*.py") if '"field_value",' in f.read_text()}
    outside = {str(f.relative_to(ROOT)) for f in written if "storage" not in f.parts}
    clocks = {  # named, not opened
        "webapp/profile/sweeping.py",
        "webapp/profile/undeclared.py",
        "webapp/events/sweeping.py",
    }
    assert outside - clocks == {"webapp/profile/keeping.py"}


def test_the_persons_own_door_is_used_by_their_own_pages_only():
    assert callers(ROOT, "profile.own") == DOORS


def test_only_storage_of_profile_names_the_tables_of_values():
    naming = set()
    for file in (ROOT / "webapp/storage").rglob("*.py"):
        text = file.read_text()
        if "field_value" in text or "value_key" in text:
            naming.add(str(file.relative_to(ROOT / "webapp/storage")).split("/")[0])
    assert naming <= {"profile", "tables", "migrations", "leftovers.py"}


@pytest.mark.parametrize(
    "line",
    [
        "def peek(self, row):\n    return self._vault.open(row.sealed, ('field_value',))\n",
        "def peek(vault, row):\n    return vault.open(row.sealed, ())\n",
        "def peek(store, me):\n    return store.values.own(me)\n",
    ],
)
def test_the_structural_rule_can_fail(tmp_path, line):
    (tmp_path / "webapp").mkdir()
    (tmp_path / "webapp/peeking.py").write_text(line)
    found = callers(tmp_path, "vault.open", ".values.own")
    assert found == {("webapp/peeking.py", "peek")}


def profile(house: World) -> Profile:
    found: Profile = house.services.journey._profile
    return found


def refuses(door: Profile, person: Person, field: str = "mbti", purpose: str = "match") -> bool:
    """Whether no way of asking gives anything, alone or in a list with somebody who agreed."""
    other = join(person.world)
    other.agree("ESFJ")
    listed = door.read_many([person.member_id, other.member_id], field, purpose)
    assert person.member_id not in listed
    with pytest.raises(NotPermitted):
        door.read(person.member_id, field, purpose)
    return not door.may_read(person.member_id, field, purpose)


def test_with_a_live_consent_and_its_purpose_the_value_is_read(house: World):
    people = [join(house), join(house)]
    for person, letters in zip(people, ("INFP", "ENTP"), strict=True):
        person.agree(letters)
    door = profile(house)
    assert door.read(people[0].member_id, "mbti", "match") == "INFP"
    assert door.may_read(people[0].member_id, "mbti", "match")
    assert door.read_many([p.member_id for p in people], "mbti", "match") == {
        people[0].member_id: "INFP",
        people[1].member_id: "ENTP",
    }


@pytest.mark.parametrize("act", [None, "skip", "withdraw", "leave"])
def test_without_a_live_consent_nothing_is_read(house: World, act):
    person = join(house)
    if act:
        person.agree()
        getattr(person, act)()
    assert refuses(profile(house), person)


def test_for_another_purpose_field_or_scope_nothing_is_read(house: World):
    person = join(house)
    person.agree()
    purposes = [p.key for p in house.services.catalogue.purposes if p.key != "match"]
    assert len(purposes) > 5
    for purpose in [*purposes, "", "MATCH", "match "]:
        assert refuses(profile(house), person, purpose=purpose), purpose
    for field in house.services.catalogue.fields:
        if field.key != "mbti":
            assert refuses(profile(house), person, field=field.key), field.key
    with pytest.raises(NotPermitted):
        profile(house).read(person.member_id, "mbti", "match", "event:1")
    assert not profile(house).may_read(person.member_id, "mbti", "match", "event:1")


def set_value(person: Person, **columns: object) -> None:
    field_value = table("field_value")
    mine = field_value.c.member_id == person.member_id
    with person.world.storage.engine.begin() as open_:
        open_.execute(update(field_value).where(mine).values(**columns))


def test_a_value_on_hold_is_not_read_but_its_owner_sees_it(house: World):
    person = join(house)
    person.agree()
    set_value(person, held_at=house.clock())
    assert refuses(profile(house), person)
    assert "INFP" in person.browser().get("/me").get_data(as_text=True)
    set_value(person, held_at=None)
    assert profile(house).read(person.member_id, "mbti", "match") == "INFP"


def test_a_value_is_not_read_from_the_instant_of_its_date(house: World):
    person = join(house)
    person.agree()
    set_value(person, expires_at=house.clock())
    assert refuses(profile(house), person)


def test_a_value_nobody_used_for_a_year_is_not_read_however_late_the_sweep(house: World):
    person = join(house)
    person.agree()
    house.clock.forward(days=365, seconds=-1)
    assert profile(house).read(person.member_id, "mbti", "match") == "INFP"
    assert profile(house).may_read(person.member_id, "mbti", "match")
    house.clock.forward(seconds=1)
    assert refuses(profile(house), person)
    assert [v for v in rows(house.storage, "field_value") if v.member_id == person.member_id]
    sweep(house)
    assert refuses(profile(house), person)


def test_when_the_facts_change_the_old_consent_opens_nothing(house: World, monkeypatch):
    person = join(house)
    person.agree()
    catalogue = house.services.catalogue
    changed = tuple(
        replace(n, effect_key="something_else") if n.key == "mbti" else n for n in catalogue.notices
    )
    monkeypatch.setattr(wiring, "CATALOGUE", replace(catalogue, notices=changed))
    later: Services = create_app(house.settings, now=house.clock).extensions["duett.services"]
    door = later.journey._profile
    with pytest.raises(NotPermitted):
        door.read(person.member_id, "mbti", "match")
    assert not door.may_read(person.member_id, "mbti", "match")
    assert door.read_many([person.member_id], "mbti", "match") == {}
    later.health.dispose()  # type: ignore[attr-defined]


def test_a_value_without_its_key_or_with_anothers_key_is_not_read(house: World):
    one, other = join(house), join(house)
    one.agree()
    other.agree("ENTP")
    value_key = table("value_key")
    theirs = next(k for k in rows(house.storage, "value_key") if k.member_id == other.member_id)
    with house.storage.engine.begin() as open_:
        mine = value_key.c.member_id == one.member_id
        open_.execute(update(value_key).where(mine).values(wrapped_key=theirs.wrapped_key))
    with pytest.raises(CannotOpen) as told:
        profile(house).read(one.member_id, "mbti", "match")
    assert "ENTP" not in str(told.value)
    one.withdraw()  # tidy: the pages of this member could not be drawn
