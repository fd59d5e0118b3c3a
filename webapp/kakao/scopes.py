"""What somebody agreed to at Kakao: asked and ended with the admin key, item by item."""

import json
import time
from collections.abc import Callable
from typing import Any

from requests import Response

from webapp.kakao.answers import NO_ADMITTANCE, NOT_LINKED, OK, PASSING, json_object
from webapp.kakao.breaker import Breaker
from webapp.kakao.settings import KakaoSettings
from webapp.kakao.transport import Lines
from webapp.members.errors import (
    KakaoMisconfigured,
    KakaoNotLinked,
    KakaoUnavailable,
    ScopeNotRevocable,
)
from webapp.members.kakao_link_ports import AgreedScope

NOTHING_TO_REVOKE = -2
NOT_REVOCABLE = -3
LONGEST_LABEL = 60


class Scopes:
    """Implements members.kakao_link_ports.KakaoScopes; one instance serves all threads.

    `tick` is a monotonic clock in seconds. The fuse is its own: a page that shows agreements must
    not keep anybody from coming in or from leaving.
    """

    def __init__(self, settings: KakaoSettings, tick: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._lines = Lines(settings, tick)
        self._fuse = Breaker(tick)

    def agreed(self, kakao_id: str) -> list[AgreedScope]:
        """Return what this person agrees to now.

        Raises KakaoNotLinked, KakaoUnavailable ("passing_fault", "bad_answer" and those of the
        line) or KakaoMisconfigured ("admin_key_refused", "scopes_refused").
        """
        with self._fuse.guard():
            answer = self._ask("GET", "/v2/user/scopes", kakao_id)
            if answer.status_code in NO_ADMITTANCE:
                raise KakaoMisconfigured("admin_key_refused")
            found = json_object(answer)
            if answer.status_code == OK:
                return _agreed(found, kakao_id)
            code = found.get("code")
            if code in PASSING:
                raise KakaoUnavailable("passing_fault")
            if code != NOT_LINKED:
                raise KakaoMisconfigured("scopes_refused")
        raise KakaoNotLinked  # an answer like any other: the fuse stays closed

    def revoke(self, kakao_id: str, scope: str) -> list[AgreedScope] | None:
        """End one agreement; return what is left, `None` when there was none or no link at all.

        Raises ScopeNotRevocable, KakaoUnavailable or KakaoMisconfigured, as `agreed`.
        """
        with self._fuse.guard():
            named = {"scopes": json.dumps([scope])}
            answer = self._ask("POST", "/v2/user/revoke/scopes", kakao_id, named)
            if answer.status_code == OK:
                return _agreed(json_object(answer), kakao_id)
            is_final = _ended(answer)
        if not is_final:
            raise ScopeNotRevocable("not_revocable")
        return None

    def _ask(
        self, method: str, path: str, kakao_id: str, more: dict[str, str] | None = None
    ) -> Response:
        said = {"target_id_type": "user_id", "target_id": kakao_id, **(more or {})}
        sent = {"params": said} if method == "GET" else {"data": said}
        answer: Response = self._lines.session().request(
            method,
            f"{self._settings.api_base}{path}",
            headers={"Authorization": f"KakaoAK {self._settings.admin_key}"},
            withhold_token=True,
            allow_redirects=False,
            **sent,
        )
        return answer


def _agreed(found: dict[str, Any], kakao_id: str) -> list[AgreedScope]:
    listed = found.get("scopes")
    if str(found.get("id")) != kakao_id or not isinstance(listed, list):
        raise KakaoUnavailable("bad_answer")
    return [_scope(one) for one in listed if isinstance(one, dict) and one.get("agreed") is True]


def _scope(one: dict[str, Any]) -> AgreedScope:
    name, label = one.get("id"), one.get("display_name")
    if not isinstance(name, str) or not isinstance(label, str):
        raise KakaoUnavailable("bad_answer")
    return AgreedScope(name, label[:LONGEST_LABEL], is_revocable=one.get("revocable") is True)


def _ended(answer: Response) -> bool:
    """Tell whether a refusal means that there is none; `False` when Kakao never lets it go."""
    code = json_object(answer).get("code")
    if code == NOT_REVOCABLE:
        return False
    if answer.status_code in NO_ADMITTANCE:
        raise KakaoMisconfigured("admin_key_refused")
    if code in PASSING:
        raise KakaoUnavailable("passing_fault")
    if code not in {NOTHING_TO_REVOKE, NOT_LINKED}:
        raise KakaoMisconfigured("revoke_refused")
    return True
