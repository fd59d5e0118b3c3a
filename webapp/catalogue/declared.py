"""The catalogue of this service, put together from its data files."""

from webapp.catalogue.fields import FIELDS
from webapp.catalogue.notices import NOTICES
from webapp.catalogue.purposes import PURPOSES
from webapp.catalogue.retention import RETENTIONS
from webapp.catalogue.shapes import Catalogue

CATALOGUE = Catalogue(
    fields=FIELDS,
    purposes=PURPOSES,
    retentions=RETENTIONS,
    recipients=(),
    notices=NOTICES,
    clauses=(),
    journey=("photo", "mbti", "music", "region", "phone", "gender", "age"),
)
