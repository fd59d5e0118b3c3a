"""What Kakao sends by itself: unlink webhooks proved by the admin key, and signed events."""

import hashlib
import hmac
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from webapp.kakao.answers import OK, json_object
from webapp.kakao.id_token import KAKAO_ID
from webapp.kakao.keyset import KeySet
from webapp.kakao.settings import KakaoSettings
from webapp.kakao.transport import Lines
from webapp.kakao.webhooks_signed import BY_PERSON, Addressee, Events
from webapp.members.errors import KakaoUnavailable
from webapp.members.webhooks_news import Message, News, What

# Kakao waits three seconds for an answer; its keys get one of them.
CONNECT_SECONDS = 0.5
ANSWER_SECONDS = 1.0

REFERRERS = BY_PERSON | {"FORCED_ACCOUNT_DELETE", "UNLINK_FROM_ADMIN", "INCOMPLETE_SIGN_UP"}


class Hooks:
    """Implements members.webhooks_ports.KakaoHooks; one instance serves all threads.

    The key set is its own: however many forgeries make it ask, a login never waits for it.
    """

    def __init__(
        self,
        settings: KakaoSettings,
        app_id: str,
        now: Callable[[], datetime],
        tick: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = replace(
            settings,
            connect_seconds=CONNECT_SECONDS,
            read_seconds=ANSWER_SECONDS,
            answer_seconds=ANSWER_SECONDS,
        )
        self._app_id = app_id
        self._lines = Lines(self._settings, tick)
        addressee = Addressee(settings.issuer, settings.rest_api_key, app_id)
        self._events = Events(KeySet(self._fetch_keys, tick), addressee, now)

    def is_kakao(self, authorization: str) -> bool:
        """Compare a header with the admin key; the time tells not even its length (ASVS 11.2.4)."""
        wanted = f"KakaoAK {self._settings.admin_key}"
        return hmac.compare_digest(_digest(authorization), _digest(wanted))

    def is_for_us(self, app_id: str) -> bool:
        """Compare with the number of our application."""
        return app_id == self._app_id

    def unlinked(self, user_id: str, referrer: str, at: datetime) -> Message | None:
        """Return the message of an unlink webhook.

        Kakao gives it no number: it is the same for one person, reason and day. Reasons we do not
        know count as one, so that nobody can make any number of messages of them.
        """
        if not KAKAO_ID.fullmatch(user_id):
            return None
        reason = referrer if referrer in REFERRERS else "other"
        news = News(What.UNLINKED, by_person=reason in BY_PERSON)
        mark = f"unlink {user_id} {reason} {at.date()}"
        return Message(user_id, mark, at, (news,), is_numbered=False)

    def read(self, token: bytes) -> Message:
        """Return what a signed event says; raises KakaoRefused or KakaoUnavailable."""
        return self._events.read(token)

    def _fetch_keys(self) -> dict[str, Any]:
        answer = self._lines.session().request(
            "GET", self._settings.key_set_endpoint, withhold_token=True, allow_redirects=False
        )
        if answer.status_code != OK:
            raise KakaoUnavailable("keys_unavailable")
        return json_object(answer)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
