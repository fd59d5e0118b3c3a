"""What this room needs to hear Kakao out: proof that it is Kakao, and a memory of messages."""

from datetime import datetime
from typing import Protocol

from webapp.members.kakao_link_ports import LinkStore
from webapp.members.webhooks_news import Message


class KakaoHooks(Protocol):
    """Telling what Kakao sent from what anybody may send."""

    def is_kakao(self, authorization: str) -> bool:
        """Tell whether a header carries the admin key, in the same time for every wrong one."""
        ...

    def is_for_us(self, app_id: str) -> bool:
        """Tell whether our application is meant."""
        ...

    def unlinked(self, user_id: str, referrer: str, at: datetime) -> Message | None:
        """Return the message of an unlink webhook, `None` when it names nobody there can be."""
        ...

    def read(self, token: bytes) -> Message:
        """Return what a signed event says.

        Raises KakaoRefused with a code word for every flaw of it, and KakaoUnavailable when the
        keys to judge it by cannot be had in time.
        """
        ...


class WebhookEvents(Protocol):
    """The memory of messages that had an effect, by a keyed hash of 32 bytes."""

    def is_known(self, mark: bytes) -> bool:
        """Tell whether a message was taken before."""
        ...

    def is_new(self, mark: bytes, at: datetime) -> bool:
        """Remember a message; return whether it had not been seen before."""
        ...

    def sweep(self, before: datetime) -> int:
        """Forget messages received by an instant; return how many."""
        ...


class ToldStore(LinkStore, Protocol):
    """One transaction as hearing Kakao out sees it."""

    @property
    def webhook_events(self) -> WebhookEvents:
        """Return the memory of messages."""
        ...
