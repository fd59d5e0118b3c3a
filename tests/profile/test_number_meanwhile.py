"""Between the right code and its number being saved: what waits no longer is not saved."""

from collections.abc import Callable

import pytest

from tests.profile.number_desk import KEPT, NUMBER, Desk
from tests.rooms import Rooms
from tests.world import START
from webapp.consent.decision import Answer
from webapp.profile.number_codes import NoCheck

ENGINES = ["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.slow])]
pytestmark = pytest.mark.parametrize("database_url", ENGINES, indirect=True, scope="module")
OTHER = "010-8765-4321"


@pytest.fixture
def desk(rooms: Rooms) -> Desk:
    rooms.clock.moment = START
    return Desk(rooms, rooms.member())


@pytest.fixture
def between(desk: Desk, monkeypatch) -> Callable[[Callable[[], object]], None]:
    """Let something happen once, after a code was found right and before anything is saved."""

    def do(act: Callable[[], object]) -> None:
        finish, acts = desk.numbers._finish, [act]

        def later(*args):
            if acts:
                acts.pop()()
            finish(*args)

        monkeypatch.setattr(desk.numbers, "_finish", later)

    return do


def skip(desk: Desk) -> None:
    assert desk.numbers.skip(desk.notice, desk.typed()) in ("skipped", "kept")


def test_a_skip_is_the_last_act(desk: Desk, between):
    code = desk.begin()
    between(lambda: skip(desk))
    with pytest.raises(NoCheck):
        desk.confirm(code)
    assert desk.rooms.answer_of(desk.who, "phone") is Answer.REFUSED
    assert (desk.number(), desk.checks()) == (None, 0)
    assert len(desk.rooms.rows("decision", desk.who)) == 1


def test_what_was_not_saved_is_not_said_to_be_when_it_is_sent_again(desk: Desk, between):
    code = desk.begin()
    between(lambda: skip(desk))
    for _ in range(2):
        with pytest.raises(NoCheck):
            desk.confirm(code, key="one page")


def test_a_change_given_up_leaves_the_number_as_it_was(desk: Desk, between):
    desk.confirm(desk.begin())
    code = desk.begin(OTHER, is_change=True)
    between(lambda: skip(desk))
    with pytest.raises(NoCheck):
        desk.confirm(code)
    assert (desk.number(), desk.checks()) == (KEPT, 0)


@pytest.mark.parametrize("is_change", [True, False])
def test_another_number_begun_meanwhile_waits_on(desk: Desk, between, is_change):
    desk.confirm(desk.begin())
    first = desk.begin(OTHER, is_change=is_change)
    between(lambda: desk.begin("010-5555-0000", is_change=is_change))
    with pytest.raises(NoCheck):
        desk.confirm(first)
    assert (desk.number(), desk.checks()) == (KEPT, 1)
    desk.confirm(desk.code)
    assert desk.number() == "+821055550000"


@pytest.mark.parametrize("is_change", [True, False])
def test_another_code_for_the_same_number_changes_nothing(desk: Desk, between, is_change):
    desk.confirm(desk.begin(OTHER))
    code = desk.begin(NUMBER, is_change=is_change)
    between(desk.again)
    desk.confirm(code)
    assert (desk.number(), desk.checks()) == (KEPT, 0)


@pytest.mark.parametrize("is_change", [True, False])
def test_the_same_page_twice_at_once_is_carried_out_once(desk: Desk, between, is_change):
    desk.confirm(desk.begin(OTHER))
    code = desk.begin(NUMBER, is_change=is_change)
    decisions = len(desk.rooms.rows("decision", desk.who))
    between(lambda: desk.confirm(code, key="one page"))
    for _ in range(2):
        desk.confirm(code, key="one page")
    assert (desk.number(), desk.checks()) == (KEPT, 0)
    assert len(desk.rooms.rows("decision", desk.who)) == decisions + (not is_change)
