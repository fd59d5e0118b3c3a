"""A few sentences of somebody's own: as many letters as the field has room for."""

from webapp.catalogue.kinds.rules import Parts, Raw, Say
from webapp.catalogue.kinds.text import letters, only, refused, tidy
from webapp.catalogue.shapes import N_, Field

_PART = "value"
EMPTY = N_("답이 비어 있어요. 적어서 저장하거나 건너뛰어 주세요.")
TOO_LONG = N_("적을 수 있는 글자 수를 넘었어요. 조금 줄여 주세요.")


class Written:
    """One text of `Field.longest` letters at most, as people count them; it runs on in one line."""

    def parts(self, field: Field) -> tuple[str, ...]:  # noqa: ARG002  as every kind
        """Return the one form name."""
        return (_PART,)

    def clean(self, field: Field, raw: Raw) -> str:
        """Return the text tidy; refuses none, a long one and signs that hide."""
        text = tidy(only(raw, _PART), _PART)
        if not text:
            raise refused(_PART, EMPTY)
        if letters(text) > field.longest:
            raise refused(_PART, TOO_LONG)
        return text

    def show(self, field: Field, value: str, say: Say) -> str:  # noqa: ARG002  as every kind
        """Return the text as it was written."""
        return value

    def refill(self, field: Field, value: str) -> Parts:  # noqa: ARG002  as every kind
        """Return the text as it was written."""
        return {_PART: [value]}
