"""The card of fetching a value from Kakao: the field's own card, and where the value comes from.

It is another edition of the same notice. What a person agrees to (item, purpose, period, who sees
it, what refusing costs) is the same however the value arrives, so its facts are the same, and one
consent lives, ends and is shown for both ways. Which way was told stands in the body: a decision
on this card, and on no other, lets a value be taken over from Kakao (promise P2, PIPA 20).
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from webapp.catalogue.shapes import N_, Catalogue, Notice, Source
from webapp.consent.edition import Edition, Language, digest, make_edition

SOURCE = N_("가져오는 곳")
ONCE = N_("카카오 (%(item)s). 동의한 뒤 이번 한 번만 받아요.")
TITLE = N_("동의하고 가져오면")
AGREE = N_("동의하고 가져오기")
SKIP = N_("이 질문 건너뛰기")


def make_kakao_edition(
    catalogue: Catalogue, notice: Notice, language: Language, at: datetime
) -> Edition | None:
    """Return the card of fetching what `notice` asks for; `None` where Kakao does not offer it."""
    fields = [catalogue.field(key) for key in notice.fields]
    if len(fields) != 1 or notice.audience is not None or not notice.is_asked:
        return None
    (field,) = fields
    offer, say = field.from_kakao, language.translate
    if offer is None:
        return None
    typed = make_edition(catalogue, notice, language, at)
    told = say(ONCE) % {"item": say(offer.item)}
    row = {"key": "source", "label": say(SOURCE), "text": told, "strong": False}
    body = typed.body | {
        "question": [say(offer.question)],
        "title": say(TITLE),
        "rows": _after_items(typed.body["rows"], row),
        "agree": say(AGREE),
        "skip": say(SKIP),  # a no here answers the question, not only this way of answering it
        "options": digest({}).hex(),  # nothing is chosen on this card
        "way": {"source": Source.KAKAO.value, "scope": field.kakao_scope},
    }
    return replace(typed, hash=digest(body), body=body)


def _after_items(rows: list[dict[str, Any]], row: dict[str, Any]) -> list[dict[str, Any]]:
    place = next((n for n, known in enumerate(rows, 1) if known["key"] == "items"), 0)
    return [*rows[:place], row, *rows[place:]]
