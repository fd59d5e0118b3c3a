"""The particle after a word that somebody typed fits how the word ends, in pages and in script."""

import re

import pytest

from tests.tools import tree
from webapp.web import particles
from webapp.web.particles import closes

CLOSED = [
    *("재즈곡", "시티팝", "새소년", "힙합", "ㄱ각", "밴드음악"),
    *("10", "1", "3", "6", "7", "8", "21세기 말", "EDM", "metal", "LM", "N", "rock", "pop", "song"),
]
OPEN = [
    *("재즈", "노래", "ㅋㅋ", "ㅏ", "2", "4", "5", "9", "jazz", "R&B", "indie", "house"),
    *("", "!", "funk", "🎧", "Ü"),
]


@pytest.mark.parametrize("word", CLOSED)
def test_a_word_that_ends_in_a_consonant_closes(word: str) -> None:
    assert closes(word)


@pytest.mark.parametrize("word", OPEN)
def test_a_word_that_ends_otherwise_does_not(word: str) -> None:
    assert not closes(word)


def test_the_script_of_the_pages_has_the_same_rule() -> None:
    written = re.search(r"const closed = /(.+)/i\.test", tree.text_of("static/js/duett.js"))
    assert written
    assert written[1].replace("(", "(?:", 1) == particles._CLOSED.pattern
