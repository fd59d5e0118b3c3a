"""Full years of age (만 나이) on a Korean day, and reading a birth date from three boxes."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from webapp.catalogue.kinds import Problem, Unclean
from webapp.catalogue.shapes import N_

KOREA = ZoneInfo("Asia/Seoul")
_OLDEST = 130


def korean_day(instant: datetime) -> date:
    """Return the calendar day in Korea of an aware instant."""
    return instant.astimezone(KOREA).date()


def full_years(born: date, today: date) -> int:
    """Return the age in full years; somebody born on 29 February turns on 1 March."""
    before_birthday = (today.month, today.day) < (born.month, born.day)
    return today.year - born.year - before_birthday


def read_birth_date(raw: Mapping[str, Sequence[str]], today: date) -> date:
    """Return the date typed as year, month and day; raises `Unclean` with words for each box."""
    year = _number(raw, "year", 4, N_("태어난 해를 네 자리로 적어 주세요. 예: 1999"))
    month = _number(raw, "month", 2, N_("태어난 달을 1에서 12 사이로 적어 주세요."))
    day = _number(raw, "day", 2, N_("태어난 날을 1에서 31 사이로 적어 주세요."))
    try:
        born = date(year, month, day)
    except ValueError:
        raise _refused("day", N_("달력에 없는 날이에요. 달과 날을 다시 봐 주세요.")) from None
    if born > today:
        raise _refused("year", N_("아직 오지 않은 날이에요. 태어난 해를 다시 봐 주세요."))
    if today.year - born.year > _OLDEST:
        raise _refused("year", N_("태어난 해를 다시 봐 주세요. 130년보다 오래전이에요."))
    return born


def _number(raw: Mapping[str, Sequence[str]], part: str, digits: int, words: str) -> int:
    sent = tuple(raw.get(part, ()))
    text = unicodedata.normalize("NFKC", sent[0]).strip() if len(sent) == 1 else ""
    if not re.fullmatch(rf"[0-9]{{1,{digits}}}", text):
        raise _refused(part, words)
    return int(text)


def _refused(part: str, words: str) -> Unclean:
    return Unclean((Problem(part, words),))
