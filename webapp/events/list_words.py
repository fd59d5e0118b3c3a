"""The words of a list for organisers and recipients: all in one language, the command line's."""

from collections.abc import Mapping

from webapp.catalogue.kinds import Say
from webapp.consent.edition import Language
from webapp.consent.leaf import instant_text
from webapp.events.event import Event, spoken
from webapp.events.rows import Entry

LOCALE = "en"
"""What `./duett` speaks, in every command."""

ENTRY_FACTS = ("receipt", "status", "order", "sent_at")
"""Our own facts about an application, in the order of their columns."""

PLAIN = Language(LOCALE, str)
"""That language without the house's words: enough for what an event's file says itself."""


def say_of(event: Event, language: Language) -> Say:
    """Return what turns the Korean texts of an event and of the house into a list's language."""
    return spoken(event.file, language).translate


def facts_of(entry: Entry) -> Mapping[str, str]:
    """Return our own facts about an application, by the names in `ENTRY_FACTS`."""
    return {
        "receipt": entry.receipt,
        "status": entry.status.value,
        "order": str(entry.place),
        "sent_at": instant_text(entry.sent_at) if entry.sent_at else "",
    }
