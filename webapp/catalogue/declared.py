"""The catalogue of this service, put together from its data files."""

from webapp.catalogue.audiences import AUDIENCES
from webapp.catalogue.behaviours import BEHAVIOURS
from webapp.catalogue.clauses import CLAUSES
from webapp.catalogue.cookies import COOKIES
from webapp.catalogue.fields import FIELDS
from webapp.catalogue.notices import NOTICES
from webapp.catalogue.processors import PROCESSORS
from webapp.catalogue.purposes import PURPOSES
from webapp.catalogue.recipients import RECIPIENTS
from webapp.catalogue.records import RECORDS
from webapp.catalogue.retention import RETENTIONS
from webapp.catalogue.shapes import Catalogue

CATALOGUE = Catalogue(
    fields=FIELDS,
    purposes=PURPOSES,
    retentions=RETENTIONS,
    recipients=RECIPIENTS,
    notices=NOTICES,
    clauses=CLAUSES,
    journey=("photo", "mbti", "music", "region", "phone", "gender", "age"),
    records=RECORDS,
    behaviours=BEHAVIOURS,
    cookies=COOKIES,
    processors=PROCESSORS,
    audiences=AUDIENCES,
)
