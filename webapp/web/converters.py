"""Address parts that name something of ours: an unknown name is a 404 before any view runs."""

from uuid import UUID

from flask import Flask
from werkzeug.routing import BaseConverter

from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import Field, Kind


class FieldConverter(BaseConverter):
    """A question of the journey, by its key; an unknown or not yet asked one is no address.

    The keys stand in the pattern itself: a converter that refuses later would make of a POST a
    405, because the address of the GET beside it seemed to fit.
    """

    regex = "|".join(field.key for field in CATALOGUE.asked()) or "(?!)"

    def to_python(self, value: str) -> Field:
        """Return the field."""
        return CATALOGUE.field(value)

    def to_url(self, value: Field | str) -> str:
        """Return the key of a field."""
        return value.key if isinstance(value, Field) else value


class OwnFieldConverter(FieldConverter):
    """A field of My page: of the journey, or one that only My page asks for."""

    regex = "|".join(field.key for field in CATALOGUE.offered()) or "(?!)"


class PhotoConverter(FieldConverter):
    """A field that is a photo, by its key."""

    regex = "|".join(f.key for f in CATALOGUE.offered() if f.kind is Kind.PHOTO) or "(?!)"


class ReceiptConverter(BaseConverter):
    """The id of one of the person's decisions."""

    regex = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"

    def to_python(self, value: str) -> UUID:
        """Return the id."""
        return UUID(value)

    def to_url(self, value: UUID | str) -> str:
        """Return the id as it stands in an address."""
        return str(value)


class SlugConverter(BaseConverter):
    """The address of an event; whether there is one is for the view to say."""

    regex = r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?"


def register(app: Flask) -> None:
    """Teach an application these address parts."""
    app.url_map.converters["field"] = FieldConverter
    app.url_map.converters["own_field"] = OwnFieldConverter
    app.url_map.converters["photo"] = PhotoConverter
    app.url_map.converters["receipt"] = ReceiptConverter
    app.url_map.converters["slug"] = SlugConverter
