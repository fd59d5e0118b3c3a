"""How a value is written on a page: our words in the reader's language, theirs as written."""

from flask import Flask

from webapp.catalogue.kinds import rules_of
from webapp.catalogue.shapes import Field
from webapp.web.locale import gettext


def shown(field: Field, value: str) -> str:
    """Return a stored value of `field` as a person reads it."""
    return rules_of(field).show(field, value, gettext)


def register(app: Flask) -> None:
    """Let every template of this application write values."""
    app.jinja_env.globals.update(shown=shown)
