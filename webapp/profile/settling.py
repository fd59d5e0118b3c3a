"""The third door: what becomes of a contested value, on the word of somebody who checked it.

`settle` keeps, changes or deletes it; `contested` opens it for whoever has to check, who leaves a
reason on record first (`rights.desk`). Nothing else opens a value on hold but its owner's door.
"""

from dataclasses import dataclass, replace

from webapp.catalogue.kinds import encode
from webapp.catalogue.shapes import Catalogue, Source
from webapp.consent.decision import Actor, Answer, Channel, Standing
from webapp.consent.record import Act, end_of, language_of, record
from webapp.profile.holding import release
from webapp.profile.keeping import Holder, erase, place_of
from webapp.profile.ports import Correction, Outcome, ProfileStore, ValueRow, Vault
from webapp.profile.reading import open_value


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a request ends: the request as settled, and the new value where it is changed."""

    settled: Correction
    value: str = ""


class Settlement:
    """Opens and settles contested values, inside the transaction of whoever asks."""

    def __init__(self, vault: Vault, catalogue: Catalogue) -> None:
        self._vault = vault
        self._catalogue = catalogue

    def contested(self, store: ProfileStore, made: Correction) -> str | None:
        """Return the value a request is about; `None` when it is gone, or held no more."""
        row = self._row(store, made)
        return open_value(self._vault, row) if row and row.held_at else None

    def settle(self, store: ProfileStore, verdict: Verdict) -> None:
        """Carry a verdict out; the member is locked. The hold ends with the request.

        A changed value stays under the decision that allowed it, for what is agreed to is the
        item, not what stands in it. A deleted one ends its consents on record (promise P1).
        """
        made = verdict.settled
        release(store, made)
        if made.outcome is Outcome.CHANGED:
            self._change(store, made, verdict.value)
        if made.outcome is Outcome.DELETED:
            self._delete(store, made)

    def _change(self, store: ProfileStore, made: Correction, value: str) -> None:
        row = self._row(store, made)
        if row is None or made.settled_at is None:
            return
        place = place_of(made.member_id, made.scope, made.field_key)
        store.values.put(
            replace(
                row,
                sealed=self._vault.seal(encode(value), place),
                source=Source.CORRECTED.value,
                collected_at=made.settled_at,
            )
        )

    def _delete(self, store: ProfileStore, made: Correction) -> None:
        if made.settled_at is None:
            return
        standings = store.decisions.standings(made.member_id, made.scope)
        notices = {
            notice.key
            for notice in self._catalogue.notices_of(made.field_key)
            if notice.fields == (made.field_key,)
        }
        acts = [
            self._ended(store, made, standing)
            for standing in standings
            if standing.answer is Answer.GIVEN and standing.notice_key in notices
        ]
        if acts:
            record(store, made.member_id, acts, made.settled_at)
        holder = Holder(made.member_id, made.scope)
        erase(store, holder, [made.field_key], "corrected", made.settled_at)

    def _ended(self, store: ProfileStore, made: Correction, standing: Standing) -> Act:
        locale = language_of(store, standing)
        at = made.settled_at or made.opened_at
        return end_of(standing, made.scope, Answer.ERASED, locale, at, Channel.SYSTEM, Actor.STAFF)

    def _row(self, store: ProfileStore, made: Correction) -> ValueRow | None:
        return next(
            (
                row
                for row in store.values.own(made.member_id)
                if (row.scope, row.field_key) == (made.scope, made.field_key)
            ),
            None,
        )
