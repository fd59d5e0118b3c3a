"""The calendar the service goes by: whose days are days in Korea, wherever it runs."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

KOREA = ZoneInfo("Asia/Seoul")


def korean_day(instant: datetime) -> date:
    """Return the calendar day in Korea of an aware instant."""
    return instant.astimezone(KOREA).date()
