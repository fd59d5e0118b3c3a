"""The API host: what Kakao tells about a person, and the end of the link."""

from typing import Any

from flask import Flask, Response, jsonify, request

from webapp.standin.callers import Caller, not_linked
from webapp.standin.faults import kapi_error
from webapp.standin.profile import kakao_account
from webapp.standin.settings import StandinSettings
from webapp.standin.state import State


class Users:
    """/v2/user/me and /v1/user/unlink."""

    def __init__(self, settings: StandinSettings, state: State) -> None:
        self._settings = settings
        self._state = state
        self._caller = Caller(settings, state)

    def add_to(self, app: Flask) -> None:
        app.add_url_rule("/v2/user/me", "me", self.me, methods=["GET", "POST"])
        app.add_url_rule("/v1/user/unlink", "unlink", self.unlink, methods=["POST"])

    def me(self) -> Response:
        person = self._caller.person()
        if isinstance(person, Response):
            return person
        link = self._state.linked(person)
        if link is None:
            return not_linked()
        if person.verified_under_14:
            return kapi_error(401, -406, "under age 14")
        # The id is a JSON number, also beyond 2^53, where JavaScript would round it.
        answer: dict[str, Any] = {
            "id": person.kakao_id,
            "connected_at": link.connected_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        if person.kakao_account and self._settings.items:
            keys = request.values.get("property_keys")
            today = self._state.as_is(person)
            answer["kakao_account"] = kakao_account(self._settings, today, link, keys)
        return jsonify(answer)

    def unlink(self) -> Response:
        person = self._caller.person()
        if isinstance(person, Response):
            return person
        self._state.unlink(person)
        return jsonify(id=person.kakao_id)
