"""Signed events as Kakao sends them, and forged ones, made with the keys of a stand-in."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from joserfc.jwk import RSAKey

from tests.kakao.standin_server import REST_API_KEY
from webapp.standin.keys import sign
from webapp.standin.serving import RunningStandin

PREFIX = "https://schemas.openid.net/secevent/"
UNLINKED = "oauth/event-type/user-unlinked"
WITHDRAWN = "oauth/event-type/user-scope-withdraw"
AGREED = "oauth/event-type/user-scope-consent"
SIGNED_OUT = "risc/event-type/sessions-revoked"
PURGED = "risc/event-type/account-purged"
APP_ID = "1000001"


@dataclass
class Events:
    """Makes events of one issuer; a claim or header set to `None` is left out."""

    standin: RunningStandin
    header: dict[str, Any] = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        return self.standin.settings.issuer

    def claims(
        self,
        kakao_id: str,
        event: str,
        at: datetime,
        members: Mapping[str, Any] | None = None,
        **changes: Any,
    ) -> dict[str, Any]:
        """Return the claims of one event."""
        seconds = int(at.timestamp())
        subject = {"subject_type": "iss-sub", "iss": self.issuer, "sub": kakao_id}
        uri = event if event.startswith("https:") else PREFIX + event
        found = {
            "iss": self.issuer,
            "aud": REST_API_KEY,
            "sub": kakao_id,
            "app_id": APP_ID,
            "iat": seconds,
            "toe": seconds,
            "txm": secrets.token_hex(8),
            "jti": secrets.token_hex(16),
            "events": {uri: {"subject": subject, **(members or {})}},
        }
        return _without_none(found | changes)

    def token(self, claims: Any, key: RSAKey | None = None, **header: Any) -> bytes:
        """Return a signed token; `key` signs instead of Kakao's."""
        ours = self.standin.state.keys.current
        head = {"kid": ours.kid, "typ": "secevent+jwt", "alg": "RS256"} | header
        return sign(key or ours, json.dumps(claims).encode(), _without_none(head)).encode()

    def event(self, kakao_id: str, event: str, at: datetime, **members: Any) -> bytes:
        """Return the token of one event."""
        return self.token(self.claims(kakao_id, event, at, members))


def _without_none(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value is not None}
