"""Everything Kakao tells and is told, over the rows of the rooms; Kakao says what a test wants."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Table, update

from tests.members.door import Door
from tests.rooms import Rooms
from webapp.consent.decision import Decision, MemberId
from webapp.members.errors import KakaoRefused
from webapp.members.kakao_link import KakaoLink
from webapp.members.kakao_link_errands import KIND as SCOPE
from webapp.members.kakao_link_ports import AgreedScope
from webapp.members.kakao_link_scopes import ScopeEnder
from webapp.members.webhooks import Webhooks
from webapp.members.webhooks_effects import Effects
from webapp.members.webhooks_in_time import InTime
from webapp.members.webhooks_news import Message, News, What
from webapp.outbox.drain import Outbox
from webapp.profile.withdrawing import Endings
from webapp.storage.tables import field_value, kakao_leftover, outbox, webhook_event

PHONE = "phone_number"  # the scope of MBTI, in the catalogue of these tests


@dataclass
class SaidScopes:
    """Implements members.kakao_link_ports.KakaoScopes without a Kakao."""

    revoked: list[tuple[str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    refusals: list[Exception] = field(default_factory=list)
    agreements: Sequence[AgreedScope] = ()
    left: list[AgreedScope] | None = None

    def agreed(self, kakao_id: str) -> list[AgreedScope]:
        self._refuse()
        self.asked.append(kakao_id)
        return list(self.agreements)

    def revoke(self, kakao_id: str, scope: str) -> list[AgreedScope] | None:
        self._refuse()
        self.revoked.append((kakao_id, scope))
        return self.left

    def _refuse(self) -> None:
        if self.refusals:
            raise self.refusals.pop(0)


@dataclass
class SaidHooks:
    """Implements members.webhooks_ports.KakaoHooks: a token is the name of a message."""

    messages: dict[bytes, Message] = field(default_factory=dict)

    def is_kakao(self, authorization: str) -> bool:
        return authorization == "Kakao"

    def is_for_us(self, app_id: str) -> bool:
        return app_id == "ours"

    def unlinked(self, user_id: str, referrer: str, at: datetime) -> Message | None:
        news = (News(What.UNLINKED, by_person=referrer == "person"),)
        return Message(user_id, f"{user_id} {referrer} {at.date()}", at, news, is_numbered=False)

    def read(self, token: bytes) -> Message:
        if token not in self.messages:
            raise KakaoRefused("malformed_token")
        return self.messages[token]


@dataclass
class KakaoHouse:
    """The rooms around Kakao; `rooms` knows MBTI as something that may come from Kakao."""

    rooms: Rooms
    kakao: SaidScopes = field(default_factory=SaidScopes)
    hooks: SaidHooks = field(default_factory=SaidHooks)
    told: list[tuple[str, str]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    kakao_id: str = ""

    def __post_init__(self) -> None:
        rooms, kakao = self.rooms, self.kakao
        store, vault, catalogue, now = rooms.storage, rooms.vault, rooms.catalogue, rooms.clock
        endings = Endings(catalogue, rooms.editions)
        self.ender = ScopeEnder(store, vault, catalogue, kakao, now)
        self.effects = Effects(store, vault, catalogue, endings, kakao, now)
        self.link = KakaoLink(store, vault, catalogue, endings, kakao, now)
        self.in_time = InTime(self.lost.append)
        self.webhooks = Webhooks(store, vault, self.hooks, self.in_time, now)
        runners = {SCOPE: self.ender.run} | self.effects.runners()
        self.outbox = Outbox(store.write, runners, now, self._tell)
        self.door = Door(rooms)
        self.clear()

    def _tell(self, *said: str) -> None:
        self.told.append((said[0], said[1]))

    def clear(self) -> None:
        """Delete what other tests left to be done."""
        with self.rooms.storage.engine.begin() as connection:
            for table in (outbox, kakao_leftover, webhook_event):
                connection.execute(table.delete())

    def work(self) -> None:
        """Let the worker do what is due."""
        self.ender.gather()
        self.outbox.drain()

    def new_id(self) -> str:
        self.kakao_id = str(4_000_000_000 + secrets.randbelow(10**9))
        return self.kakao_id

    def member(self) -> MemberId:
        """Return somebody who came through the door; `kakao_id` is theirs."""
        return self.door.member(self.new_id()).member_id

    def giver(self, source: str = "kakao") -> MemberId:
        """Return a member whose value came from Kakao."""
        who = self.member()
        self.give(who, source)
        return who

    def give(self, who: MemberId, source: str = "kakao") -> None:
        self.rooms.agree(who)
        with self.rooms.storage.engine.begin() as connection:
            connection.execute(
                update(field_value).where(field_value.c.member_id == who).values(source=source)
            )

    def cut(self, referrer: str = "person", kakao_id: str = "") -> None:
        """Let Kakao send the unlink webhook."""
        self.webhooks.unlinked(kakao_id or self.kakao_id, referrer)

    def say(self, what: What, mark: str = "", at: datetime | None = None, *scopes: str) -> None:
        """Let Kakao send a signed event about the person of `kakao_id`."""
        mark = mark or secrets.token_hex(8)
        news = (News(what, scopes),)
        self.hooks.messages[mark.encode()] = Message(
            self.kakao_id, f"event {mark}", at or self.rooms.clock(), news
        )
        self.webhooks.happened(mark.encode())

    def is_member(self, kakao_id: str = "") -> bool:
        index = self.rooms.vault.index("kakao_id", kakao_id or self.kakao_id)
        with self.rooms.storage.read() as store:
            return store.people.linked(index) is not None

    def last(self, who: MemberId, notice_key: str = "mbti") -> Decision:
        """Return the latest decision about a notice."""
        return self.rooms.shown(who, self.rooms.standings(who)[notice_key].decision_id)

    def count(self, table: Table) -> int:
        return len(self.rooms.rows(table.fullname))
