"""Either-or questions, one letter each."""

from webapp.catalogue.kinds.rules import Parts, Problem, Raw, Say, Unclean
from webapp.catalogue.shapes import Field


class Pairs:
    """A word of one letter from each pair, such as the sixteen MBTI types."""

    def parts(self, field: Field) -> tuple[str, ...]:
        """Return one form name per pair."""
        return tuple(pair.part for pair in field.pairs)

    def clean(self, field: Field, raw: Raw) -> str:
        """Return the letters joined; names every pair without exactly one known letter."""
        letters: list[str] = []
        problems: list[Problem] = []
        for pair in field.pairs:
            sent = tuple(raw.get(pair.part, ()))
            if len(sent) == 1 and sent[0] in (pair.first.code, pair.second.code):
                letters.append(sent[0])
            else:
                problems.append(Problem(pair.part, pair.missing))
        if problems:
            raise Unclean(tuple(problems))
        return "".join(letters)

    def show(self, field: Field, value: str, say: Say) -> str:  # noqa: ARG002  as every kind
        """Return the letters as they are."""
        return value

    def refill(self, field: Field, value: str) -> Parts:
        """Return each pair's chosen letter."""
        return {pair.part: [letter] for pair, letter in zip(field.pairs, value, strict=True)}
