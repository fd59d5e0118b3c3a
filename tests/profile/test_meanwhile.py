"""A "no" between a posted page and its transaction is the last act, whatever took the time."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from tests.profile.photographed import Photographed, jpeg
from tests.rooms import Rooms
from webapp.consent.decision import Answer, MemberId
from webapp.consent.errors import StaleTicket
from webapp.profile.meanwhile import under_the_same, unless_ended
from webapp.profile.photos.glance import glance

pytestmark = pytest.mark.parametrize(
    "database_url",
    ["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.slow])],
    indirect=True,
    scope="module",
)


@pytest.fixture
def here(rooms: Rooms, tmp_path: Path) -> Iterator[Photographed]:
    made = Photographed(rooms, tmp_path / "photos")
    yield made
    made.shredder.drain()
    assert made.store.there() <= made.owned()


@pytest.fixture
def who(rooms: Rooms) -> MemberId:
    return rooms.member()


def slowly(
    here: Photographed, who: MemberId, upload: bytes, meanwhile: Callable[[], object], **how: bool
) -> None:
    """Send a photo as the page does; `meanwhile` somebody still looks at it."""
    rooms, notice = here.rooms, here.rooms.notice("photo")
    reply = here.reply(who)
    last = rooms.answers.last_act(notice, who)
    pictures = here.photos.prepare(glance(upload))
    meanwhile()
    with here.photos.laid_down(pictures) as value:
        laid = replace(reply, laid_down={"photo": value})
        if how.get("is_change"):
            rooms.answers.change(notice, laid, under_the_same(notice, who, last))
        else:
            rooms.answers.agree(notice, laid, unless_ended(notice, who, last))


def nothing_of(here: Photographed, who: MemberId, answer: Answer) -> None:
    assert here.rooms.answer_of(who, "photo") is answer
    assert here.rooms.values(who) == []
    assert here.seen(who) is None
    assert here.owned(who) == set()


def test_a_skip_while_the_photo_was_looked_at_is_the_last_act(here, who, rooms):
    with pytest.raises(StaleTicket):
        slowly(here, who, jpeg(), partial(rooms.skip, who, "photo"))
    nothing_of(here, who, Answer.REFUSED)
    assert len(rooms.rows("decision", who)) == 1
    here.shredder.drain()
    assert here.store.there() == set()


def test_given_and_withdrawn_meanwhile_stays_withdrawn(here, who, rooms):
    def meanwhile() -> None:
        here.give(who, jpeg("second window"))
        assert rooms.withdraw(who, "photo")

    with pytest.raises(StaleTicket):
        slowly(here, who, jpeg("first window"), meanwhile)
    nothing_of(here, who, Answer.WITHDRAWN)


@pytest.mark.parametrize("end", ["skip", "withdraw"])
@pytest.mark.parametrize("is_change", [True, False])
def test_what_ends_the_photo_there_was_ends_the_one_on_its_way(here, who, rooms, end, is_change):
    here.give(who, jpeg("before"))
    with pytest.raises(StaleTicket):
        slowly(here, who, jpeg(), lambda: getattr(rooms, end)(who, "photo"), is_change=is_change)
    nothing_of(here, who, Answer.REFUSED if end == "skip" else Answer.WITHDRAWN)


def test_a_change_is_not_put_under_a_consent_given_since(here, who, rooms):
    here.give(who, jpeg("before"))

    def meanwhile() -> None:
        rooms.withdraw(who, "photo")
        here.give(who, jpeg("given anew"))

    with pytest.raises(StaleTicket):
        slowly(here, who, jpeg("the change"), meanwhile, is_change=True)
    assert here.seen(who) == b"full of " + jpeg("given anew")


def test_a_no_before_the_photo_was_sent_is_changed_by_it(here, who, rooms):
    rooms.skip(who, "photo")
    slowly(here, who, jpeg("at last"), lambda: None)
    slowly(here, who, jpeg("another"), lambda: None, is_change=True)
    assert here.seen(who) == b"full of " + jpeg("another")
    assert rooms.answer_of(who, "photo") is Answer.GIVEN


def test_what_is_said_about_another_item_meanwhile_ends_nothing(here, who, rooms):
    slowly(here, who, jpeg("mine"), partial(rooms.skip, who))
    assert here.seen(who) == b"full of " + jpeg("mine")
