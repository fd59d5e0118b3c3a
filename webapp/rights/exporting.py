"""A person's own copy of everything kept about them (PIPA 35, Decree 41; policy article 6-1)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from webapp.catalogue.kinds import Say, rules_of
from webapp.catalogue.shapes import N_, Catalogue, Field, Kind
from webapp.consent.decision import MEMBERSHIP, Decision, MemberId
from webapp.consent.edition import Edition
from webapp.consent.errors import MemberGone
from webapp.consent.ports import Database
from webapp.members.joining import open_link
from webapp.members.ports import MemberStore
from webapp.members.rows import Link, Member, Session
from webapp.profile.lifetime import span_of
from webapp.profile.photos.showing import OwnPhotos
from webapp.profile.photos.value import photo_value
from webapp.profile.ports import Destruction, Vault
from webapp.profile.reading import OwnValue, Profile
from webapp.rights.corrections import Line, line_of
from webapp.rights.ports import Application, Asked, EventRecords, HandedOn
from webapp.rights.then import question_of, question_words

EXPORT = "export"
"""The errand of a re-authentication that ends in a copy."""

LEFT_OUT = (
    (
        N_("접속 기록"),
        N_(
            "로그인한 때, IP 주소, 기기 이름이에요. 법에 따라 이 서비스에서는 읽을 수 없게 따로 둬요."
        ),
        N_("개인정보 보호책임자에게 요청하면 10일 안에 드려요."),
    ),
    (
        N_("보안에 쓰는 값"),
        N_("로그인 확인용 값과 암호 열쇠예요. 나가면 계정이 위험해져요."),
        N_("로그인 기기 화면에서 끝낼 수 있어요."),
    ),
)
"""What the copy does not hold: what it is, why it is left out, and the way to it."""


@dataclass(frozen=True, slots=True)
class KeptValue:
    """One value with everything that is known of it; `ends_at` is when its clock runs out.

    `asked` is the event it was given for, `None` for a value of the membership.
    """

    field: Field | None
    value: OwnValue
    purposes: tuple[str, ...]
    ends_at: datetime | None
    asked: Asked | None = None

    @property
    def is_for_event(self) -> bool:
        """Tell whether it was given for an event."""
        return self.value.scope != MEMBERSHIP

    @property
    def is_photo(self) -> bool:
        """Tell whether the value stands for pictures, which go along as files."""
        return self.field is not None and self.field.kind is Kind.PHOTO

    @property
    def picture_names(self) -> tuple[str, ...]:
        """Return the names of the files it stands for: the large picture, then the small one."""
        key = self.value.field_key
        return (f"{key}.webp", f"{key}-small.webp") if self.is_photo else ()

    @property
    def picture_size(self) -> tuple[int, int]:
        """Return width and height of the large picture in pixels; only a photo has one."""
        photo = photo_value(self.value.value)
        return photo.width, photo.height

    def label(self, language: str, say: Say) -> str:
        """Return what was asked for, by its key when it is asked no more."""
        return self._say(language, say)(self.field.label) if self.field else self.value.field_key

    def shown(self, language: str, say: Say) -> str:
        """Return the value as a person reads it; one of a field that is gone stays as stored."""
        if self.field is None:
            return self.value.value
        return rules_of(self.field).show(self.field, self.value.value, self._say(language, say))

    def _say(self, language: str, say: Say) -> Say:
        return self.asked.say(language, say) if self.asked else say


@dataclass(frozen=True, slots=True)
class Copy:
    """Everything about one person, opened for them alone."""

    made_at: datetime
    member: Member
    link: Link | None
    kakao_id: str
    values: tuple[KeptValue, ...]  # in the order they are asked for
    decisions: tuple[Decision, ...]
    editions: tuple[Edition, ...]
    sessions: tuple[Session, ...]
    deletions: tuple[Destruction, ...]
    corrections: tuple[Line, ...]
    events: Mapping[str, Asked]  # by scope, as far as an event is still known
    applications: tuple[Application, ...]
    handed_on: tuple[HandedOn, ...]

    def title_of(self, scope: str, language: str, say: Say) -> str:
        """Return what the event of a scope is called, "" when that is not known any more."""
        asked = self.events.get(scope)
        return asked.say(language, say)(asked.title) if asked else ""

    def label_of(self, scope: str, field_key: str, language: str, say: Say) -> str:
        """Return what an event asked for, in the words of then where it asks that no more."""
        asked = self.events.get(scope)
        card = question_of(field_key, scope, self.decisions, self.editions)
        said = asked.say(language, say) if asked else say
        return question_words(card, field_key, asked.catalogue if asked else None, said)

    def edition_of(self, decision: Decision) -> Edition | None:
        """Return the card somebody decided on."""
        shown = (edition for edition in self.editions if edition.hash == decision.edition_hash)
        return next(shown, None)


class Exporting:
    """Gathers the copy."""

    def __init__(
        self,
        database: Database[MemberStore],
        vault: Vault,
        profile: Profile,
        photos: OwnPhotos,
        catalogue: Catalogue,
        events: EventRecords,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._vault = vault
        self._profile = profile
        self._photos = photos
        self._catalogue = catalogue
        self._events = events
        self._now = now

    def copy(self, member_id: MemberId) -> Copy:
        """Return a person's copy, values on hold included; raises `MemberGone`."""
        with self._database.read() as store:
            member = store.people.get(member_id)
            if member is None:
                raise MemberGone
            link = store.people.link_of(member_id)
            values = self._profile.own(store, member_id)
            decisions = store.decisions.history(member_id)
            shown = {decision.edition_hash for decision in decisions}
            editions = [found for one in sorted(shown) if (found := store.editions.get(one))]
            sessions = store.sessions.of(member_id)
            deletions = store.values.destructions(member_id)
            corrections = store.corrections.of(member_id)
        applications = self._events.applications(member_id)
        handed_on = self._events.handed_on(member_id)
        scopes = {d.scope for d in decisions} | {d.scope for d in deletions}
        scopes |= {one.scope for one in applications}
        asked = {scope: event for scope in scopes if (event := self._events.asked(scope))}
        drafts = {one.scope: one.ends_at for one in applications}
        return Copy(
            made_at=self._now(),
            member=member,
            link=link,
            kakao_id=open_link(self._vault, link) if link else "",
            values=self._kept(values, decisions, member, _Events(asked, drafts)),
            decisions=tuple(decisions),
            editions=tuple(editions),
            sessions=tuple(sessions),
            deletions=tuple(deletions),
            corrections=tuple(line_of(self._vault, self._catalogue, made) for made in corrections),
            events=asked,
            applications=tuple(applications),
            handed_on=tuple(handed_on),
        )

    def pictures(self, copy: Copy) -> Mapping[str, bytes]:
        """Return the pictures of a copy by file name. Raises `StoreAway`."""
        found: dict[str, bytes | None] = {}
        for kept in copy.values:
            if kept.is_photo:
                photo = photo_value(kept.value.value)
                opened = (self._photos.opened(photo.full), self._photos.opened(photo.tile))
                found |= dict(zip(kept.picture_names, opened, strict=True))
        return {name: picture for name, picture in found.items() if picture is not None}

    def _kept(
        self,
        values: Sequence[OwnValue],
        decisions: Sequence[Decision],
        member: Member,
        events: "_Events",
    ) -> tuple[KeptValue, ...]:
        """Return the values in the order they are asked for, those of each event after ours."""
        allowed = {decision.decision_id: decision.purpose for decision in decisions}
        mine = [value for value in values if value.scope == MEMBERSHIP]
        kept = [
            KeptValue(
                field=field,
                value=value,
                purposes=(allowed[value.decision_id],),
                ends_at=self._ends_at(field, value, member),
            )
            for value in in_order(mine, self._catalogue)
            for field in [self._catalogue.find_field(value.field_key)]
        ]
        for scope in sorted({value.scope for value in values} - {MEMBERSHIP}):
            theirs = [value for value in values if value.scope == scope]
            kept += events.kept(scope, theirs, allowed)
        return tuple(kept)

    def _ends_at(self, field: Field | None, value: OwnValue, member: Member) -> datetime | None:
        if field is None or value.scope != MEMBERSHIP:
            return value.expires_at
        rule = self._catalogue.retention(field.retention)
        span = span_of(rule, value.collected_at, member.last_seen_at, value.expires_at)
        return span.until if span else None


@dataclass(frozen=True, slots=True)
class _Events:
    """What each event asks, and when the application that its answers belong to ends."""

    asked: Mapping[str, Asked]
    ends: Mapping[str, datetime]

    def kept(
        self, scope: str, values: Sequence[OwnValue], allowed: Mapping[UUID, str]
    ) -> list[KeptValue]:
        """Return the answers to one event; a draft takes its answers along when it ends."""
        asked = self.asked.get(scope)
        dates = [self.ends[scope]] if scope in self.ends else []
        return [
            KeptValue(
                field=asked.catalogue.find_field(value.field_key) if asked else None,
                value=value,
                purposes=(allowed[value.decision_id],),
                ends_at=min(
                    [*dates, *([value.expires_at] if value.expires_at else [])], default=None
                ),
                asked=asked,
            )
            for value in (in_order(values, asked.catalogue) if asked else values)
        ]


def in_order(values: Sequence[OwnValue], catalogue: Catalogue) -> list[OwnValue]:
    """Return values in the order in which a catalogue asks for them; what it dropped is last."""
    order = {field.key: place for place, field in enumerate(catalogue.offered())}
    return sorted(values, key=lambda value: order.get(value.field_key, len(order)))
