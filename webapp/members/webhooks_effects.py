"""What Kakao's messages bring about: each effect may come twice, late, and in any order.

What happened here after the instant Kakao names stays: a link made anew, a login, a consent.
"""

from collections.abc import Callable
from datetime import datetime

from webapp.catalogue.shapes import Catalogue
from webapp.consent.decision import MemberId
from webapp.consent.ports import Database
from webapp.members.ending import ended_at_kakao
from webapp.members.errors import KakaoMisconfigured, KakaoNotLinked, KakaoUnavailable
from webapp.members.joining import open_link
from webapp.members.kakao_link_ports import KakaoScopes
from webapp.members.rows import Link
from webapp.members.webhooks_errands import KINDS, Told, read_told
from webapp.members.webhooks_news import What, until
from webapp.members.webhooks_ports import ToldStore
from webapp.outbox.drain import NotNow
from webapp.outbox.errand import Errand
from webapp.outbox.ports import Runner
from webapp.profile.ports import Vault
from webapp.profile.withdrawing import Endings


class Effects:
    """Runs the errands that Kakao's messages became."""

    def __init__(
        self,
        database: Database[ToldStore],
        vault: Vault,
        catalogue: Catalogue,
        endings: Endings,
        kakao: KakaoScopes,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._vault = vault
        self._catalogue = catalogue
        self._endings = endings
        self._kakao = kakao
        self._now = now

    def runners(self) -> dict[str, Runner]:
        """Return who runs which kind of errand."""
        return dict.fromkeys(KINDS, self.run)

    def run(self, errand: Errand) -> None:
        """Do what follows from one piece of news; raises `NotNow`."""
        told = read_told(self._vault, errand)
        if told.news.what is What.UNLINKED:
            with self._database.write() as store:
                ended_at_kakao(store, self._vault, errand.subject, told, self._now())
            return
        with self._database.read() as store:
            link = store.kakao_links.find(errand.subject)
        if link is None or link.linked_at >= until(told.at):
            return
        if told.news.what is What.SIGNED_OUT:
            with self._database.write() as store:
                store.sessions.end_made_before(link.member_id, until(told.at))
        elif told.news.what is What.SCOPES_WITHDRAWN:
            self._withdraw(link, told)
        else:
            self._learn(link)

    def _withdraw(self, link: Link, told: Told) -> None:
        """Withdraw here what was withdrawn at Kakao, where Kakao is where the value came from."""
        if told.news.scopes:
            ended, before, said_at = set(told.news.scopes), until(told.at), told.at
            left = self._known(link.member_id, ended)
        else:
            before = said_at = self._now()
            left = self._ask(link)
            ended = {f.kakao_scope for f in self._catalogue.fields if f.kakao_scope} - left
        who = link.member_id
        with self._database.write() as store:
            if not store.decisions.lock(who):
                return
            for notice in self._endings.resting_on(store, who, ended):
                self._endings.withdraw(store, notice, who, told.said, self._now(), before)
            if left is not None:
                store.kakao_links.note_scopes(who, left, said_at)

    def _learn(self, link: Link) -> None:
        """Remember what somebody agreed to at Kakao; no consent here follows from it."""
        asked_at = self._now()
        agreed = self._ask(link)
        with self._database.write() as store:
            store.kakao_links.note_scopes(link.member_id, agreed, asked_at)

    def _known(self, member_id: MemberId, but: set[str]) -> set[str] | None:
        """Return what was agreed to as last seen without these, `None` if it was never seen."""
        with self._database.read() as store:
            known = store.kakao_links.scopes(member_id)
        return set(known.scopes) - but if known else None

    def _ask(self, link: Link) -> set[str]:
        """Return what is agreed to now: the message did not name it. Raises `NotNow`."""
        try:
            found = self._kakao.agreed(open_link(self._vault, link))
        except KakaoNotLinked:
            return set()
        except (KakaoUnavailable, KakaoMisconfigured) as refusal:
            raise NotNow(refusal.reason) from None
        return {one.scope for one in found}
