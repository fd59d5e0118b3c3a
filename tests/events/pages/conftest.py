import pytest

from tests.events.applicant import Applicant, Fair, fair
from tests.world import START, World


@pytest.fixture
def party(house: World) -> Fair:
    """The listening party, published just now under an address of its own."""
    house.clock.moment = START
    return fair(house)


@pytest.fixture
def sori(party: Fair) -> Applicant:
    """Somebody signed in with nothing of the party."""
    return party.applicant("sori")
