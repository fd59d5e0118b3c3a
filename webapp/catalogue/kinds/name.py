"""A name or nickname: one field, in whatever order and alphabet somebody is called."""

from webapp.catalogue.kinds.rules import Parts, Raw, Say
from webapp.catalogue.kinds.text import letters, only, refused, tidy
from webapp.catalogue.shapes import N_, Field

MOST_LETTERS = 20
_PART = "value"
EMPTY = N_("이름이나 별명이 비어 있어요. 한 글자 이상 적어 주세요.")
TOO_LONG = N_("20자까지 적을 수 있어요. 조금 줄여 주세요.")


class Name:
    """One to twenty letters as people count them."""

    def parts(self, field: Field) -> tuple[str, ...]:  # noqa: ARG002  as every kind
        """Return the one form name."""
        return (_PART,)

    def clean(self, field: Field, raw: Raw) -> str:  # noqa: ARG002  as every kind
        """Return the name as tidy text; refuses none, a long one and signs that hide."""
        name = tidy(only(raw, _PART), _PART)
        if not name:
            raise refused(_PART, EMPTY)
        if letters(name) > MOST_LETTERS:
            raise refused(_PART, TOO_LONG)
        return name

    def show(self, field: Field, value: str, say: Say) -> str:  # noqa: ARG002  as every kind
        """Return the name as it was written."""
        return value

    def refill(self, field: Field, value: str) -> Parts:  # noqa: ARG002  as every kind
        """Return the name as it was written."""
        return {_PART: [value]}
