"""The room of events, furnished: everything its pages and commands call, over one database."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.catalogue.shapes import Catalogue
from webapp.consent.edition import Language
from webapp.consent.ports import Database
from webapp.consent.ticket import Tickets
from webapp.events.applying import Applying
from webapp.events.entries import Entries
from webapp.events.parking import Parking
from webapp.events.ports import EventStore
from webapp.events.shelf import Shelf
from webapp.profile.clocks import Tell, unforgiving
from webapp.profile.ports import Vault
from webapp.profile.reading import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What the room stands on; `catalogue` is the membership's, with its smallest age.

    `tell` hears of an event that cannot be read.
    """

    database: Database[EventStore]
    vault: Vault
    profile: Profile
    catalogue: Catalogue
    tickets: Tickets
    minimum_age: int
    languages: Sequence[Language]
    now: Callable[[], datetime]
    tell: Tell = unforgiving


@dataclass(frozen=True, slots=True)
class EventRoom:
    """The published events, applying, one's applications, and what waits for a login."""

    shelf: Shelf
    applying: Applying
    entries: Entries
    parked: Parking


def furnish(house: House) -> EventRoom:
    """Return the room over a house."""
    shelf = Shelf(house.database, house.languages, house.now, house.tell)
    return EventRoom(
        shelf=shelf,
        applying=Applying(
            house.database,
            house.vault,
            house.profile,
            house.catalogue,
            house.tickets,
            house.minimum_age,
            house.now,
        ),
        entries=Entries(house.database, shelf, house.profile, house.now),
        parked=Parking(house.database, house.vault, house.now),
    )
