"""What all tables share: the names of schemas and of constraints."""

from sqlalchemy import MetaData

KEYS = "keys"
STATUTORY = "statutory"

ENDS_WITH_MEMBERSHIP = {"ends": "with membership"}
"""Marks a table (`info=`) whose rows of a person are deleted the moment that person leaves."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
