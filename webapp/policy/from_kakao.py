"""The table of what can be fetched from Kakao instead of typed, for the policy and "why we ask"."""

from collections.abc import Collection
from dataclasses import dataclass

from webapp.catalogue.shapes import Catalogue
from webapp.policy.tables import kept_under


@dataclass(frozen=True, slots=True)
class KakaoRow:
    """One item that can be fetched from Kakao instead: what Kakao hands over, and what for."""

    key: str
    label: str
    item: str
    purpose: str


def kakao_table(catalogue: Catalogue, offered: Collection[str]) -> tuple[KakaoRow, ...]:
    """Return what can be fetched from Kakao today; `offered` are the keys of those fields."""
    return tuple(
        KakaoRow(
            field.key, field.label, field.from_kakao.item, catalogue.purpose(notice.purpose).label
        )
        for field in catalogue.fields
        if field.from_kakao is not None and field.key in offered
        for notice in kept_under(catalogue, field)
    )
