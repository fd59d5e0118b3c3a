"""An event that cannot be read, in the pages of somebody who applied for it and for another."""

from tests.events.applicant import Applicant, Fair, fair
from tests.world import START, World
from webapp.events.publishing import row_of


def break_(broken: Fair) -> None:
    """Let a version be out that no release of ours would have kept."""
    with broken.house.storage.write() as store:
        version = store.events.add_version(broken.file.event_id, "{}")
        store.events.publish(row_of(broken.file, version), START)


def test_only_its_own_page_fails_and_says_that_it_is_us(house: World):
    whole, broken = fair(house), fair(house)
    person = whole.applicant()
    person.answer(1)
    Applicant(broken, person.browser).answer(1)
    break_(broken)
    for page in ("/me/events", "/me/consents", "/events"):
        told = person.get(page)
        assert whole.file.slug in told or page == "/events"
        assert broken.file.slug not in told
    own = person.browser.get(broken.mine)
    assert own.status_code == 500
    assert "저희 쪽" in own.get_data(as_text=True)
    broken.publish(broken.file)
    assert broken.file.slug in person.get("/me/events")
