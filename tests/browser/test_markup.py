"""The reader of documents sees what it must see (no browser needed)."""

import pytest

from tests.browser.markup import faults

SOUND = '<p id="a"><a href="#a">x</a><br><svg><path d="" /></svg></p>'


def test_a_sound_document_has_no_fault() -> None:
    assert faults(SOUND) == []


@pytest.mark.parametrize(
    "broken",
    [
        "<p><b>x</p></b>",
        "<p>",
        "</p>",
        '<i id="a"></i><i id="a"></i>',
        '<a href="#x">x</a>',
        '<i class="a" class="b"></i>',
        '<label for="x">x</label>',
        '<i id=""></i>',
    ],
)
def test_a_broken_document_has_one(broken: str) -> None:
    assert faults(broken) != []
