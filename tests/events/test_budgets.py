"""What one request at an event may ask of the database, counted on both engines."""

from collections.abc import Iterator

import pytest

from tests.events.applicant import Applicant, Fair
from tests.events.samples import TYPED, listening
from tests.faults.statements import listed, statements
from tests.world import hidden_inputs, world

READING = {  # who it is, the event, the application, what was decided; then what the page shows
    "/": 5,  # somebody's own way, what went meanwhile, the events, what they applied for
    "/onboarding/done": 4,
    "/events": 3,
    "/events/{slug}": 4,
    "/events/{slug}/apply": 4,
    "/events/{slug}/apply/1": 5,
    "/events/{slug}/apply/4": 5,
    "/events/{slug}/apply/check": 7,
    "/me/events": 7,
    "/me/events/{slug}": 6,
}
ANSWER = (7, 10)
"""On PostgreSQL, which writes several tables in one statement, and on SQLite."""

SEND, CANCEL = 10, 17
"""The last statement of cancelling looks whether a recipient has to be told."""


@pytest.fixture(scope="module")
def fair(database_url, tmp_path_factory) -> Iterator[Fair]:
    with world(database_url, tmp_path_factory.mktemp("house")) as made:
        opened = Fair(made, listening())
        opened.publish(opened.file)
        yield opened


@pytest.fixture(scope="module")
def who(fair: Fair) -> Applicant:
    """Somebody who answered one question."""
    person = fair.applicant()
    assert person.answer(1).status_code == 303
    return person


@pytest.mark.parametrize("path", READING)
def test_a_page_of_an_event_reads_so_much_and_no_more(fair: Fair, who: Applicant, path):
    address = path.format(slug=fair.file.slug)
    who.browser.get(address)  # what a process looks up once is not counted
    with statements(fair.house) as sent:
        assert who.browser.get(address).status_code in (200, 303)
    assert 0 < len(sent) <= READING[path], listed(sent)


def test_answering_sending_and_cancelling(fair: Fair):
    engine = 1 if fair.house.settings.is_sqlite else 0
    person = fair.applicant("garam")
    for number, notice in enumerate(fair.listing.event.steps, 1):
        path = f"{fair.apply}/{number}"
        form = hidden_inputs(person.get(path)) | {"act": "agree", "agree": "yes"}
        form |= {"value": TYPED[notice.key]} if notice.key in TYPED else {}
        with statements(fair.house) as sent:
            assert person.browser.post(path, data=form).status_code == 303
        assert 0 < len(sent) <= ANSWER[engine] + (not notice.keeps_value), listed(sent)
    form = hidden_inputs(person.get(f"{fair.apply}/check"))
    with statements(fair.house) as sent:
        assert person.browser.post(f"{fair.apply}/send", data=form).status_code == 303
    assert 0 < len(sent) <= SEND, listed(sent)
    form = hidden_inputs(person.get(fair.mine))
    with statements(fair.house) as sent:
        assert person.browser.post(f"{fair.mine}/cancel", data=form).status_code == 303
    assert 0 < len(sent) <= CANCEL, listed(sent)
