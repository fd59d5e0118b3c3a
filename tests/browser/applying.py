"""Applying for an event and one's own applications, in the states their pages can be in."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

from playwright.sync_api import Page
from sqlalchemy import update

from tests.browser.board import put_up, who
from tests.browser.hand import COOKIE
from tests.browser.house import House
from tests.browser.state import State, Step, press, write
from tests.events.desk import hand_over
from tests.events.samples import OF_AGE, TYPED, joined_by, listening
from webapp.catalogue.korea import korean_day
from webapp.events.rows import EventState
from webapp.events.shapes import EventFile
from webapp.profile.answers import Reply
from webapp.storage.tables.events import event
from webapp.storage.transaction import Storage
from webapp.web.services import Services
from webapp.web.session import token_hash

PHONE, FOOD, NAME, SPONSOR = 1, 2, 3, 4
ALL = (PHONE, FOOD, NAME, SPONSOR)
Then = Callable[[Page, House, EventFile], None]


def services(house: House) -> Services:
    found: Services = house.app.extensions["duett.services"]
    return found


def give(page: Page, house: House, file: EventFile, *numbers: int) -> None:
    """Let whoever the page belongs to agree to these steps."""
    found, me = services(house), who(page, house)
    listing = found.events.find(file.slug)
    assert listing is not None
    cookie = next(
        str(one.get("value")) for one in page.context.cookies() if one.get("name") == COOKIE
    )
    holder = token_hash(cookie.removeprefix("m.")).hex()
    for number in numbers:
        shown = found.applying.page(listing, me, number, "ko", holder)
        assert shown is not None
        typed = TYPED.get(shown.step.notice.key)
        raw = {"value": [typed]} if typed and not shown.step.is_handing_on else {}
        reply = Reply(me, holder, shown.ticket, uuid4().hex, raw, ticked=True)
        found.applying.agree(listing, shown.step.notice, reply)


def send(page: Page, house: House, file: EventFile) -> None:
    found = services(house)
    listing = found.events.find(file.slug)
    assert listing is not None
    found.applying.send(listing, who(page, house), uuid4().hex)


def begun(*numbers: int, path: str = "/events/{slug}/apply", then: Then | None = None) -> Step:
    """Put an event up, let the person answer these steps, and open a page of it."""

    def act(page: Page, house: House) -> None:
        file = put_up(house, listening())
        if numbers:
            give(page, house, file, *numbers)
        if then:
            then(page, house, file)
        page.goto(house.address + path.format(slug=file.slug))

    return act


def at(number: int) -> str:
    return f"/events/{{slug}}/apply/{number}"


def with_conditions(page: Page, house: House) -> None:
    conditions = (OF_AGE, joined_by(korean_day(house.clock())))
    file = put_up(house, listening(conditions=conditions))
    page.goto(f"{house.address}/events/{file.slug}/apply")


def for_earlier_members(page: Page, house: House) -> None:
    day = korean_day(house.clock()).replace(year=2020)
    file = put_up(house, listening(conditions=(joined_by(day),)))
    page.goto(f"{house.address}/events/{file.slug}/apply")


def kept_longer(_page: Page, house: House, file: EventFile) -> None:
    """Publish the event anew: the number is kept for a day more."""
    asked = tuple(replace(one, kept_days=one.kept_days + 1) for one in file.questions)
    days = (file.starts_at - house.clock()).total_seconds() / 86400
    put_up(house, replace(file, questions=asked), days)


def full(_page: Page, house: House, file: EventFile) -> None:
    storage = Storage(house.settings.database_url)
    with storage.engine.begin() as connection:
        seats = {"taken": file.seats, "waiting": 2}
        connection.execute(update(event).where(event.c.slug == file.slug).values(**seats))
    storage.dispose()


def sent_while_full(page: Page, house: House, file: EventFile) -> None:
    full(page, house, file)
    send(page, house, file)


def set_state(state: EventState) -> Then:
    def act(_page: Page, house: House, file: EventFile) -> None:
        storage = Storage(house.settings.database_url)
        with storage.write() as store:
            store.events.set_state(file.event_id, state)
        storage.dispose()

    return act


def handed_on(page: Page, house: House, file: EventFile) -> None:
    """Send it, and note that the name went to the sponsor."""
    send(page, house, file)
    storage = Storage(house.settings.database_url)
    hand_over(storage, file, who(page, house), house.clock())
    storage.dispose()


def cancelled_after_handing_on(page: Page, house: House, file: EventFile) -> None:
    handed_on(page, house, file)
    found = services(house)
    listing = found.events.find(file.slug)
    assert listing is not None
    assert found.entries.cancel(who(page, house), listing, "ko", uuid4().hex)


CHECK, DONE = "/events/{slug}/apply/check", "/events/{slug}/apply/done"
MINE, LIST = "/me/events/{slug}", "/me/events"
REFUSED = "apply, refused"
APPLYING = (
    State("apply, signed out", "", "/", (begun(path=at(PHONE)),), within=REFUSED),
    State("apply", "newcomer", "/", (begun(path=at(PHONE)),), within=REFUSED),
    State(
        REFUSED,
        "newcomer",
        "/",
        (begun(path=at(PHONE)), write(value="12"), press("agree")),
        422,
    ),
    State(
        "apply, the profile's number offered",
        "giver_of_all",
        "/",
        (begun(path=at(PHONE)),),
        within=REFUSED,
    ),
    State("apply, some words", "newcomer", "/", (begun(PHONE, path=at(FOOD)),)),
    State(
        "apply, agreed",
        "newcomer",
        "/",
        (begun(PHONE, path=at(PHONE)),),
        within="apply, some words",
    ),
    State(
        "apply, changed since",
        "newcomer",
        "/",
        (begun(PHONE, path=at(PHONE), then=kept_longer),),
        within="question, card changed",
    ),
    State("sponsor", "newcomer", "/", (begun(PHONE, NAME, path=at(SPONSOR)),)),
    State(
        "sponsor, not ticked",
        "newcomer",
        "/",
        (begun(PHONE, NAME, path=at(SPONSOR)), press("agree")),
        422,
        within="sponsor",
    ),
    State(
        "sponsor, agreed",
        "newcomer",
        "/",
        (begun(PHONE, NAME, SPONSOR, path=at(SPONSOR)),),
        within="sponsor",
    ),
    State("apply, conditions", "newcomer", "/", (with_conditions, press("begin")), 422),
    State("apply, conditions, signed out", "", "/", (with_conditions,), within="apply, conditions"),
    State("apply, for others", "newcomer", "/", (for_earlier_members,), 403, within="no such page"),
    State(
        "apply, closed",
        "newcomer",
        "/",
        (begun(then=set_state(EventState.CLOSED)),),
        409,
        within="no such page",
    ),
    State(
        "apply, cancelled",
        "newcomer",
        "/",
        (begun(then=set_state(EventState.CANCELLED)),),
        410,
        within="no such page",
    ),
    State("application, checked", "newcomer", "/", (begun(PHONE, NAME, path=CHECK),)),
    State(
        "application, an answer missing",
        "newcomer",
        "/",
        (begun(FOOD, path=CHECK),),
        within="application, checked",
    ),
    State(
        "application, no seat left",
        "newcomer",
        "/",
        (begun(PHONE, path=CHECK, then=full),),
        within="application, checked",
    ),
    State("application, sent", "newcomer", "/", (begun(*ALL, path=DONE, then=send),)),
    State(
        "application, waiting",
        "newcomer",
        "/",
        (begun(PHONE, path=f"{DONE}?done=seat_taken", then=sent_while_full),),
        within="application, sent",
    ),
    State("events of mine, none", "newcomer", LIST, within="events of mine"),
    State("events of mine", "newcomer", "/", (begun(PHONE, path=LIST, then=send),)),
    State("application", "newcomer", "/", (begun(*ALL, path=MINE, then=handed_on),)),
    State(
        "application, cancelled after something went",
        "newcomer",
        "/",
        (begun(*ALL, path=MINE, then=cancelled_after_handing_on),),
        within="application",
    ),
    State(
        "event, refused what it needs",
        "",
        "/",
        (begun(path="/events/{slug}?done=not_without"),),
        within="event",
    ),
    State(
        "application, begun",
        "newcomer",
        "/",
        (begun(PHONE, NAME, path=MINE),),
        within="application",
    ),
    State(
        "consents, for an event",
        "newcomer",
        "/",
        (begun(PHONE, NAME, SPONSOR, path="/me/consents"),),
        within="consents",
    ),
)
