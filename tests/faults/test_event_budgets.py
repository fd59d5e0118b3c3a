"""What applying for an event may ask of the database, page by page, on both engines."""

from collections.abc import Iterator

import pytest

from tests.events.applicant import Applicant, Fair, fair
from tests.events.samples import TYPED
from tests.faults.statements import listed, statements
from tests.promises.acts import join
from tests.world import START, World, hidden_inputs
from webapp.web.session import COOKIE

READING = {"/1": 6, "/2": 6, "/3": 6, "/4": 6, "/check": 9}
"""Who; the event; the application and what was decided; the value that is kept or offered."""

ANSWERING = {"sqlite": 9, "postgresql": 6}  # SQLite writes one table a statement


@pytest.fixture
def sori(house: World) -> Iterator[Applicant]:
    house.clock.moment = START
    party, person = fair(house), join(house)
    someone = Applicant(party, person.browser())
    someone.get("/me")
    someone.get(f"/events/{party.file.slug}")  # an event is compiled when it is first read
    yield someone
    assert someone.browser.get_cookie(COOKIE, "duett.test")


def engine(sori: Applicant) -> str:
    return "sqlite" if sori.fair.house.settings.is_sqlite else "postgresql"


def form_of(sori: Applicant, party: Fair, number: int) -> dict[str, str]:
    notice = party.listing.event.steps[number - 1]
    said = {} if notice.recipient else {"value": TYPED[notice.key]}
    return hidden_inputs(sori.get(f"{party.apply}/{number}")) | said


@pytest.mark.parametrize("is_begun", [False, True])
def test_reading_takes_at_most_six(sori: Applicant, is_begun: bool):  # noqa: FBT001
    party = sori.fair
    if is_begun:
        for number in (1, 2, 3, 4):
            sori.answer(number)
    for path, most in READING.items():
        if is_begun or path != "/4":
            with statements(party.house) as sent:
                sori.get(party.apply + path)
            assert 0 < len(sent) <= most, listed(sent)
            assert not [s for s in sent if not s.startswith(("SELECT", "WITH"))], listed(sent)


@pytest.mark.parametrize("act", ["agree", "skip"])
def test_an_answer_takes_few(sori: Applicant, act: str):
    party, most = sori.fair, ANSWERING[engine(sori)]
    for number in (1, 2, 3):
        form = form_of(sori, party, number) | {"act": act, "agree": "yes"}
        with statements(party.house) as sent:
            assert sori.browser.post(f"{party.apply}/{number}", data=form).status_code == 303
        assert 0 < len(sent) <= most, listed(sent)


def test_agreeing_to_hand_on_takes_two_more(sori: Applicant):
    """They look whether what is to be handed on is there."""
    party = sori.fair
    for number in (1, 2, 3):
        sori.answer(number)
    form = form_of(sori, party, 4) | {"act": "agree", "agree": "yes"}
    with statements(party.house) as sent:
        assert sori.browser.post(f"{party.apply}/4", data=form).status_code == 303
    assert 0 < len(sent) <= ANSWERING[engine(sori)] + 2, listed(sent)


def test_sending_takes_at_most_twelve(sori: Applicant):
    party = sori.fair
    for number in (1, 2, 3, 4):
        sori.answer(number)
    hidden = hidden_inputs(sori.get(f"{party.apply}/check"))
    with statements(party.house) as sent:
        assert sori.browser.post(f"{party.apply}/send", data=hidden).status_code == 303
    assert 0 < len(sent) <= 12, listed(sent)


def test_one_application_and_all_of_them_are_read_in_few(sori: Applicant):
    party = sori.fair
    sori.apply(1, 2, 3, 4)
    for path, most in ((party.mine, 8), ("/me/events", 10), (f"{party.apply}/done", 8)):
        with statements(party.house) as sent:
            sori.get(path)
        assert 0 < len(sent) <= most, listed(sent)
