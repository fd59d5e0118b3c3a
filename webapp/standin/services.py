"""Where people manage the services they linked: cutting a link, withdrawing one agreement.

As at Kakao, the app is told afterwards, by both webhooks if addresses are set, and cannot say no.
"""

from flask import Flask, Response, request

from webapp.standin.pages import page
from webapp.standin.people import BY_KEY, PEOPLE, Person
from webapp.standin.settings import StandinSettings
from webapp.standin.state import State
from webapp.standin.webhooks import UNLINKED, WITHDRAWN, Webhooks

FROM_HERE = "UNLINK_FROM_APPS"


class LinkedServices:
    """/account/services, for everybody at once: there is nobody here to be shown apart."""

    def __init__(self, settings: StandinSettings, state: State) -> None:
        self._settings = settings
        self._state = state
        self._webhooks = Webhooks(settings, state)

    def add_to(self, app: Flask) -> None:
        app.add_url_rule("/account/services", "services", self.show)
        app.add_url_rule("/account/services", "change_services", self.change, methods=["POST"])

    def show(self) -> Response:
        return self._page({})

    def change(self) -> Response:
        """Do what the button says, tell the app, and show how it answered."""
        person = BY_KEY.get(request.form.get("person", ""))
        if person is None or self._state.linked(person) is None:
            return self._page({})
        scope = request.form.get("scope")
        return self._page(self._withdraw(person, scope) if scope else self._cut(person))

    def _cut(self, person: Person) -> dict[str, int]:
        told = self._webhooks.unlink(person, FROM_HERE)
        event = self._webhooks.event(person, UNLINKED, {"reason": FROM_HERE})
        return {"연결 해제 웹훅": told["status"], "계정 상태 변경 웹훅": event["status"]}

    def _withdraw(self, person: Person, scope: str) -> dict[str, int]:
        self._state.revoke(person, frozenset({scope}))
        event = self._webhooks.event(person, WITHDRAWN, {"scope": scope})
        return {"계정 상태 변경 웹훅": event["status"]}

    def _page(self, answers: dict[str, int]) -> Response:
        links = [(person, self._state.linked(person)) for person in PEOPLE]
        linked = [
            (person, [item for item in self._settings.items if item.scope in link.scopes])
            for person, link in links
            if link
        ]
        return page(
            "services.html", app_name=self._settings.app_name, linked=linked, answers=answers
        )
