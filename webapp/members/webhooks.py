"""Hearing Kakao out: a message is proved, remembered and stored as work before it is answered."""

from collections.abc import Callable
from datetime import datetime

from webapp.consent.ports import Database
from webapp.members.unlinking import KAKAO_INDEX
from webapp.members.webhooks_errands import Told, told_errand
from webapp.members.webhooks_in_time import InTime
from webapp.members.webhooks_news import Message
from webapp.members.webhooks_ports import KakaoHooks, ToldStore
from webapp.profile.ports import Vault

_MARK = "kakao_message"


class Webhooks:
    """What Kakao's two webhooks do; the worker carries out what is stored here.

    A message without an effect, or about nobody we know, leaves no trace: a flood of them fills
    nothing. The others leave one row each, however often they are sent.
    """

    def __init__(
        self,
        database: Database[ToldStore],
        vault: Vault,
        hooks: KakaoHooks,
        in_time: InTime,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._vault = vault
        self._hooks = hooks
        self._in_time = in_time
        self._now = now

    def is_kakao(self, authorization: str) -> bool:
        """Tell whether a header carries the admin key."""
        return self._hooks.is_kakao(authorization)

    def is_for_us(self, app_id: str) -> bool:
        """Tell whether our application is meant."""
        return self._hooks.is_for_us(app_id)

    def unlinked(self, user_id: str, referrer: str) -> bool:
        """Store that a link was cut; `False` when this names nobody there can be.

        Raises `NotInTime` when it could not be stored in the time Kakao waits.
        """
        message = self._hooks.unlinked(user_id, referrer, self._now())
        if message is not None:
            self._in_time.do(lambda: message, self._keep)
        return message is not None

    def happened(self, token: bytes) -> None:
        """Store what a signed event says.

        Raises `KakaoRefused` for one that is not Kakao's or not for us, `KakaoUnavailable` when
        the keys to tell are not to be had, `NotInTime` as `unlinked`.
        """
        self._in_time.do(lambda: self._hooks.read(token), self._keep)

    def _keep(self, message: Message) -> None:
        if not message.news:
            return
        index = self._vault.index(KAKAO_INDEX, message.kakao_id)
        with self._database.read() as store:
            mark = self._mark(store, index, message)
            if mark is None or store.webhook_events.is_known(mark):
                return
        now = self._now()
        with self._database.write() as store:
            if store.webhook_events.is_new(mark, now):
                for news in message.news:
                    told = Told(news, message.at)
                    store.errands.queue(told_errand(self._vault, index, told, now))

    def _mark(self, store: ToldStore, index: bytes, message: Message) -> bytes | None:
        """Return by what a message is known again; `None` when it is about nobody we know."""
        link = store.kakao_links.find(index)
        since = link.linked_at if link else store.pending.waits_since(index)
        if since is None:
            return None
        about = "" if message.is_numbered else f" {since.isoformat()}"
        return self._vault.index(_MARK, message.mark + about)
