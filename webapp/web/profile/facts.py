"""What is known of a value, in words: where it came from, since when, for how long, for whom."""

from typing import Any

from webapp.catalogue.shapes import N_, Field, Source, Visibility
from webapp.consent.decision import MEMBERSHIP
from webapp.onboarding.journey import StepPage
from webapp.profile.lifetime import Span, span_of
from webapp.profile.reading import OwnValue
from webapp.profile.visibility import Card
from webapp.web.changes import changed_rows
from webapp.web.guards import member
from webapp.web.locale import gettext, language
from webapp.web.notices import message
from webapp.web.profile.audience import Refused
from webapp.web.services import services
from webapp.web.shown import given_words

_SOURCES = {
    Source.KAKAO: N_("카카오에서 가져옴"),
    Source.EVENT: N_("이벤트에서 적음"),
    Source.CORRECTED: N_("정정 요청으로 고침"),
}
ONLY_ME = N_("나만")


def source_words(kept: OwnValue) -> str:
    """Return where a value came from (PIPA 20)."""
    source = Source(kept.source)
    if source is not Source.TYPED:
        return gettext(_SOURCES[source])
    fields = services().catalogue.fields if kept.scope == MEMBERSHIP else ()
    return given_words(next((field for field in fields if field.key == kept.field_key), None))


def visibility_words(audience: str) -> str:
    """Return who may see a value, in one or two words."""
    for one in services().catalogue.audiences:
        if one.key == audience:
            return gettext(one.label)
    return gettext(ONLY_ME)


def about(page: StepPage, refused: Refused | None = None) -> dict[str, Any]:
    """Return everything a field's own page says beside its question."""
    more: dict[str, Any] = {"message": message(), "source_words": source_words}
    if page.kept is None:
        return more
    span = _span(page.step.field, page.kept)
    more["span"] = span
    more["share"] = round(span.share_left(services().now()) * 100) if span else 0
    if page.is_live:
        more["audiences"] = _audiences(page, refused)
    return more


def _span(field: Field, kept: OwnValue) -> Span | None:
    rule = services().catalogue.retention(field.retention)
    return span_of(rule, kept.collected_at, member().used_at, kept.expires_at)


def _audiences(page: StepPage, refused: Refused | None) -> list[dict[str, Any]]:
    """Return the person alone, then each audience with its card as it is now."""
    field, current = page.step.field, page.step.audience
    cards = services().visibilities.cards(field, language(), member().session_hash.hex())
    alone = {"value": Visibility.ONLY_ME.value, "label": gettext(ONLY_ME), "body": None}
    options = [alone, *(_option(card, refused) for card in cards)]
    shown = page.step.shown
    return [
        option | {"current": option["value"] == current.value, "shown": shown} for option in options
    ]


def _option(card: Card, refused: Refused | None) -> dict[str, Any]:
    return {
        "value": card.audience.value,
        "label": gettext(card.label),
        "body": card.edition.body,
        "ticket": card.ticket,
        "changed": changed_rows(refused.stale if refused else None, card.edition),
    }
