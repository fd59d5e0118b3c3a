"""The list of a person's consents, each with its card as it was shown, and how it stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from webapp.catalogue.shapes import Catalogue, Notice, NoticeKind
from webapp.consent.decision import MEMBERSHIP, Answer, Decision, MemberId, Standing
from webapp.consent.edition import Edition
from webapp.consent.editions import Editions
from webapp.consent.ports import Database
from webapp.members.ports import MemberStore
from webapp.profile.lifetime import Span, span_of
from webapp.profile.ports import ValueRow


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One line of 동의 관리. `standing` is `None` where nothing was ever answered."""

    notice: Notice
    standing: Standing | None
    is_live: bool
    span: Span | None

    @property
    def is_given(self) -> bool:
        """Tell whether there is a consent to end, if only to facts that have changed since."""
        return self.standing is not None and self.standing.answer is Answer.GIVEN


@dataclass(frozen=True, slots=True)
class Shown:
    """A past decision with the edition it was made on, to show the exact card again."""

    decision: Decision
    edition: Edition


class Consents:
    """Reads what a person decided (PIPA 35; Decree 41(1)5)."""

    def __init__(
        self,
        database: Database[MemberStore],
        catalogue: Catalogue,
        editions: Editions,
        now: Callable[[], datetime],
        scope: str = MEMBERSHIP,
    ) -> None:
        self._database = database
        self._catalogue = catalogue
        self._editions = editions
        self._now = now
        self._scope = scope

    def lines(self, member_id: MemberId) -> list[ConsentLine]:
        """Return one line for each notice that is asked today or was ever answered."""
        with self._database.read() as store:
            standings = {s.notice_key: s for s in store.decisions.standings(member_id, self._scope)}
            own = store.values.own(member_id)
            member = store.people.get(member_id)
        values = {row.field_key: row for row in own if row.scope == self._scope}
        last_seen = member.last_seen_at if member else self._now()
        return [
            self._line(notice, standings.get(notice.key), values, last_seen)
            for notice in self._listed(standings)
        ]

    def shown(self, member_id: MemberId, decision_id: UUID) -> Shown | None:
        """Return a person's own decision with its card; `None` for anybody else's."""
        with self._database.read() as store:
            found = store.decisions.shown(member_id, decision_id)
        return Shown(*found) if found else None

    def _listed(self, standings: Mapping[str, Standing]) -> list[Notice]:
        """Return what is asked today or was ever answered, in the order of the journey.

        Showing a field comes after the field. To show something is offered on the field's own page,
        so only what was chosen stands here.
        """
        order = [field.key for field in self._catalogue.fields]
        consents = sorted(
            (n for n in self._catalogue.notices if n.kind is NoticeKind.CONSENT),
            key=lambda notice: order.index(notice.fields[0]),
        )
        shows = [n for n in consents if n.audience is not None and n.key in standings]
        listed: list[Notice] = []
        for notice in consents:
            if notice.audience is None and (notice.not_yet is None or notice.key in standings):
                listed.append(notice)
                listed += [n for n in shows if n.fields == notice.fields and n not in listed]
        return listed

    def _line(
        self,
        notice: Notice,
        standing: Standing | None,
        values: dict[str, ValueRow],
        last_seen: datetime,
    ) -> ConsentLine:
        live = standing is not None and (
            self._editions.knows(notice.key) and standing.is_live(self._editions.facts(notice.key))
        )
        spans = [
            span_of(rule, values[key].collected_at, last_seen, values[key].expires_at)
            for key in notice.fields
            if key in values
            for rule in [self._catalogue.retention(self._catalogue.field(key).retention)]
        ]
        ends = min((s for s in spans if s), key=lambda s: s.until, default=None)
        return ConsentLine(notice, standing, live, ends if live else None)
