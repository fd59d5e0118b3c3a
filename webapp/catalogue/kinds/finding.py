"""Finding tags by what people type: a part of a name, another name, or first consonants (ㅅㅌㅍ).

What is compared here is also what a page hands to its script, so that both find the same.
"""

import unicodedata

import regex

from webapp.catalogue.kinds.rules import Say
from webapp.catalogue.offers import Tag, Tags

_FIRST = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_SYLLABLES = range(0xAC00, 0xD7A4)
_PER_FIRST = 588  # syllables that begin with one consonant
_BETWEEN = regex.compile(r"[\s\-·]+")
_SPACES = regex.compile(r"\s+")


def fold(text: str) -> str:
    """Return `text` as it is compared: composed, in small letters, without spaces and hyphens."""
    return str(_BETWEEN.sub("", unicodedata.normalize("NFC", text).lower()))


def same(name: str) -> str:
    """Return what two spellings of one name have in common: letters, not cases, widths, spaces."""
    return str(_SPACES.sub("", unicodedata.normalize("NFKC", name).casefold()))


def first_consonants(text: str) -> str:
    """Return the first consonant of every Korean syllable: 시티팝 gives ㅅㅌㅍ."""
    places = [ord(sign) for sign in text if ord(sign) in _SYLLABLES]
    return "".join(_FIRST[(place - _SYLLABLES.start) // _PER_FIRST] for place in places)


def names_of(tag: Tag, say: Say) -> str:
    """Return every name a tag is found by, folded, with a space between them."""
    said = dict.fromkeys(map(fold, (tag.words, say(tag.words), *tag.also)))
    spelt = first_consonants(tag.words)
    return " ".join([*said, *([spelt] if spelt else [])])


def find(tags: Tags, sought: str, say: Say) -> tuple[Tag, ...]:
    """Return the tags that have `sought` in one of their names; all of them for nothing sought."""
    wanted = fold(sought)
    return tuple(tag for tag in tags.all() if wanted in names_of(tag, say))
