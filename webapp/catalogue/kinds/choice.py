"""One of a few options, where one of them may be the person's own words."""

import json

from webapp.catalogue.kinds.rules import Parts, Raw, Say
from webapp.catalogue.kinds.text import letters, only, refused, tidy
from webapp.catalogue.shapes import N_, Field, Option

_PART, _OWN = "value", "own"

NOTHING = N_("아직 고르지 않았어요. 하나를 골라 주세요.")
OWN_EMPTY = N_("직접 적는 칸이 비어 있어요. 적거나 다른 것을 골라 주세요.")
OWN_LONG = N_("20자까지 적을 수 있어요. 조금 줄여 주세요.")
MOST_LETTERS = 20


class Choice:
    """The code of an option, with the person's own words where it leaves room for them."""

    def parts(self, field: Field) -> tuple[str, ...]:
        """Return the form name of the options, and that of one's own words where offered."""
        return (_PART, _OWN) if any(option.is_own for option in field.options) else (_PART,)

    def clean(self, field: Field, raw: Raw) -> str:
        """Return the choice as canonical JSON; own words count only under their own option."""
        option = _chosen(field, raw)
        if option is None:
            raise refused(_PART, NOTHING)
        if not option.is_own:
            return _written({"code": option.code})
        words = tidy(only(raw, _OWN), _OWN)
        if not words:
            raise refused(_OWN, OWN_EMPTY)
        if letters(words) > MOST_LETTERS:
            raise refused(_OWN, OWN_LONG)
        return _written({"code": option.code, "own": words})

    def show(self, field: Field, value: str, say: Say) -> str:
        """Return our words for the option in the reader's language, or the person's own."""
        kept = _read(value)
        if "own" in kept:
            return kept["own"]
        words = {option.code: option.words for option in field.options}
        return say(words[kept["code"]]) if kept["code"] in words else kept["code"]

    def refill(self, field: Field, value: str) -> Parts:  # noqa: ARG002  as every kind
        """Return the option, and the person's own words where there are any."""
        kept = _read(value)
        own = {_OWN: [kept["own"]]} if "own" in kept else {}
        return {_PART: [kept["code"]], **own}


def _chosen(field: Field, raw: Raw) -> Option | None:
    """Return the one option that was chosen; words of one's own are a choice without a tick too."""
    code = only(raw, _PART)
    for option in field.options:
        if option.code == code or (
            option.is_own and not raw.get(_PART) and only(raw, _OWN).strip()
        ):
            return option
    return None


def _written(choice: dict[str, str]) -> str:
    return json.dumps(choice, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _read(value: str) -> dict[str, str]:
    kept: dict[str, str] = json.loads(value)
    return kept
