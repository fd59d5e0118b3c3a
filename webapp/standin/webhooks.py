"""What Kakao sends by itself: the unlink webhook, and signed events about an account."""

import json
import secrets
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from webapp.standin.keys import new_key, sign
from webapp.standin.people import Person
from webapp.standin.settings import StandinSettings
from webapp.standin.state import State

PATIENCE_SECONDS = 3.0
ANSWER_BYTES = 4096
EVENTS = "https://schemas.openid.net/secevent/"
UNLINKED = "oauth/event-type/user-unlinked"
WITHDRAWN = "oauth/event-type/user-scope-withdraw"

# What may be wrong with an event on purpose, by the name the control API uses.
FLAWS = frozenset(
    {"wrong_aud", "wrong_iss", "wrong_key", "two_events", "from_future", "id_token", "no_jti"}
)


class Webhooks:
    """Sends once, waits three seconds, follows no redirect: as Kakao does."""

    def __init__(self, settings: StandinSettings, state: State) -> None:
        self._settings = settings
        self._state = state

    def unlink(
        self, person: Person, referrer_type: str, *, key: str | None = None, url: str | None = None
    ) -> dict[str, Any]:
        """Unlink the person as they would in KakaoTalk, then tell the app; return its answer.

        The link has already ended when Kakao sends this. `key` replaces the admin key.
        """
        self._state.unlink(person)
        body = {
            "app_id": self._settings.app_id,
            "user_id": str(person.kakao_id),
            "referrer_type": referrer_type,
        }
        headers = {
            "Content-Type": "application/x-www-form-urlencoded;charset=utf-8",
            "Authorization": f"KakaoAK {key or self._settings.admin_key}",
        }
        return _post(url or self._settings.unlink_webhook, urlencode(body), headers)

    def event(
        self,
        person: Person,
        event: str,
        members: Mapping[str, str],
        *,
        jti: str | None = None,
        flaw: str | None = None,
        url: str | None = None,
    ) -> dict[str, Any]:
        """Send a signed event (SET, RFC 8417) and return the app's answer and the `jti`.

        `event` is the end of its URI, such as "oauth/event-type/user-unlinked"; `members` go into
        the event, such as `reason`; `flaw` is one of FLAWS.
        """
        claims = self._claims(person, event, members, jti or secrets.token_hex(16))
        claims = _flawed(claims, flaw, int(self._state.now().timestamp()))
        key = self._state.keys.current
        if flaw == "wrong_key":
            key = new_key(str(key.kid))
        kind = "JWT" if flaw == "id_token" else "secevent+jwt"
        header = {"kid": key.kid, "typ": kind, "alg": "RS256"}
        token = sign(key, json.dumps(claims).encode(), header)
        sent = {"Content-Type": "application/secevent+jwt", "Accept": "application/json"}
        answer = _post(url or self._settings.account_webhook, token, sent)
        return answer | {"jti": claims.get("jti")}

    def _claims(
        self, person: Person, event: str, members: Mapping[str, str], jti: str
    ) -> dict[str, Any]:
        at, sub = int(self._state.now().timestamp()), str(person.kakao_id)
        subject = {"subject_type": "iss-sub", "iss": self._settings.issuer, "sub": sub}
        return {
            "iss": self._settings.issuer,
            "aud": self._settings.rest_api_key,
            "sub": sub,
            "app_id": self._settings.app_id,
            "iat": at,
            "toe": at,
            "txm": secrets.token_hex(8),
            "jti": jti,
            "events": {EVENTS + event: {"subject": subject, **members}},
        }


def _flawed(claims: dict[str, Any], flaw: str | None, now: int) -> dict[str, Any]:
    changes: dict[str, dict[str, Any]] = {
        "wrong_aud": {"aud": "f" * 32},
        "wrong_iss": {"iss": "https://kauth.example.com"},
        "from_future": {"iat": now + 3600, "toe": now + 3600},
        "two_events": {"events": claims["events"] | {f"{EVENTS}oauth/event-type/token-issued": {}}},
        "id_token": {"exp": now + 21599, "auth_time": now, "nonce": "from-a-login"},
    }
    flawed = claims | changes.get(flaw or "", {})
    if flaw == "no_jti":
        del flawed["jti"]
    return flawed


def _post(url: str | None, body: str, headers: Mapping[str, str]) -> dict[str, Any]:
    """Return {"status", "body"}; status 0 when nothing was heard within three seconds."""
    if url is None:
        return {"status": 0, "body": "no address is set"}
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    line = kind(parts.hostname or "", parts.port, timeout=PATIENCE_SECONDS)
    try:
        line.request("POST", parts.path or "/", body.encode(), dict(headers))
        answer: HTTPResponse = line.getresponse()
        heard = answer.read(ANSWER_BYTES).decode(errors="replace")
    except (OSError, HTTPException):
        return {"status": 0, "body": "no answer"}
    finally:
        line.close()
    return {"status": answer.status, "body": heard}
