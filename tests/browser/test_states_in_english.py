"""The same in English of every state that no other shows in full, in a file of its own.

So both languages run side by side; what stands within another state is looked at in Korean.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.conftest import Desk
from tests.browser.house import House
from tests.browser.states import STATES, Arrival
from tests.browser.test_states import (  # noqa: F401  the tests, run here again
    arrive,
    dressed,
    module_desk,
    page,
    state,
    test_axe_finds_nothing,
    test_axe_finds_nothing_in_the_dark,
    test_axe_finds_nothing_where_there_is_room,
    test_equal_words_do_not_lead_to_different_places,
    test_errors_are_named_everywhere_they_must_be,
    test_letters_are_large_enough_and_words_stay_whole,
    test_names_begin_with_what_is_seen,
    test_nothing_is_ticked_beforehand,
    test_nothing_scrolls_sideways_or_is_cut,
    test_tables_say_what_they_are,
    test_the_markup_is_sound,
    test_the_structure_holds,
    test_what_can_be_pressed_is_large_enough,
)

pytestmark = pytest.mark.browser

QUICK = {"first page", "gate", "question", "question, nothing chosen", "My page", "consents"}


def cases() -> Iterator[Any]:
    for state_ in STATES:
        if state_.within and state_.name not in QUICK:
            continue
        marks = () if state_.name in QUICK else (pytest.mark.slow,)
        yield pytest.param((state_, "en"), id=state_.name.replace(" ", "-"), marks=marks)


@pytest.fixture(scope="module", params=cases())
def arrived(
    request: pytest.FixtureRequest,
    module_desk: Desk,  # noqa: F811  a fixture by its name
    house: House,
) -> Iterator[Arrival]:
    """A page in one state, in English."""
    yield from arrive(request.param, module_desk, house)
