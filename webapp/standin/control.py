"""The control API of the stand-in, for tests and the curious: /standin/... ."""

from flask import Flask, Response, jsonify, request

from webapp.standin.faults import BY_NAME, FAULTS
from webapp.standin.people import BY_KEY, PEOPLE, Person
from webapp.standin.settings import StandinSettings
from webapp.standin.state import State
from webapp.standin.webhooks import FLAWS, UNLINKED, WITHDRAWN, Webhooks

CHANGEABLE = frozenset({"name", "email", "gender", "birthyear", "birthday", "phone"})


class Control:
    """Forms in, JSON out."""

    def __init__(self, settings: StandinSettings, state: State) -> None:
        self._state = state
        self._webhooks = Webhooks(settings, state)

    def add_to(self, app: Flask) -> None:
        app.add_url_rule("/standin/calls", "calls", self.calls)
        app.add_url_rule("/standin/people", "people", self.people)
        app.add_url_rule("/standin/faults", "faults", self.faults)
        for path, name, view in (
            ("/standin/reset", "reset", self.reset),
            ("/standin/faults", "fault", self.fault),
            ("/standin/keys", "rotate", self.rotate),
            ("/standin/link", "link", self.link),
            ("/standin/change", "change", self.change),
            ("/standin/webhooks/unlink", "send_unlink", self.send_unlink),
            ("/standin/webhooks/account", "send_event", self.send_event),
        ):
            app.add_url_rule(path, name, view, methods=["POST"])

    def calls(self) -> Response:
        """The calls received, oldest first: method, path without query, status; no secrets."""
        return jsonify(calls=self._state.calls())

    def people(self) -> Response:
        links = {person.key: self._state.linked(person) for person in PEOPLE}
        return jsonify(
            people=[
                {
                    "key": person.key,
                    "kakao_id": str(person.kakao_id),
                    "linked": links[person.key] is not None,
                    "scopes": sorted(link.scopes) if (link := links[person.key]) else [],
                }
                for person in PEOPLE
            ]
        )

    def reset(self) -> Response:
        self._state.reset()
        return jsonify(done=True)

    def faults(self) -> Response:
        known = [{"name": fault.name, "place": fault.place} for fault in FAULTS]
        return jsonify(known=known, active=self._state.active_faults())

    def fault(self) -> Response:
        """Switch on `name` (for `times` calls, or until switched off); `name=none` ends all."""
        name = request.form.get("name", "")
        if name == "none":
            self._state.switch_off()
        elif name in BY_NAME:
            self._state.switch_on(name, request.form.get("times", type=int))
        else:
            return _refused("unknown fault")
        return jsonify(active=self._state.active_faults())

    def rotate(self) -> Response:
        """Sign with a new key: `how=new_kid` (the old one stays published) or `how=same_kid`."""
        how = request.form.get("how", "new_kid")
        if how not in {"new_kid", "same_kid"}:
            return _refused("unknown way to rotate")
        return jsonify(kid=self._state.keys.rotate(same_kid=how == "same_kid"))

    def link(self) -> Response:
        """Link `person` as if they had been through the consent page."""
        person = _person()
        if person is None:
            return _refused("unknown person")
        self._state.link(person, person.agreed)
        return jsonify(done=True)

    def change(self) -> Response:
        """Change values in the account of `person`: `name=value`; an empty one is none."""
        person = _person()
        named = {name: value for name, value in request.form.items() if name != "person"}
        if person is None or not named.keys() <= CHANGEABLE:
            return _refused("unknown person or value")
        self._state.change(person, **{name: value or None for name, value in named.items()})
        return jsonify(done=True)

    def send_unlink(self) -> Response:
        """Send the unlink webhook for `person`; `referrer_type`, `key`, `url` may be given."""
        person = _person()
        if person is None:
            return _refused("unknown person")
        referrer = request.form.get("referrer_type", "UNLINK_FROM_APPS")
        key, url = request.form.get("key"), request.form.get("url")
        return jsonify(self._webhooks.unlink(person, referrer, key=key, url=url))

    def send_event(self) -> Response:
        """Send a signed event for `person`: `event`, `reason`, `scope`, `jti`, `flaw`, `url`."""
        person, flaw = _person(), request.form.get("flaw")
        if person is None or (flaw and flaw not in FLAWS):
            return _refused("unknown person or flaw")
        event = request.form.get("event", UNLINKED)
        members = {name: request.form[name] for name in ("reason", "scope") if name in request.form}
        if event == UNLINKED:
            self._state.unlink(person)
        if event == WITHDRAWN:
            self._state.revoke(person, frozenset({request.form.get("scope", "")}))
        jti, url = request.form.get("jti"), request.form.get("url")
        answer = self._webhooks.event(person, event, members, jti=jti, flaw=flaw, url=url)
        return jsonify(answer)


def _person() -> Person | None:
    return BY_KEY.get(request.form.get("person", ""))


def _refused(why: str) -> Response:
    answer = jsonify(error=why)
    answer.status_code = 400
    return answer
