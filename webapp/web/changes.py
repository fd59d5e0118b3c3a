"""What is different between a card that was answered and the card that is current (409)."""

from webapp.consent.edition import Edition
from webapp.web.services import services


def changed_rows(shown: bytes | None, current: Edition) -> dict[str, str] | None:
    """Return the old words of every changed line by its key ("" for a new line), or `None`.

    The card that was answered is compared in the language of this one. `None` too when it cannot
    be found: then nothing is claimed to have changed.
    """
    before = services().journey.edition(shown, current.locale) if shown else None
    if before is None:
        return None
    old, new = _lines(before), _lines(current)
    return {key: old.get(key, "") for key, text in new.items() if old.get(key) != text}


def _lines(edition: Edition) -> dict[str, str]:
    return edition.rows | {"refusal": edition.body["refusal"]}
