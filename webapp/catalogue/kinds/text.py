"""One line of somebody's own words: made tidy, counted as people count, or refused."""

import unicodedata

import regex

from webapp.catalogue.kinds.rules import Problem, Raw, Unclean
from webapp.catalogue.shapes import N_

UNWRITABLE = N_("화면에 보이지 않는 문자가 섞여 있어요. 지우고 다시 적어 주세요.")

_SPACES = regex.compile(r"[\t\n\r\p{Z}\u2800]+")  # a braille pattern of no dots is a blank too
# Signs that turn the direction of a line make one text read as another.
_TURNING = regex.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# No writing piles five marks on one letter; such a pile runs over the lines around it.
_REFUSED = regex.compile(r"[\p{Cc}\p{Cs}\p{Co}\p{Cn}\ufffd]|\p{Mn}{5,}")
# What shows nothing goes, unless it makes one sign of several (the joiner in an emoji).
_UNSEEN = regex.compile(
    r"(?P<kept>(?<=\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]*)\u200d"
    r"(?=\p{Extended_Pictographic})|(?<=\p{Emoji})\ufe0f)|\p{Default_Ignorable_Code_Point}"
)
_SEEN = regex.compile(r"[\p{L}\p{N}\p{S}\p{P}]")
_LETTER = regex.compile(r"\X")
_MOST_SIGNS = 16  # a family of four with its skin tones has eleven


def only(raw: Raw, part: str) -> str:
    """Return the one text sent under `part`, "" when there is none or there are several."""
    sent = tuple(raw.get(part, ()))
    return sent[0] if len(sent) == 1 else ""


def tidy(text: str, part: str) -> str:
    """Return `text` as NFC, without what shows nothing, with single spaces; "" if nothing shows.

    Raises `Unclean` with words at `part` for controls, turned directions and unknown signs.
    """
    if _TURNING.search(text):
        raise refused(part, UNWRITABLE)
    seen = _UNSEEN.sub(r"\g<kept>", text)
    plain = unicodedata.normalize("NFC", _SPACES.sub(" ", seen)).strip(" ")
    if _REFUSED.search(plain):
        raise refused(part, UNWRITABLE)
    return plain if _SEEN.search(plain) else ""


def letters(text: str) -> int:
    """Return how many letters people see: grapheme clusters, not code points.

    Signs that join one letter without end count as more, so that a text has an end, too.
    """
    return sum(-(-len(letter) // _MOST_SIGNS) for letter in _LETTER.findall(text))


def typed(raw: Raw, part: str) -> str:
    """Return a number or address as typed under `part`, wide signs made plain.

    Korean keyboards write full-width digits, and a copied number may carry signs that show nothing.
    """
    wide = unicodedata.normalize("NFKC", only(raw, part))
    return str(regex.sub(r"\p{Default_Ignorable_Code_Point}", "", wide)).strip()


def refused(part: str, words: str) -> Unclean:
    """Return the refusal of one part."""
    return Unclean((Problem(part, words),))
