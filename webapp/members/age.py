"""Full years of age (만 나이) on a Korean day, and reading a birth date from three boxes."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date

from webapp.catalogue.kinds import OLDEST, Problem, Unclean
from webapp.catalogue.shapes import N_

_BOXES = {
    "year": (r"[0-9]{4}", N_("태어난 해를 네 자리로 적어 주세요. 예: 1999")),
    "month": (r"0?[1-9]|1[0-2]", N_("태어난 달을 1에서 12 사이로 적어 주세요.")),
    "day": (r"0?[1-9]|[12][0-9]|3[01]", N_("태어난 날을 1에서 31 사이로 적어 주세요.")),
}
"""Each box of a birth date: what may be typed, and the words when it is something else."""


def full_years(born: date, today: date) -> int:
    """Return the age in full years; somebody born on 29 February turns on 1 March."""
    before_birthday = (today.month, today.day) < (born.month, born.day)
    return today.year - born.year - before_birthday


def read_birth_date(raw: Mapping[str, Sequence[str]], today: date) -> date:
    """Return the date typed as year, month and day; raises `Unclean` with words for each box."""
    typed = {part: _number(raw, part, shape) for part, (shape, _words) in _BOXES.items()}
    if not any(sent.strip() for part in _BOXES for sent in raw.get(part, ())):
        raise _refused("year", N_("태어난 날을 적어 주세요. 예: 1999년 4월 1일"))
    wrong = tuple(Problem(part, _BOXES[part][1]) for part, n in typed.items() if n is None)
    if wrong:
        raise Unclean(wrong)
    try:
        born = date(*(number or 0 for number in typed.values()))
    except ValueError:
        raise _refused("day", N_("달력에 없는 날이에요. 달과 날을 다시 봐 주세요.")) from None
    if born > today:
        raise _refused("year", N_("아직 오지 않은 날이에요. 태어난 해를 다시 봐 주세요."))
    if today.year - born.year > OLDEST:
        raise _refused("year", N_("태어난 해를 다시 봐 주세요. 130년보다 오래전이에요."))
    return born


def _number(raw: Mapping[str, Sequence[str]], part: str, shape: str) -> int | None:
    sent = tuple(raw.get(part, ()))
    text = unicodedata.normalize("NFKC", sent[0]).strip() if len(sent) == 1 else ""
    return int(text) if re.fullmatch(shape, text) else None


def _refused(part: str, words: str) -> Unclean:
    return Unclean((Problem(part, words),))
