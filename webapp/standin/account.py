"""The pages on the account origin: choosing who one is, and consenting."""

from urllib.parse import urlencode

from flask import Flask, Response, request

from webapp.standin.authorize import COOKIE, back, to
from webapp.standin.consent import Consents
from webapp.standin.faults import BY_NAME, FAULTS
from webapp.standin.pages import lost_page, page
from webapp.standin.people import BY_KEY, PEOPLE
from webapp.standin.settings import StandinSettings
from webapp.standin.state import SESSION_LIFE, State, Walk

# A fault of these places belongs to one login and strikes nobody else's.
OF_ONE_LOGIN = frozenset({"authorize", "token", "id_token"})


class Account:
    """What a person sees at Kakao between our button and our callback."""

    def __init__(self, settings: StandinSettings, state: State) -> None:
        self._settings = settings
        self._state = state
        self._consents = Consents(settings, state)

    def add_to(self, app: Flask) -> None:
        app.add_url_rule("/account/login", "login", self.login)
        app.add_url_rule("/account/login", "log_in", self.log_in, methods=["POST"])
        app.add_url_rule("/account/consent", "consent", self.consent)
        app.add_url_rule("/account/consent", "agree", self.agree, methods=["POST"])

    def login(self) -> Response:
        walk = self._walk()
        if walk is None:
            return lost_page()
        known = self._state.logged_in(request.cookies.get(COOKIE))
        return page(
            "login.html",
            app_name=self._settings.app_name,
            creating="create" in walk.asked.prompt,
            people=PEOPLE,
            known=known[0].key if known else None,
            linked={person.key for person in PEOPLE if self._state.linked(person)},
            faults=FAULTS,
            active=[BY_NAME[name].label for name in self._state.active_faults()],
        )

    def log_in(self) -> Response:
        walk = self._walk()
        if walk is None:
            return lost_page()
        if request.form.get("act") == "faults_off":
            self._state.switch_off()
            return self._again("login")
        person = BY_KEY.get(request.form.get("person", ""))
        if person is None:
            return self._cancelled(walk)
        self._arm(walk, request.form.get("fault", ""))
        session_id, walk.auth_time = self._state.log_in(person)
        walk.person = person
        answer = self._onward()
        # Cookies know no ports, so both origins see it, as all of kakao.com does with Kakao's.
        answer.set_cookie(
            COOKIE,
            session_id,
            max_age=SESSION_LIFE,
            httponly=True,
            samesite="Lax",
        )
        return answer

    def consent(self) -> Response:
        walk = self._walk()
        if walk is None or walk.person is None:
            return lost_page()
        return page(
            "consent.html",
            app_name=self._settings.app_name,
            person=walk.person,
            first=self._state.linked(walk.person) is None,
            choices=self._consents.choices(walk),
        )

    def agree(self) -> Response:
        walk = self._walk()
        if walk is None or walk.person is None:
            return lost_page()
        if request.form.get("act") != "agree":
            return self._cancelled(walk)
        self._consents.agree(walk, frozenset(request.form.getlist("item")))
        return self._onward()

    def _walk(self) -> Walk | None:
        return self._state.walk(request.args.get("walk", ""))

    def _again(self, name: str) -> Response:
        walk = urlencode({"walk": request.args.get("walk", "")})
        return to(f"{self._settings.accounts_base}/account/{name}?{walk}")

    def _onward(self) -> Response:
        walk = urlencode({"walk": request.args.get("walk", "")})
        return to(f"{self._settings.auth_base}/oauth/authorize/continue?{walk}")

    def _cancelled(self, walk: Walk) -> Response:
        self._state.end(request.args.get("walk", ""))
        return back(walk.asked, error="access_denied", description="User denied access")

    def _arm(self, walk: Walk, name: str) -> None:
        fault = BY_NAME.get(name)
        if fault is None:
            return
        if fault.place in OF_ONE_LOGIN:
            walk.fault = name
        else:
            self._state.switch_on(name)
