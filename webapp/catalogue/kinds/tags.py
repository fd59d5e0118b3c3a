"""A few of many: tags that are ticked, and names that are written where the list has none."""

import json
from collections.abc import Iterator

from webapp.catalogue.kinds.finding import same
from webapp.catalogue.kinds.rules import Parts, Problem, Raw, Say, Unclean
from webapp.catalogue.kinds.text import letters, tidy
from webapp.catalogue.offers import Tags, Written
from webapp.catalogue.shapes import Field

TICKED = "value"
SOUGHT = "q"
_MOST_POINTS = 200  # code points of one name; forty letters may be many more in some alphabets


class TagKind:
    """JSON of the ticked codes in the order of the catalogue, and of the names as written.

    Its keys are the form parts: `{"artist":["새소년"],"value":["citypop","jazz"]}`.
    """

    def parts(self, field: Field) -> tuple[str, ...]:
        """Return the form names: the ticks, the lines, and the words of the search."""
        offer = offered(field)
        return (TICKED, *([offer.written.part] if offer.written else []), SOUGHT)

    def clean(self, field: Field, raw: Raw) -> str:
        """Return the tags and names as canonical JSON; each counts once, however often sent."""
        offer = offered(field)
        ticked = set(raw.get(TICKED, ()))
        codes = [tag.code for tag in offer.all() if tag.code in ticked]
        problems = list(_wrong_ticks(offer, codes, ticked))
        kept = {TICKED: codes}
        if offer.written:
            part = offer.written.part
            try:
                kept[part] = _names(offer.written, raw)
            except Unclean as refusal:
                problems += refusal.problems
        if not problems and not any(kept.values()):
            problems.append(Problem(TICKED, offer.nothing))
        if problems:
            raise Unclean(tuple(problems))
        return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def look(self, field: Field, raw: Raw) -> tuple[Problem, ...]:  # noqa: ARG002  as other kinds
        """Return nothing: whatever is sought, there is an answer to it."""
        return ()

    def show(self, field: Field, value: str, say: Say) -> str:
        """Return the tags in the reader's language, then each name as it was written.

        Names stand between dots: a comma may be part of one.
        """
        offer, kept = offered(field), _read(value)
        words = {tag.code: say(tag.words) for tag in offer.all()}
        names = kept.get(offer.written.part, []) if offer.written else []
        ticked = ", ".join(words.get(code, code) for code in kept[TICKED])
        return " · ".join([*([ticked] if ticked else []), *names])

    def refill(self, field: Field, value: str) -> Parts:
        """Return the ticks, and the names one to a line."""
        offer, kept = offered(field), _read(value)
        parts = {TICKED: kept[TICKED]}
        if offer.written and kept.get(offer.written.part):
            parts[offer.written.part] = ["\n".join(kept[offer.written.part])]
        return parts


def offered(field: Field) -> Tags:
    """Return what `field` offers; raises `TypeError` for a field that declares no tags."""
    if field.tags is None:
        raise TypeError(field.key)
    return field.tags


def _wrong_ticks(offer: Tags, codes: list[str], ticked: set[str]) -> Iterator[Problem]:
    if len(codes) < len(ticked):
        yield Problem(TICKED, offer.unknown)
    elif len(codes) > offer.most:
        yield Problem(TICKED, offer.too_many)


def _names(written: Written, raw: Raw) -> list[str]:
    """Return the names that were written, one a line; raises `Unclean`."""
    lines = [line for sent in raw.get(written.part, ()) for line in sent.splitlines()]
    found: dict[str, str] = {}
    for line in lines:
        name = tidy(line, written.part)
        if letters(name) > written.longest or len(name) > _MOST_POINTS:
            raise Unclean((Problem(written.part, written.too_long),))
        if name:
            found.setdefault(same(name), name)
    if len(found) > written.most:
        raise Unclean((Problem(written.part, written.too_many),))
    return list(found.values())


def _read(value: str) -> dict[str, list[str]]:
    kept: dict[str, list[str]] = json.loads(value)
    return kept
