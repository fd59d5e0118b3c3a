"""The three columns of a sealed value that carries its own key."""

from typing import Any

from sqlalchemy import Row

from webapp.profile.ports import Sealed


def sealed_row(sealed: Sealed) -> dict[str, Any]:
    """Return the columns of a sealed value."""
    return {"sealed": sealed.text, "wrapped_key": sealed.wrapped_key, "kek_id": sealed.kek_id}


def sealed_of(row: Row[Any]) -> Sealed:
    """Return the sealed value of a row."""
    return Sealed(row.sealed, row.wrapped_key, row.kek_id)
