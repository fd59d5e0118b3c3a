"""Kakao's settings beside its addresses: the items its console allows, and its image hosts."""

import re
from collections.abc import Iterator

from webapp.catalogue.declared import CATALOGUE

FETCHED = tuple(field.kakao_scope or "" for field in CATALOGUE.fields if field.from_kakao)
"""The consent items of Kakao that a field can be fetched by."""

REAL_PICTURE_ORIGINS = "https://k.kakaocdn.net https://p.kakaocdn.net"
NONE = "none"


def read_scopes(written: str | None, *, is_development: bool) -> tuple[str, ...]:
    """The items that are switched on: none unless named; in development, where all can, all."""
    if written is None:
        return FETCHED if is_development else ()
    return () if written == NONE else tuple(re.split(r"[\s,]+", written))


def wrong_scopes(scopes: tuple[str, ...]) -> Iterator[str]:
    """A sentence for items that nothing is fetched by: Kakao would show an error page for them."""
    if not set(scopes) <= set(FETCHED):
        yield f"KAKAO_SCOPES must be none, or some of: {' '.join(FETCHED)}."
