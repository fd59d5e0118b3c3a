"""Two of the doors through which a plain value leaves: `read` for a purpose, `own` for the person.

`read` fails closed: without a live decision for that person, field and purpose, under a hold, or
past its date, there is no value (promise P7; PIPA 15(2), 18(1)). The third door is `settling`; a
structural test allows no other way to a plain value.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from webapp.catalogue.kinds import decode
from webapp.catalogue.shapes import Catalogue, Notice, Visibility
from webapp.consent.decision import MEMBERSHIP, Answer, MemberId
from webapp.consent.editions import Editions
from webapp.consent.ports import Database
from webapp.profile.errors import CannotOpen, NotPermitted
from webapp.profile.keeping import place_of
from webapp.profile.kept_year import year_kept
from webapp.profile.lifetime import span_of, surely_until
from webapp.profile.ports import ProfileStore, Readable, ValueRow, Vault
from webapp.profile.waiting import WaitingStore


@dataclass(frozen=True, slots=True)
class OwnValue:
    """One of the person's own values, opened for their own eyes."""

    scope: str
    field_key: str
    value: str
    decision_id: UUID
    source: str
    visibility: str
    collected_at: datetime
    expires_at: datetime | None
    held_at: datetime | None


class Profile:
    """Opens values; holds nothing itself."""

    def __init__(
        self,
        database: Database[ProfileStore],
        vault: Vault,
        catalogue: Catalogue,
        editions: Editions,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._vault = vault
        self._catalogue = catalogue
        self._editions = editions
        self._now = now
        asked = [notice for notice in catalogue.notices if notice.not_yet is None]
        self._notices = {
            (key, n.purpose, n.audience): n for n in reversed(asked) for key in n.fields
        }
        self._facts: dict[bytes, bytes] = {}

    def read(
        self,
        member_id: MemberId,
        field_key: str,
        purpose: str,
        scope: str = MEMBERSHIP,
        audience: Visibility | None = None,
    ) -> str:
        """Return one value for one purpose; raises `NotPermitted` whenever in doubt.

        `audience` says who is to see it: without one, nothing is read in order to be shown.
        """
        values = self.read_many([member_id], field_key, purpose, scope, audience)
        try:
            return values[member_id]
        except KeyError:
            raise NotPermitted from None

    def may_read(
        self,
        member_id: MemberId,
        field_key: str,
        purpose: str,
        scope: str = MEMBERSHIP,
        audience: Visibility | None = None,
    ) -> bool:
        """Tell whether `read` would open this value now, in one statement (a test counts it).

        The latest decision answers. Only what it cannot know is looked up in the value's own row:
        a hold, a date, or a consent so old that the person's last use decides.
        """
        notice = self._notices.get((field_key, purpose, audience))
        if notice is None:
            return False
        with self._database.read() as store:
            consent = store.values.consent(member_id, scope, field_key, notice.key)
            if consent is None or consent.answer is not Answer.GIVEN:
                return False
            facts = self._facts_of(store, consent.edition_hash)
        if facts != self._editions.facts(notice.key):
            return False
        rule = self._catalogue.retention(self._catalogue.field(field_key).retention)
        if consent.is_watched or self._now() >= surely_until(rule, consent.decided_at):
            return bool(self._readable([member_id], notice, field_key, scope))
        return True

    def read_many(
        self,
        member_ids: Sequence[MemberId],
        field_key: str,
        purpose: str,
        scope: str = MEMBERSHIP,
        audience: Visibility | None = None,
    ) -> dict[MemberId, str]:
        """Return the values that may be read; members without a live decision are left out."""
        notice = self._notices.get((field_key, purpose, audience))
        if notice is None:
            return {}
        found = self._readable(member_ids, notice, field_key, scope)
        return {row.member_id: self._open(row) for row in found}

    def own(
        self,
        store: ProfileStore,
        member_id: MemberId,
        only: Collection[str] | None = None,
        scope: str | None = None,
    ) -> list[OwnValue]:
        """Return a person's values for their own session, even on hold (PIPA 35).

        `only` names the fields that will be shown, and `scope` where they were given, so that
        nothing else is opened.
        """
        return [
            OwnValue(
                scope=row.scope,
                field_key=row.field_key,
                value=self._open(row),
                decision_id=row.decision_id,
                source=row.source,
                visibility=row.visibility,
                collected_at=row.collected_at,
                expires_at=row.expires_at,
                held_at=row.held_at,
            )
            for row in store.values.own(member_id)
            if (only is None or row.field_key in only) and scope in (None, row.scope)
        ]

    def year_kept(self, store: WaitingStore, member_id: MemberId) -> str | None:
        """Return the year a person carried from the gate, for their own session; no value yet."""
        return year_kept(store, self._vault, member_id, self._now())

    def _readable(
        self, member_ids: Sequence[MemberId], notice: Notice, field_key: str, scope: str
    ) -> list[ValueRow]:
        with self._database.read() as store:
            found = store.values.readable(member_ids, scope, field_key, notice.key)
        facts = self._editions.facts(notice.key)
        return [item.row for item in found if self._is_open(item, notice.purpose, facts)]

    def _facts_of(self, store: ProfileStore, edition_hash: bytes) -> bytes | None:
        """Return the facts an edition stands for; it never changes, so it is looked up once."""
        if edition_hash not in self._facts:
            edition = self._editions.find(store.editions, edition_hash)
            if edition is None:
                return None
            self._facts[edition_hash] = edition.facts_hash
        return self._facts[edition_hash]

    def _is_open(self, item: Readable, purpose: str, facts: bytes) -> bool:
        row = item.row
        rule = self._catalogue.retention(self._catalogue.field(row.field_key).retention)
        span = span_of(rule, row.collected_at, item.last_seen_at, row.expires_at)
        return (
            row.held_at is None
            and item.standing.purpose == purpose
            and item.standing.is_live(facts)
            and (span is None or self._now() < span.until)
        )

    def _open(self, row: ValueRow) -> str:
        return open_value(self._vault, row)


def open_value(vault: Vault, row: ValueRow) -> str:
    """Return what a row holds, for one of the three doors; raises `CannotOpen`."""
    place = place_of(row.member_id, row.scope, row.field_key)
    try:
        return decode(vault.open(row.sealed, place))
    except ValueError:
        raise CannotOpen from None
