"""Which Korean particle follows a word that somebody typed (을 or 를), by how the word ends."""

import unicodedata

import regex

# A final consonant of a syllable; a digit read with one (영 일 삼 육 칠 팔); Latin letters that
# are written with one. The script of the pages has the same rule (static/js/duett.js).
_CLOSED = regex.compile(r"(?:[\u11a8-\u11c2013678lmn]|ng|[aeiou]c?[ckp])$", regex.IGNORECASE)


def closes(word: str) -> bool:
    """Return whether `word` ends in a consonant, as it is read in Korean."""
    return bool(_CLOSED.search(unicodedata.normalize("NFD", word)))
