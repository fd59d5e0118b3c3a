"""The link to Kakao for the eyes of its person: what they agreed to there, and ending it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from webapp.catalogue.shapes import Catalogue, Field, Source
from webapp.consent.decision import MemberId
from webapp.consent.errors import MemberGone
from webapp.consent.ports import Database
from webapp.members.errors import (
    KakaoMisconfigured,
    KakaoNotLinked,
    KakaoUnavailable,
    NotAgreed,
    ScopeNotRevocable,
)
from webapp.members.joining import open_link
from webapp.members.kakao_link_errands import ending, queue_scope_revocation
from webapp.members.kakao_link_ports import AgreedScope, KakaoScopes, KnownScopes, LinkStore
from webapp.members.kakao_link_scopes import note_ended
from webapp.members.rows import Link
from webapp.profile.errors import CannotOpen
from webapp.profile.ports import ValueRow, Vault
from webapp.profile.withdrawing import Endings, Said


class Seen(Enum):
    """Where what is shown of the agreements comes from."""

    NOW = "now"
    EARLIER = "earlier"  # Kakao did not answer; this is what it said last
    NEVER = "never"  # Kakao did not answer, and was never asked before
    CUT = "cut"  # Kakao knows of no link: it was cut there, and we were not told


class Ended(Enum):
    """How far the end of an agreement has come."""

    THERE = "there"
    ON_ITS_WAY = "on_its_way"
    NEVER = "never"  # Kakao does not let it end


@dataclass(frozen=True, slots=True)
class Agreement:
    """One item somebody agreed to at Kakao; `label` is Kakao's, "" where only its id is known.

    `field` is the field whose value came by it and is still kept; `is_ending` means that it was
    ended here and Kakao is still to be told.
    """

    scope: str
    label: str
    is_revocable: bool
    field: Field | None
    is_ending: bool = False


@dataclass(frozen=True, slots=True)
class Linked:
    """The link as it is shown; `trouble` is a code word for the log where Kakao did not answer."""

    since: datetime
    agreements: tuple[Agreement, ...]
    seen: Seen
    seen_at: datetime | None = None
    trouble: str = ""


class KakaoLink:
    """What `/me/kakao` does. Showing asks Kakao and writes nothing."""

    def __init__(
        self,
        database: Database[LinkStore],
        vault: Vault,
        catalogue: Catalogue,
        endings: Endings,
        kakao: KakaoScopes,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._vault = vault
        self._endings = endings
        self._kakao = kakao
        self._now = now
        self._fields = [field for field in catalogue.fields if field.kakao_scope]
        self._asked_for = {field.kakao_scope for field in self._fields}

    def show(self, member_id: MemberId) -> Linked:
        """Return the link with what Kakao says now, or last said; raises `MemberGone`."""
        with self._database.read() as store:
            link = _link(store, member_id)
            known = store.kakao_links.scopes(member_id)
            held = _Held(
                store.values.own(member_id),
                frozenset(ending(store, self._vault, member_id)),
            )
        try:
            agreed = self._kakao.agreed(open_link(self._vault, link))
        except KakaoNotLinked:
            return Linked(link.linked_at, (), Seen.CUT)
        except (KakaoUnavailable, KakaoMisconfigured) as away:
            return self._as_known(link, known, held, away.reason)
        except CannotOpen:
            return self._as_known(link, known, held, "unreadable")
        return Linked(link.linked_at, self._agreements(agreed, held), Seen.NOW)

    def revoke(self, member_id: MemberId, scope: str, locale: str) -> Ended:
        """End an agreement, and here each consent under which a value came by it.

        The value and its key are gone before this returns (promise P6); Kakao is told at once, or
        by the worker as soon as it answers. If we die between the two, the note that the database
        made of the value tells it (docs/decisions/0029). Raises `MemberGone`, and `NotAgreed` or
        the errors of `KakaoScopes.agreed` for an item that only Kakao may know.
        """
        self._check(member_id, scope)
        now = self._now()
        with self._database.write() as store:
            if not store.decisions.lock(member_id):
                raise MemberGone
            link = _link(store, member_id)
            for notice in self._endings.resting_on(store, member_id, {scope}):
                self._endings.withdraw(store, notice, member_id, Said(locale), now)
        try:
            left = self._kakao.revoke(open_link(self._vault, link), scope)
        except ScopeNotRevocable:
            return Ended.NEVER
        except (KakaoUnavailable, KakaoMisconfigured, CannotOpen):
            self._tell_later(member_id, scope)
            return Ended.ON_ITS_WAY
        with self._database.write() as store:
            note_ended(store, member_id, scope, left, now)
        return Ended.THERE

    def _check(self, member_id: MemberId, scope: str) -> None:
        """Let nobody speak to Kakao with our key about items that nobody was shown."""
        with self._database.read() as store:
            link, known = _link(store, member_id), store.kakao_links.scopes(member_id)
        if scope in self._asked_for or (known and scope in known.scopes):
            return
        try:
            agreed = self._kakao.agreed(open_link(self._vault, link))
        except (KakaoNotLinked, CannotOpen):
            raise NotAgreed from None
        if scope not in {one.scope for one in agreed}:
            raise NotAgreed

    def _tell_later(self, member_id: MemberId, scope: str) -> None:
        """Queue the end of an agreement, once, unless the person left meanwhile."""
        with self._database.write() as store:
            if not store.decisions.lock(member_id):
                return
            if scope not in ending(store, self._vault, member_id):
                queue_scope_revocation(store, self._vault, member_id, scope, self._now())

    def _as_known(
        self, link: Link, known: KnownScopes | None, held: "_Held", trouble: str
    ) -> Linked:
        came = {str(field.kakao_scope) for field in self._kept(held)}
        scopes = sorted(came.union(known.scopes if known else ()))
        agreed = [AgreedScope(scope, "", is_revocable=True) for scope in scopes]
        # Whoever handed a value over had the agreement to it at that moment.
        seen_at = [row.collected_at for row in held.own if row.source == Source.KAKAO.value]
        seen_at += [known.at] if known else []
        at = max(seen_at, default=None)
        seen = Seen.EARLIER if at else Seen.NEVER
        return Linked(link.linked_at, self._agreements(agreed, held), seen, at, trouble)

    def _agreements(self, agreed: list[AgreedScope], held: "_Held") -> tuple[Agreement, ...]:
        return tuple(
            Agreement(
                scope=one.scope,
                label=one.label,
                is_revocable=one.is_revocable,
                field=self._came_by(one.scope, held),
                is_ending=one.scope in held.ending,
            )
            for one in agreed
        )

    def _came_by(self, scope: str, held: "_Held") -> Field | None:
        """Return the field whose value came by a scope, if one is kept."""
        return next((field for field in self._kept(held) if field.kakao_scope == scope), None)

    def _kept(self, held: "_Held") -> list[Field]:
        came = {row.field_key for row in held.own if row.source == Source.KAKAO.value}
        return [field for field in self._fields if field.key in came]


@dataclass(frozen=True, slots=True)
class _Held:
    """What is kept here about a person's agreements: their values, and ends under way."""

    own: list[ValueRow]
    ending: frozenset[str]


def _link(store: LinkStore, member_id: MemberId) -> Link:
    link = store.people.link_of(member_id)
    if link is None:
        raise MemberGone
    return link
