"""Whom a call to the API host is about: by token, or by admin key and target."""

import hmac

from flask import Response, request

from webapp.standin.faults import kapi_error
from webapp.standin.people import BY_ID, Person
from webapp.standin.settings import StandinSettings
from webapp.standin.state import State
from webapp.standin.strikes import strike


def not_linked() -> Response:
    """Kakao's answer for somebody who is not linked to the app."""
    return kapi_error(400, -101, "NotRegisteredUserException")


class Caller:
    """Finds out who a call is about, by token or by admin key and target."""

    def __init__(self, settings: StandinSettings, state: State) -> None:
        self._settings = settings
        self._state = state

    def person(self) -> Person | Response:
        """Return the linked person a call is about, or the error Kakao gives."""
        fault = self._state.take_fault("api")
        struck = strike(fault, self._settings, self._state) if fault else None
        if struck:
            return struck
        kind, _, key = request.headers.get("Authorization", "").partition(" ")
        found = self._by_admin(key) if kind == "KakaoAK" else self._by_token(kind, key)
        if not isinstance(found, Person):
            return found
        return found if self._state.linked(found) else not_linked()

    def _by_token(self, kind: str, token: str) -> Person | Response:
        owner = self._state.token_owner(token) if kind == "Bearer" else None
        return owner or kapi_error(401, -401, "this access token does not exist")

    def _by_admin(self, key: str) -> Person | Response:
        if not hmac.compare_digest(key.encode(), self._settings.admin_key.encode()):
            return kapi_error(401, -401, "wrong appKey(adminKey)")
        target = request.values.get("target_id", "")
        if request.values.get("target_id_type") != "user_id" or not target.isdigit():
            return kapi_error(400, -2, "target_id is invalid")
        return BY_ID.get(int(target)) or not_linked()
