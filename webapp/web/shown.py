"""How a value is written on a page: our words in the reader's language, theirs as written.

A photo is uploaded, one of several things is chosen, and only the rest is typed; where pages name
the act or its result, they say which.
"""

from flask import Flask

from webapp.catalogue.kinds import rules_of
from webapp.catalogue.shapes import N_, Field, Kind
from webapp.web.locale import gettext


def shown(field: Field, value: str) -> str:
    """Return a stored value of `field` as a person reads it."""
    return rules_of(field).show(field, value, gettext)


_CHOSEN = frozenset({Kind.PAIRS, Kind.TAGS, Kind.PLACE, Kind.CHOICE})


def given_words(field: Field | None) -> str:
    """Return how a value came about that the person gave themselves."""
    if field is not None and field.kind is Kind.PHOTO:
        return gettext(N_("직접 올림"))
    if field is not None and field.kind in _CHOSEN:
        return gettext(N_("직접 고름"))
    return gettext(N_("직접 적음"))


def add_words(field: Field) -> str:
    """Return what the act is called that leads to giving a value."""
    if field.kind is Kind.PHOTO:
        return gettext(N_("올리기"))
    return gettext(N_("고르기") if field.kind in _CHOSEN else N_("적기"))


def register(app: Flask) -> None:
    """Let every template of this application write values and the act of giving one."""
    app.jinja_env.globals.update(shown=shown, add_words=add_words)
