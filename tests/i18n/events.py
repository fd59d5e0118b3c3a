"""The part of the walk that leads through events: as anybody, applying for one, one's own."""

from typing import TYPE_CHECKING

from sqlalchemy import update

from tests.events.samples import OF_AGE, joined_by, listening, seminar
from tests.world import World
from webapp.catalogue.korea import korean_day
from webapp.events.body import canonical
from webapp.events.publishing import row_of
from webapp.events.rows import EventState
from webapp.storage.tables.events import event as event_table

if TYPE_CHECKING:
    from tests.i18n.journeys import Walk

PARTY, PLAIN, FULL, CLOSED, CANCELLED = (
    f"walked-{word}" for word in ("party", "plain", "full", "closed", "cancelled")
)
HERE = f"/events/{PARTY}"
APPLY, MINE = f"{HERE}/apply", f"/me/events/{PARTY}"
TYPED = {"phone": "010-1234-5678", "food": "peanuts", "name": "Sori"}
"""What is written reads the same in either language, so that no Korean is left in English."""
GROWN = {"year": "1990", "month": "4", "day": "1", "act": "begin"}


def see_events(on: "Walk") -> None:
    """Look at what is put up, in every state an event can be in, and answer before signing in."""
    with on.world.storage.engine.begin() as connection:  # those another reader saw are over
        connection.execute(update(event_table).values(ends_at=on.world.clock()))
    on.look("/events", "none")
    _put_up(on.world)
    on.look("/events")
    for slug in (PARTY, PLAIN, FULL, CLOSED, CANCELLED):
        on.look(f"/events/{slug}", "signed out")
    on.look(APPLY, "signed out")
    first = f"/events/{PLAIN}/apply/1"
    on.look(first, "signed out")
    on.see(f"{first} empty, signed out", on.browser.fill(first, act="agree"), 422)


def apply(on: "Walk") -> None:
    """Apply with one refusal, look at everything, withdraw what was given on, and cancel."""
    on.look("/me/events", "none")
    on.look(APPLY, "new")
    on.see(f"{APPLY} no such day", on.browser.fill(APPLY, **GROWN | {"month": "13"}), 422)
    assert on.browser.fill(APPLY, **GROWN).status_code == 303
    _answer_all(on)
    on.look(HERE, "begun")
    on.look("/me/events", "begun")
    on.look(MINE, "begun")
    on.look(f"{APPLY}/check")
    sent = on.browser.post(f"{APPLY}/send", data=_hidden(on, f"{APPLY}/check"))
    assert sent.status_code == 303, sent.get_data(as_text=True)
    on.look(f"{APPLY}/done")
    for path in (HERE, "/me/events", MINE, "/", "/me/consents"):
        on.look(path, "applied")
    [change, *_others] = on.pages[f"{MINE} applied"].soup.select("main a.row-act")
    on.look(str(change["href"]), "applied")
    gone = on.browser.post(f"{MINE}/cancel", data=_hidden(on, MINE))
    assert gone.headers["Location"] == "/me/events?done=cancelled"
    on.look("/me/events?done=cancelled")


def _answer_all(on: "Walk") -> None:
    for number, value in enumerate(TYPED.values(), 1):
        path = f"{APPLY}/{number}"
        on.look(path)
        on.see(f"{path} empty", on.browser.fill(path, act="agree"), 422)
        form = {"act": "agree", "agree": "yes", "value": value}
        assert on.browser.fill(path, **form).status_code == 303
        on.look(path, "given")
    path = f"{APPLY}/{len(TYPED) + 1}"
    on.look(path)
    on.see(f"{path} not ticked", on.browser.fill(path, act="agree"), 422)
    assert on.browser.fill(path, act="agree", agree="yes").status_code == 303


def _hidden(on: "Walk", path: str) -> dict[str, str]:
    """Return the hidden parts of the last form of a page: the one that sends or cancels."""
    form = on.pages.get(path) or on.pages[f"{path} applied"]
    inputs = form.soup.select("main form")[-1].select("input[type=hidden]")
    return {str(one["name"]): str(one["value"]) for one in inputs}


def _put_up(world: World) -> None:
    """Publish an event in each state, or let those that are there lie ahead again."""
    today = joined_by(korean_day(world.clock()))
    files = {
        PARTY: listening(conditions=(today, OF_AGE), event_id=PARTY, slug=PARTY),
        **{slug: seminar(event_id=slug, slug=slug) for slug in (PLAIN, FULL, CLOSED, CANCELLED)},
    }
    with world.storage.write() as store:
        for slug, file in files.items():
            kept = store.events.latest(slug)
            version = kept.version if kept else store.events.add_version(slug, canonical(file))
            store.events.publish(row_of(file, version), world.clock())
        store.events.set_state(CLOSED, EventState.CLOSED)
        store.events.set_state(CANCELLED, EventState.CANCELLED)
    with world.storage.engine.begin() as connection:
        full = update(event_table).where(event_table.c.event_id == FULL)
        connection.execute(full.values(taken=40, waiting=3))
