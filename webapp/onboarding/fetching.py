"""Fetching a value from Kakao: consent here first, then there, then one item, once.

The card waits sealed in the attempt while its person is at Kakao. Decision and value are written
together when they are back, or neither is; what was agreed to at Kakao for nothing is given back.
Why so: docs/decisions/0025.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from uuid import UUID

from webapp.catalogue.kinds import Unclean
from webapp.catalogue.shapes import Catalogue, Field, Kind, Notice
from webapp.consent.decision import MemberId
from webapp.consent.ports import Database
from webapp.members.kakao_link_errands import queue_scope_revocation
from webapp.members.login import Login
from webapp.members.ports import KakaoIdentity, MemberStore
from webapp.members.rows import Attempt
from webapp.onboarding.ports import Handed, Handing, KakaoPictures, KakaoProfile
from webapp.profile.answers import Answers, Reply
from webapp.profile.photos.errors import PhotoRefused
from webapp.profile.photos.glance import glance
from webapp.profile.photos.taking import Photos
from webapp.profile.ports import Vault

FETCH = "fetch"
"""The errand of a way to Kakao that ends in a value."""

PART = "value"
"""The form part that holds what Kakao can hand over, in every kind it has something for."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What waits sealed while somebody is at Kakao: their card, and where it stood.

    `holder` names the session that saw the card, and nobody. `place` is a word of the web floor,
    `last` the latest decision when the tick was set, or "".
    """

    holder: str
    ticket: str = field(repr=False)
    repeat_key: str = field(repr=False)
    field_key: str
    place: str
    last: str


@dataclass(frozen=True, slots=True)
class AtKakao:
    """What Kakao can be asked for: the items switched on, and how each arrives."""

    scopes: frozenset[str]
    profile: KakaoProfile
    pictures: KakaoPictures
    photos: Photos


class Fetching:
    """What the pages of fetching do."""

    def __init__(
        self,
        database: Database[MemberStore],
        vault: Vault,
        catalogue: Catalogue,
        login: Login,
        answers: Answers,
        kakao: AtKakao,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._vault = vault
        self._catalogue = catalogue
        self._login = login
        self._answers = answers
        self._kakao = kakao
        self._now = now

    def offers(self, asked: Field) -> bool:
        """Tell whether this field can be fetched today."""
        is_on = asked.kakao_scope in self._kakao.scopes
        return is_on and asked.from_kakao is not None and asked.not_yet is None

    def start(
        self, asked: Field, reply: Reply, place: str, browser_hash: bytes, *, ask_again: bool
    ) -> str:
        """Judge a posted card and return the address at Kakao to go to; nothing is stored.

        `ask_again` makes Kakao ask for the account. Raises `StaleTicket` and `NotTicked`.
        """
        last = self._answers.may_fetch(self._notice(asked), reply)
        errand = Errand(
            holder=reply.holder,
            ticket=reply.ticket,
            repeat_key=reply.repeat_key,
            field_key=asked.key,
            place=place,
            last=str(last or ""),
        )
        return self._login.start(
            browser_hash,
            "",
            FETCH,
            ask_again=ask_again,
            scope=(_scope(asked),),
            parcel=json.dumps(asdict(errand)),
        )

    def errand(self, attempt: Attempt) -> Errand:
        """Return what an attempt to fetch was made for."""
        return Errand(**json.loads(self._login.open(attempt).parcel))

    def finish(self, attempt: Attempt, code: str, member_id: MemberId) -> Handing:
        """Ask Kakao for the item and store it under the card that waited.

        `member_id` is whose session the errand's `holder` names, as the caller has checked.
        Only GIVEN stored something. Raises `WrongPerson`, `StaleTicket`, `MemberGone`, the Kakao
        errors and, of a photo, `PhotosAway`; nothing is stored then either.
        """
        errand, opened = self.errand(attempt), self._login.open(attempt)
        asked = self._catalogue.field(errand.field_key)
        with self._given_back(member_id, _scope(asked)) as trip:

            def admit(identity: KakaoIdentity) -> None:
                self._login.confirm(attempt, identity, member_id, fresh=False)
                trip.is_admitted = True

            handed = self._kakao.profile.fetch(
                code=code,
                nonce=opened.nonce,
                verifier=opened.verifier,
                scope=_scope(asked),
                admit=admit,
            )
            trip.handing = self._keep(errand, member_id, asked, handed)
        return trip.handing

    def _keep(self, errand: Errand, member_id: MemberId, asked: Field, handed: Handed) -> Handing:
        if handed.handing is not Handing.GIVEN:
            return handed.handing
        reply = Reply(
            member_id=member_id,
            holder=errand.holder,
            ticket=errand.ticket,
            repeat_key=errand.repeat_key,
            raw={PART: [handed.text]},
            ticked=True,
        )
        last = UUID(errand.last) if errand.last else None
        try:
            self._take_over(asked, reply, handed.text, last)
        except (Unclean, PhotoRefused):
            return Handing.UNUSABLE
        return Handing.GIVEN

    def _take_over(self, asked: Field, reply: Reply, text: str, last: UUID | None) -> None:
        notice = self._notice(asked)
        if asked.kind is not Kind.PHOTO:
            self._answers.take_over(notice, reply, last)
            return
        photos = self._kakao.photos
        pictures = photos.prepare(glance(self._kakao.pictures.take(text)))
        with photos.laid_down(pictures) as value:
            # The address of the picture is no part of the reply: it would differ each time.
            photo = replace(reply, raw={}, laid_down={asked.key: value})
            self._answers.take_over(notice, photo, last)

    @contextmanager
    def _given_back(self, member_id: MemberId, scope: str) -> Iterator["_Trip"]:
        """End at Kakao what was agreed to there for a value that is not kept after all."""
        trip = _Trip()
        try:
            yield trip
        finally:
            if trip.is_admitted and trip.handing in _AGREED_FOR_NOTHING:
                with self._database.write() as store:
                    queue_scope_revocation(store, self._vault, member_id, scope, self._now())

    def _notice(self, asked: Field) -> Notice:
        return next(
            notice
            for notice in self._catalogue.notices_of(asked.key)
            if notice.is_asked and notice.audience is None
        )


@dataclass(slots=True)
class _Trip:
    """How far a way to Kakao came; without a handing something went wrong on it."""

    is_admitted: bool = False
    handing: Handing = Handing.UNUSABLE


_AGREED_FOR_NOTHING = frozenset({Handing.EMPTY, Handing.UNUSABLE})


def _scope(asked: Field) -> str:
    if asked.kakao_scope is None:
        raise KeyError(asked.key)
    return asked.kakao_scope
