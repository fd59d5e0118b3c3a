"""Somebody at the pages of an event, and an event put before them, in a whole house."""

import re
from dataclasses import dataclass
from typing import Any

from werkzeug.test import TestResponse

from tests.events.samples import TYPED, listening
from tests.world import Browser, World, hidden_inputs
from webapp.consent.decision import MemberId
from webapp.events.body import canonical
from webapp.events.publishing import row_of
from webapp.events.rows import Entry, EventState
from webapp.events.shapes import EventFile
from webapp.events.shelf import Listing
from webapp.web.limits import limiter
from webapp.web.session import COOKIE, token_hash


@dataclass
class Fair:
    """A house with one event that is published."""

    house: World
    file: EventFile

    def publish(self, file: EventFile) -> None:
        """Put a version before people, over the one that is there."""
        self.file = file
        with self.house.storage.write() as store:
            version = store.events.add_version(file.event_id, canonical(file))
            store.events.publish(row_of(file, version), self.house.clock())

    @property
    def listing(self) -> Listing:
        found = self.house.services.events.find(self.file.slug)
        assert found is not None
        return found

    @property
    def apply(self) -> str:
        return f"/events/{self.file.slug}/apply"

    @property
    def mine(self) -> str:
        return f"/me/events/{self.file.slug}"

    def set_state(self, state: EventState) -> None:
        with self.house.storage.write() as store:
            store.events.set_state(self.file.event_id, state)

    def applicant(self, person: str = "sori") -> "Applicant":
        """Return somebody signed in with nothing of this event."""
        return Applicant(self, self.house.member(person))

    def stranger(self) -> "Applicant":
        return Applicant(self, self.house.browser())


@dataclass
class Applicant:
    """One browser at the pages of an event."""

    fair: Fair
    browser: Browser

    def get(self, path: str) -> str:
        """Return a page that is there."""
        answer = self.browser.get(path)
        assert answer.status_code == 200, (
            f"{path}: {answer.status} {answer.headers.get('Location')}"
        )
        return str(answer.get_data(as_text=True))

    def post(self, path: str, **form: Any) -> TestResponse:
        """Open a page and post its form."""
        return self.browser.post(path, data=hidden_inputs(self.get(path)) | form)

    def answer(
        self, number: int, value: str | None = None, way: str = "", **form: Any
    ) -> TestResponse:
        """Agree to a step with what is written there, or with what everybody writes."""
        notice = self.fair.listing.event.steps[number - 1]
        typed = TYPED.get(notice.key) if value is None and not notice.recipient else value
        said = {} if typed is None else {"value": typed}
        path = f"{self.fair.apply}/{number}{way}"
        return self.post(path, **({"act": "agree", "agree": "yes"} | said | form))

    def skip(self, number: int, way: str = "") -> TestResponse:
        return self.post(f"{self.fair.apply}/{number}{way}", act="skip")

    def send(self) -> TestResponse:
        """Press the button of the check page."""
        hidden = hidden_inputs(self.get(f"{self.fair.apply}/check"))
        return self.browser.post(f"{self.fair.apply}/send", data=hidden)

    def apply(self, *numbers: int) -> str:
        """Agree to these steps, skip the others, send it; return the receipt."""
        for number, _notice in enumerate(self.fair.listing.event.steps, 1):
            done = (
                self.answer(number)
                if number in numbers
                else self.skip(number)
                if not (self._is_passed(number))
                else None
            )
            assert done is None or done.status_code == 303, done.get_data(as_text=True)
        sent = self.send()
        assert sent.status_code == 303, sent.get_data(as_text=True)
        return self.entry().receipt

    def _is_passed(self, number: int) -> bool:
        return self.browser.get(f"{self.fair.apply}/{number}").status_code == 303

    @property
    def member_id(self) -> MemberId:
        found = self.fair.house.services.members.session(self.session, self.fair.house.clock())
        assert found is not None
        return found.member_id

    @property
    def session(self) -> bytes:
        cookie = self.browser.get_cookie(COOKIE, "duett.test")
        assert cookie is not None
        return token_hash(cookie.value[2:])

    def entry(self) -> Entry:
        found = self.fair.house.services.entries.entry(self.member_id, self.fair.listing)
        assert found is not None
        return found

    def answers(self) -> dict[str, str]:
        """Return the last decision about each notice of the event."""
        with self.fair.house.storage.read() as store:
            found = store.decisions.standings(self.member_id, self.fair.file.scope)
        return {one.notice_key: one.answer.value for one in found}

    def values(self) -> list[str]:
        with self.fair.house.storage.read() as store:
            rows = store.values.own(self.member_id)
        return [row.field_key for row in rows if row.scope == self.fair.file.scope]


def fair(house: World, file: EventFile | None = None) -> Fair:
    """Return a house with an event of its own published in it."""
    with house.app.app_context():
        limiter.reset()  # people come again in every test, within one minute of the counter's
    made = Fair(house, file or listening())
    made.publish(made.file)
    return made


def token(who: Applicant) -> dict[str, str]:
    """Return what proves that a form is ours."""
    return {"csrf_token": hidden_inputs(who.get("/onboarding/mbti"))["csrf_token"]}


def words(page: str) -> str:
    """Return what a page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("\u2060", "")


def status(answer: TestResponse) -> tuple[int, str]:
    """Return what an answer is, and where it leads."""
    return answer.status_code, answer.headers.get("Location", "")
