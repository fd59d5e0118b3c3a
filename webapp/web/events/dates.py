"""The dates an application is told: until when it can be sent, and when all of it is gone."""

from datetime import date, datetime, timedelta

from webapp.catalogue.korea import korean_day
from webapp.catalogue.shapes import N_
from webapp.events.rows import EventRow
from webapp.web.locale import SOURCE, gettext, language, near_text, time_text
from webapp.web.services import services


def last_day(until: datetime) -> date:
    """Return the last day in Korea on which something is there that goes at `until`."""
    return korean_day(until - timedelta(microseconds=1))


def draft_words(row: EventRow, until: datetime) -> str:
    """Return until when a draft can be sent, and when it goes otherwise (at `until`)."""
    deleted = near_text(last_day(until))
    if not row.takes_applications(services().now()):
        return gettext(
            N_("신청이 끝나서 보낼 수 없어요. 적은 답은 %(day)s까지만 두고 지워요."), day=deleted
        )
    if row.closes_at < until:
        joint = " " if language() == SOURCE else ", "
        closes = near_text(row.closes_at) + joint + time_text(row.closes_at)
        said_so = N_("%(close)s까지 보낼 수 있고, 보내지 않은 답은 %(day)s까지만 두고 지워요.")
        return gettext(said_so, close=closes, day=deleted)
    return gettext(N_("%(day)s까지 보내지 않으면 지워요."), day=deleted)
