"""The list of events and the page of one, in every state they can be in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from playwright.sync_api import Page
from sqlalchemy import update

from tests.browser.hand import COOKIE
from tests.browser.house import House
from tests.browser.state import State, Step
from tests.events.samples import OF_AGE, joined_by, listening, seminar
from webapp.catalogue.korea import korean_day
from webapp.consent.decision import MemberId
from webapp.events.body import canonical
from webapp.events.publishing import row_of
from webapp.events.rows import Entry, EntryStatus, EventState
from webapp.events.shapes import EventFile, Words
from webapp.members.signing_in import SignedIn
from webapp.storage.tables.events import event
from webapp.storage.transaction import Storage
from webapp.web.session import token_hash

LONG = Words(
    "끝까지 함께 듣는 긴긴 겨울밤의 이야기 모임", "A whole long winter night of listening together"
)


def put_up(house: House, file: EventFile, starts_in: float = 9, **counts: int) -> EventFile:
    """Publish an event that starts in so many days; counts are columns of its row.

    Others of its kind may be up: each has a title of its own, as events of a real organiser have.
    """
    starts = house.clock() + timedelta(days=starts_in)
    own = file.event_id[-4:]
    file = replace(
        file,
        title=Words(f"{file.title.ko} {own}", f"{file.title.en} {own}"),
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        closes_at=starts - timedelta(days=2),
    )
    storage = Storage(house.settings.database_url)
    with storage.write() as store:
        version = store.events.add_version(file.event_id, canonical(file))
        store.events.publish(row_of(file, version), house.clock())
    if counts:
        with storage.engine.begin() as connection:
            connection.execute(
                update(event).where(event.c.event_id == file.event_id).values(**counts)
            )
    storage.dispose()
    return file


def end_all(house: House) -> None:
    """Let every event there is be over."""
    storage = Storage(house.settings.database_url)
    with storage.engine.begin() as connection:
        connection.execute(update(event).values(ends_at=house.clock() - timedelta(days=1)))
    storage.dispose()


def the_list(page: Page, house: House) -> None:
    end_all(house)
    put_up(house, listening())
    put_up(house, seminar(title=LONG, seats=12), 16, taken=12, waiting=3)
    page.goto(f"{house.address}/events")


def nothing(page: Page, house: House) -> None:
    end_all(house)
    page.goto(f"{house.address}/events")


def see(
    starts_in: float = 9,
    state: EventState = EventState.OPEN,
    mine: EntryStatus | None = None,
    **counts: int,
) -> Step:
    """Open the page of an event as it stands."""

    def act(page: Page, house: House) -> None:
        conditions = (OF_AGE, joined_by(korean_day(house.clock())))
        file = put_up(house, listening(conditions=conditions), starts_in, **counts)
        storage = Storage(house.settings.database_url)
        with storage.write() as store:
            store.events.set_state(file.event_id, state)
            if mine:
                apply = store.entries.begin if mine is EntryStatus.DRAFT else store.entries.send
                apply(entry_of(page, house, file, mine))
        storage.dispose()
        page.goto(f"{house.address}/events/{file.slug}")

    return act


def entry_of(page: Page, house: House, file: EventFile, status: EntryStatus) -> Entry:
    """Return an application of whoever the page belongs to."""
    now = house.clock()
    draft = Entry(who(page, house), file.event_id, EntryStatus.DRAFT, now, now + timedelta(days=7))
    if status is EntryStatus.DRAFT:
        return draft
    return replace(
        draft, status=status, receipt="4F7K-22", version=1, place=1, sent_at=now,
        seated_at=now if status is EntryStatus.SEATED else None, expires_at=file.forget_at,
    )  # fmt: skip


def who(page: Page, house: House) -> MemberId:
    own = next(cookie for cookie in page.context.cookies() if cookie.get("name") == COOKIE)
    value = str(own.get("value")).removeprefix("m.")
    members = house.app.extensions["duett.services"].members
    found: SignedIn | None = members.session(token_hash(value), house.clock())
    assert found is not None
    return found.member_id


def forgotten(page: Page, house: House) -> None:
    file = put_up(house, listening(), -80)
    page.goto(f"{house.address}/events/{file.slug}")


def to(path: str) -> Callable[[Page, House], None]:
    """Publish two events and open a page that leads to them."""

    def act(page: Page, house: House) -> None:
        the_list(page, house)
        page.goto(house.address + path)

    return act


NEVER = f"/events/{uuid4().hex[:8]}"
BOARD = (
    State("events", "", "/events", (the_list,)),
    State("events, none", "", "/events", (nothing,), within="events"),
    State("event", "", "/events", (see(),)),
    State("event, nobody's", "", NEVER, status=404, within="no such page"),
    State("event, forgotten", "", "/events", (forgotten,), 410, within="no such page"),
    State("event, full", "newcomer", "/", (see(taken=24, waiting=3),), within="event"),
    State("event, begun", "newcomer", "/", (see(mine=EntryStatus.DRAFT),), within="event"),
    State("event, with a seat", "newcomer", "/", (see(mine=EntryStatus.SEATED),), within="event"),
    State("event, waiting", "newcomer", "/", (see(mine=EntryStatus.WAITING),), within="event"),
    State("event, closed", "", "/", (see(state=EventState.CLOSED),), within="event"),
    State("event, past its deadline", "", "/", (see(1),), within="event"),
    State("event, over", "", "/", (see(-3),), within="event"),
    State("event, cancelled", "", "/", (see(state=EventState.CANCELLED),), within="event"),
    State("home, events near", "newcomer", "/", (to("/"),), within="events"),
    State("done, events near", "newcomer", "/", (to("/onboarding/done"),), within="done"),
)
