"""How pages write what an event's file says: in the reader's language, its times in Korea's."""

from datetime import datetime

from flask import Flask
from markupsafe import Markup  # noqa: TID251  joins <time> elements of the house's own making

from webapp.catalogue.korea import KOREA, korean_day
from webapp.events.shapes import Words
from webapp.web.locale import SOURCE, day, day_text, language, time_text, when
from webapp.web.services import services

_TIE = "\u00a0"


def said(words: Words) -> str:
    """Return a text of an event's file in the language of this request."""
    return words.ko if language() == SOURCE else words.en


def tied(moment: datetime) -> Markup:
    """Write day and time in Korea; no line ends within the time."""
    before, _, after = when(moment).rpartition(" ")  # the last blank is the time's
    return before + _TIE + after


def near_time(moment: datetime) -> Markup:
    """Write day and time without the year when it is this one: 11월 29일(일) 오후 7:30."""
    if not _is_this_year(moment):
        return tied(moment)
    joint = "" if language() == SOURCE else ","
    exact = moment.astimezone(KOREA).isoformat(timespec="minutes")
    time = time_text(moment).replace(" ", _TIE)
    return Markup('<time datetime="{}">{}{} {}</time>').format(exact, _short(moment), joint, time)


def near_date(moment: datetime) -> Markup:
    """Write the day alone, without the year when it is this one: 11월 29일(일)."""
    if not _is_this_year(moment):
        return day(moment)
    return Markup('<time datetime="{}">{}</time>').format(korean_day(moment), _short(moment))


def _is_this_year(moment: datetime) -> bool:
    return korean_day(moment).year == korean_day(services().now()).year


def _short(moment: datetime) -> str:
    """Return a day without its year, which a language writes first, or last."""
    words = day_text(moment)
    return words.partition(" ")[2] if language() == SOURCE else words.rpartition(" ")[0]


def span(starts: datetime, ends: datetime) -> Markup:
    """Write from when to when; the day is named once when both are on the same."""
    if korean_day(starts) != korean_day(ends):
        return Markup("{}{}– {}").format(tied(starts), _TIE, tied(ends))
    until = time_text(ends).replace(" ", _TIE)
    return Markup("{}{}–{}{}").format(tied(starts), _TIE, _TIE, until)


def register(app: Flask) -> None:
    """Let every template of this application read an event out."""
    app.jinja_env.filters["said"] = said
    app.jinja_env.globals.update(span=span, tied=tied, near_time=near_time, near_date=near_date)
