"""The API host: which items a person agreed to, and taking an agreement back."""

import json
from typing import Any

from flask import Flask, Response, jsonify, request

from webapp.standin.callers import Caller
from webapp.standin.faults import kapi_error
from webapp.standin.people import Person
from webapp.standin.settings import ConsentItem, StandinSettings
from webapp.standin.state import State


class Scopes:
    """/v2/user/scopes and /v2/user/revoke/scopes."""

    def __init__(self, settings: StandinSettings, state: State) -> None:
        self._settings = settings
        self._state = state
        self._caller = Caller(settings, state)

    def add_to(self, app: Flask) -> None:
        app.add_url_rule("/v2/user/scopes", "scopes", self.listing)
        app.add_url_rule("/v2/user/revoke/scopes", "revoke", self.revoke, methods=["POST"])

    def listing(self) -> Response:
        person = self._caller.person()
        return person if isinstance(person, Response) else self._listed(person, _named())

    def revoke(self) -> Response:
        person = self._caller.person()
        if isinstance(person, Response):
            return person
        named = _named() or frozenset()
        required = [scope for scope in named if self._is_required(scope)]
        if required:
            return kapi_error(403, -3, f"{required} is not revocable.")
        link = self._state.linked(person)
        agreed = named & link.scopes if link else frozenset()
        if not agreed or agreed != named:
            return kapi_error(400, -2, f"There is no scopes to revoke. ({sorted(named)})")
        self._state.revoke(person, agreed)
        return self._listed(person, None)

    def _is_required(self, scope: str) -> bool:
        item = self._settings.item(scope)
        return item is not None and item.stage == "required"

    def _listed(self, person: Person, named: frozenset[str] | None) -> Response:
        link = self._state.linked(person)
        agreed = link.scopes if link else set()
        return jsonify(
            id=person.kakao_id,
            scopes=[
                _line(item, agreed=item.scope in agreed)
                for item in self._settings.items
                if named is None or item.scope in named
            ],
        )


def _line(item: ConsentItem, *, agreed: bool) -> dict[str, Any]:
    line: dict[str, Any] = {
        "id": item.scope,
        "display_name": item.label,
        "type": "PRIVACY",
        "using": True,
        "agreed": agreed,
    }
    # Kakao tells whether an agreement can be taken back only while there is one.
    return line | ({"revocable": item.stage != "required"} if agreed else {})


def _named() -> frozenset[str] | None:
    try:
        listed = json.loads(request.values.get("scopes", "null"))
    except ValueError:
        return None
    return frozenset(map(str, listed)) if isinstance(listed, list) else None
