"""How pages write what an event's file says: in the reader's language, its times in Korea's."""

from datetime import datetime

from flask import Flask
from markupsafe import Markup  # noqa: TID251  joins <time> elements of the house's own making

from webapp.catalogue.korea import KOREA, korean_day
from webapp.events.shapes import Words
from webapp.web.locale import SOURCE, day_text, language, time_text, when
from webapp.web.services import services

_TIE = "\u00a0"


def said(words: Words) -> str:
    """Return a text of an event's file in the language of this request."""
    return words.ko if language() == SOURCE else words.en


def tied(moment: datetime) -> Markup:
    """Write day and time in Korea; no line ends within the time."""
    day, _, time = when(moment).rpartition(" ")  # 오후 7:30, 7:30 PM: the last blank is the time's
    return day + _TIE + time


def near_time(moment: datetime) -> Markup:
    """Write day and time without the year when it is this one: 11월 29일(일) 오후 7:30."""
    if korean_day(moment).year != korean_day(services().now()).year:
        return tied(moment)
    is_korean = language() == SOURCE
    words = day_text(moment)  # a language writes the year first, or last
    short = words.partition(" ")[2] if is_korean else words.rpartition(" ")[0] + ","
    exact = moment.astimezone(KOREA).isoformat(timespec="minutes")
    time = time_text(moment).replace(" ", _TIE)
    return Markup('<time datetime="{}">{} {}</time>').format(exact, short, time)


def span(starts: datetime, ends: datetime) -> Markup:
    """Write from when to when; the day is named once when both are on the same."""
    if korean_day(starts) != korean_day(ends):
        return Markup("{}{}– {}").format(tied(starts), _TIE, tied(ends))
    until = time_text(ends).replace(" ", _TIE)
    return Markup("{}{}–{}{}").format(tied(starts), _TIE, _TIE, until)


def register(app: Flask) -> None:
    """Let every template of this application read an event out."""
    app.jinja_env.filters["said"] = said
    app.jinja_env.globals.update(span=span, tied=tied, near_time=near_time)
