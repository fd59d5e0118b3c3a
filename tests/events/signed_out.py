"""Somebody signed out who saves an answer of an event, and what waits of it."""

from sqlalchemy import func, select

from tests.events.applicant import Fair
from tests.world import Browser, World, hidden_inputs
from webapp.storage.tables import event_parked

NUMBER = "010-9876-5432"
PARKED = "로그인하기 전에 적은 답이에요"


def count(house: World, table) -> int:
    with house.storage.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def parked(house: World) -> int:
    """Return how many answers wait for their person."""
    return count(house, event_parked)


def save(party: Fair, browser: Browser, **form: str):
    """Agree to the first question and save an answer to it."""
    said = {"act": "agree", "agree": "yes", "value": NUMBER} | form
    return browser.post(f"{party.apply}/1", data=said)


def come_in(party: Fair, browser: Browser, person: str, **form: str) -> str:
    """Save an answer, follow the way to the login, and return where that leads."""
    login = save(party, browser, **form).headers["Location"]
    way = hidden_inputs(browser.get(login).get_data(as_text=True))
    return str(party.house.log_in(browser, person, **way).headers["Location"])


def forget_all(house: World) -> None:
    with house.storage.engine.begin() as connection:
        connection.execute(event_parked.delete())
