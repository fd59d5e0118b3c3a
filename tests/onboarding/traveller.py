"""Somebody who sends for a value at Kakao, and all that can happen on the way."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from werkzeug.test import TestResponse

from tests.kakao.standin_server import Walker
from tests.onboarding.visitor import Visitor
from tests.world import ORIGIN, hidden_inputs
from webapp.consent.decision import MemberId
from webapp.members.unlinking import KAKAO_INDEX
from webapp.standin.people import BY_KEY
from webapp.storage.tables import field_value, kakao_leftover, oauth_attempt, outbox
from webapp.web.limits import limiter

CALLBACK = "/auth/kakao/callback"


@dataclass
class Traveller(Visitor):
    """A signed-in person; `person` is who they are at Kakao."""

    person: str = "garam"

    def card(self, field: str, *, mine: bool = False) -> str:
        """Return the address of the card."""
        return f"/me/edit/{field}/kakao" if mine else f"/onboarding/{field}/kakao"

    def set_out(self, path: str, **form: Any) -> TestResponse:
        """Agree on the card; return the answer that leads to Kakao."""
        return self.post(path, **({"act": "agree", "agree": "yes"} | form))

    def walk(self, away: TestResponse, person: str = "", **ways: Any) -> dict[str, str]:
        """Go to Kakao and back as far as our door; return what the callback is told."""
        assert away.status_code == 303, away.get_data(as_text=True)
        with Walker(f"{ORIGIN}{CALLBACK}") as walker:
            page = walker.open(away.headers["Location"])
            if "/account/login" in page.url:
                page = walker.press(page, person=person or self.person, fault=ways.get("fault", ""))
            if "/account/consent" in page.url:
                act = "cancel" if ways.get("cancel") else "agree"
                more = {"item": ways["items"]} if "items" in ways else {}
                page = walker.press(page, act=act, **more)
            return walker.told(page)

    def come_back(self, told: dict[str, str]) -> TestResponse:
        """Come through our door with what Kakao told."""
        return self.browser.get(CALLBACK, query_string=told)

    def fetch(self, path: str, person: str = "", **ways: Any) -> TestResponse:
        """Do all of it; return the answer of the callback."""
        return self.come_back(self.walk(self.set_out(path), person, **ways))

    def follow(self, answer: TestResponse) -> str:
        """Return the page an answer leads to."""
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return str(self.browser.get(answer.headers["Location"]).get_data(as_text=True))

    def hidden(self, answer: TestResponse) -> dict[str, str]:
        return hidden_inputs(answer.get_data(as_text=True))

    def sources(self) -> dict[str, str]:
        """Return where each of all values came from."""
        with self.house.storage.engine.connect() as connection:
            found = connection.execute(select(field_value.c.field_key, field_value.c.source))
            return {row.field_key: row.source for row in found}

    @property
    def member_id(self) -> MemberId:
        kakao_id = str(BY_KEY[self.person].kakao_id)
        with self.house.storage.read() as store:
            found = store.people.linked(
                self.house.services.login._vault.index(KAKAO_INDEX, kakao_id)
            )
        assert found is not None
        return found

    def forget_all(self) -> None:
        """Erase what is there and what is under way, here and at Kakao."""
        self.house.standin.state.reset()
        services = self.house.services
        for notice in services.catalogue.notices:
            if set(notice.fields) & set(self.sources()):
                services.answers.withdraw(notice, self.member_id, "ko")
        with self.house.storage.engine.begin() as connection:
            for table in (outbox, oauth_attempt, kakao_leftover):
                connection.execute(delete(table))
        with self.house.app.app_context():
            limiter.reset()

    def errands(self) -> list[str]:
        with self.house.storage.engine.connect() as connection:
            return list(connection.execute(select(outbox.c.kind)).scalars())
