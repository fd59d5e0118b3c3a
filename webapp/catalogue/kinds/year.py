"""The year somebody was born in: four digits, shown with its decade and never as an age."""

import regex

from webapp.catalogue.kinds.rules import OLDEST, Bounds, Parts, Raw, Say
from webapp.catalogue.kinds.text import refused, typed
from webapp.catalogue.shapes import N_, Field

_PART = "value"
_YEAR = regex.compile(r"([0-9]{4})\s*\p{Hangul}{0,2}")  # people write 1999년 and 1999년생 too

EMPTY = N_("태어난 해가 비어 있어요. 1999처럼 네 자리로 적어 주세요.")
NOT_FOUR = N_("태어난 해는 네 자리 숫자예요. 1999처럼 적어 주세요.")
FUTURE = N_("아직 오지 않은 해예요. 태어난 해를 다시 봐 주세요.")
TOO_YOUNG = N_("가입할 수 있는 나이보다 어린 해예요. 태어난 해를 다시 봐 주세요.")
TOO_OLD = N_("130년보다 오래전이에요. 태어난 해를 다시 봐 주세요.")
SHOWN = N_("%(year)s년생 (%(decade)s년대생)")


class Year:
    """A year of the calendar; `check` says whether a member can be born in it."""

    def parts(self, field: Field) -> tuple[str, ...]:  # noqa: ARG002  as every kind
        """Return the one form name."""
        return (_PART,)

    def clean(self, field: Field, raw: Raw) -> str:  # noqa: ARG002  as every kind
        """Return the four digits."""
        written = typed(raw, _PART)
        if not written:
            raise refused(_PART, EMPTY)
        found = _YEAR.fullmatch(written)
        if not found:
            raise refused(_PART, NOT_FOUR)
        return str(found[1])

    def check(self, field: Field, value: str, bounds: Bounds) -> None:  # noqa: ARG002  as above
        """Refuse years to come, longer ago than anybody lives, or too late to be a member.

        A year alone cannot tell more: whoever turns old enough this year may have done so.
        """
        age_this_year = bounds.today.year - int(value)
        if age_this_year < 0:
            raise refused(_PART, FUTURE)
        if age_this_year < bounds.minimum_age:
            raise refused(_PART, TOO_YOUNG)
        if age_this_year > OLDEST:
            raise refused(_PART, TOO_OLD)

    def show(self, field: Field, value: str, say: Say) -> str:  # noqa: ARG002  as every kind
        """Return the year with its decade: 1999년생 (1990년대생)."""
        return say(SHOWN) % {"year": value, "decade": f"{value[:3]}0"}

    def refill(self, field: Field, value: str) -> Parts:  # noqa: ARG002  as every kind
        """Return the four digits."""
        return {_PART: [value]}
