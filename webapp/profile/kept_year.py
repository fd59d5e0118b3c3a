"""The year of birth somebody asked to carry from the gate to the question about their age.

It is no value of the profile: nobody may read it for any purpose. It stands in the line of that
question, for its person alone, until they answer or skip it, or a week has passed.
"""

from datetime import datetime

from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import Trigger
from webapp.consent.decision import MemberId
from webapp.profile.errors import CannotOpen
from webapp.profile.ports import Vault
from webapp.profile.waiting import KeptYear, WaitingStore

FIELD = "age"
"""The question it is carried to; the database ends it with any decision about that notice."""
KEPT = CATALOGUE.retention("kept_year").after(Trigger.COLLECTION)


def keep_year(
    store: WaitingStore, vault: Vault, member_id: MemberId, year: int, at: datetime
) -> None:
    """Seal a year, with a key of its own, in the transaction that makes the member."""
    sealed = vault.seal(str(year).encode(), _place(member_id))
    store.kept_years.put(KeptYear(member_id, sealed, at + KEPT))


def year_kept(store: WaitingStore, vault: Vault, member_id: MemberId, at: datetime) -> str | None:
    """Return the four digits a person carried along, `None` when there are none (any more)."""
    kept = store.kept_years.get(member_id)
    if kept is None or at >= kept.expires_at:
        return None
    try:
        return vault.open(kept.sealed, _place(member_id)).decode()
    except CannotOpen:  # a convenience, not worth an error page
        return None


def _place(member_id: MemberId) -> tuple[str, ...]:
    return ("kept_year", str(member_id))
