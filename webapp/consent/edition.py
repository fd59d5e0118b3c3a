"""Editions: the exact words put before a person, as canonical JSON under their SHA-256.

The consent card is rendered from an edition's body and nothing else, so that any past card can
be shown again word for word (promise P2).
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import rfc8785

from webapp.catalogue.shapes import N_, Catalogue, Field, Notice, Recipient, Source
from webapp.consent.leaf import instant_text

Translate = Callable[[str], str]
"""From a Korean source text to the text of one language."""

ITEMS = N_("항목")
PURPOSE = N_("목적")
PERIOD = N_("보유 기간")
SEEN_BY = N_("볼 수 있는 사람")
RECIPIENTS = N_("받는 곳")
BASIS = N_("근거")
NOBODY = N_("없음. Duett 밖으로 나가지 않아요.")
ASKED_APART = N_("없음. %(names)s에 줄지는 따로 여쭤봐요.")
THEIR_PURPOSE = N_("받는 곳의 목적")
THEIR_PERIOD = N_("받는 곳의 보유 기간")
PROTECTION = N_("보호 방법")


@dataclass(frozen=True, slots=True)
class Edition:
    """One notice in one language as it was published; immutable.

    `hash` and `facts_hash` are 32 bytes; `body` is the parsed canonical JSON.
    """

    hash: bytes
    notice_key: str
    locale: str
    kind: str
    body: dict[str, Any]
    facts_hash: bytes
    published_at: datetime

    @property
    def way(self) -> dict[str, str] | None:
        """Return how the value was said to arrive, `None` where the person gives it on the page."""
        return self.body.get("way")

    @property
    def rows(self) -> dict[str, str]:
        """Return the words of the card's rows by their keys, in order."""
        return {str(row["key"]): str(row["text"]) for row in self.body["rows"]}

    def canonical(self) -> str:
        """Return the RFC 8785 text that `hash` was taken over."""
        return rfc8785.dumps(self.body).decode()


@dataclass(frozen=True, slots=True)
class DocumentVersion:
    """The version of a text that a notice rests on, such as the terms; `sha256` is hexadecimal."""

    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the service: its tag, its words, and the versions of its documents."""

    locale: str
    translate: Translate
    documents: Mapping[str, DocumentVersion] = field(default_factory=dict)


def make_edition(catalogue: Catalogue, notice: Notice, language: Language, at: datetime) -> Edition:
    """Return the edition of `notice` in `language`, as published at `at` (aware UTC)."""
    document = language.documents.get(notice.key)
    facts = _facts(catalogue, notice) | {"document": document.version if document else ""}
    body = _body(catalogue, notice, language.locale, language.translate) | {"facts": facts}
    if document:
        body["document"] = {"version": document.version, "sha256": document.sha256}
    locale = language.locale
    return Edition(
        hash=digest(body),
        notice_key=notice.key,
        locale=locale,
        kind=notice.kind.value,
        body=body,
        facts_hash=digest(facts),
        published_at=at,
    )


def digest(value: dict[str, Any]) -> bytes:
    """Return the SHA-256 of the canonical JSON (RFC 8785) of `value`."""
    return hashlib.sha256(rfc8785.dumps(value)).digest()


def _facts(catalogue: Catalogue, notice: Notice) -> dict[str, Any]:
    """Return what makes an older consent void when it changes, free of any language."""
    fields = [catalogue.field(key) for key in notice.fields]
    rules = {item.retention for item in fields}
    facts = {
        "notice": notice.key,
        "fields": sorted(notice.fields),
        "purpose": notice.purpose,
        "retention": {rule: _ends(catalogue, rule) for rule in sorted(rules)},
        "recipients": sorted({name for item in fields for name in item.recipients}),
        "effect": notice.effect_key,
    }
    if notice.audience:
        facts["audience"] = notice.audience.value
    if notice.recipient:
        facts["recipient"] = _told_of(catalogue.recipient(notice.recipient))
    if asked := [item for item in fields if item.source is Source.EVENT]:
        facts["purpose_words"] = catalogue.purpose(notice.purpose).label
        facts["asked"] = {item.key: _asked(item) for item in asked}
    return facts


def _asked(item: Field) -> dict[str, Any]:
    """Return what a question of an event stands for: its file may give a key another meaning.

    Keys of the catalogue are the house's own and mean the same for ever; a file's do not, so what
    they stand for is a fact (PIPA 15(2)1 and 2).
    """
    offered = {option.code: option.words for option in item.options}
    return {"kind": item.kind.value, "items": item.items, "options": offered}


def _told_of(recipient: Recipient) -> dict[str, str]:
    """Return what was told of a recipient: whoever changes any of it asks again (PIPA 17(2))."""
    return {
        "key": recipient.key,
        "name": recipient.name,
        "purpose": recipient.purpose,
        "period": recipient.period,
        "protection": recipient.protection,
    }


def _ends(catalogue: Catalogue, rule: str) -> dict[str, Any]:
    retention = catalogue.retention(rule)
    ends: dict[str, Any] = {
        trigger.value: int(period.total_seconds()) for trigger, period in retention.ends
    }
    return ends | ({"until": instant_text(retention.until)} if retention.until else {})


def _body(
    catalogue: Catalogue, notice: Notice, locale: str, translate: Translate
) -> dict[str, Any]:
    def words(text: str) -> str:
        return translate(text) if text else ""

    fields = [catalogue.field(key) for key in notice.fields]
    body = {
        "v": 1,
        "notice": notice.key,
        "kind": notice.kind.value,
        "locale": locale,
        "question": [words(text) for text in _heads(notice.question, fields, "question")],
        "why": [words(text) for text in _heads(notice.why, fields, "why")],
        "title": words(notice.title),
        "rows": _rows(catalogue, notice, fields, words),
        "refusal": words(notice.effect),
        "tick": words(notice.tick),
        "agree": words(notice.agree),
        "skip": words(notice.skip),
        "options": _options_hash(fields, words),
    }
    if any(item.care for item in fields):
        body["care"] = [words(item.care) for item in fields]
    return body


def _heads(own: str, fields: list[Field], part: str) -> list[str]:
    return [own] if own else [getattr(item, part) for item in fields]


def _rows(
    catalogue: Catalogue, notice: Notice, fields: list[Field], words: Translate
) -> list[dict[str, Any]]:
    """Return the labelled facts of the card; period and purpose stand out (PIPA 22(2))."""
    if not fields:
        return []
    if notice.recipient:
        return _handing_on(catalogue.recipient(notice.recipient), fields, words)
    purpose = catalogue.purpose(notice.purpose)
    periods = dict.fromkeys(words(catalogue.retention(f.retention).words) for f in fields)
    rows = [
        _row("items", words(ITEMS), ", ".join(words(item.items) for item in fields)),
        _row("purpose", words(PURPOSE), words(purpose.label), strong=True),
        _row("period", words(PERIOD), " ".join(periods), strong=True),
        _row("seen_by", words(SEEN_BY), words(notice.visible_to), strong=bool(notice.audience)),
        _row("recipients", words(RECIPIENTS), _recipients(catalogue, notice, fields, words)),
    ]
    if not notice.tick:
        rows.append(_row("basis", words(BASIS), words(purpose.law)))
    return [row for row in rows if row["text"]]


def _recipients(catalogue: Catalogue, notice: Notice, fields: list[Field], words: Translate) -> str:
    """Return who gets the values under this consent, and of whom another card asks."""
    names = dict.fromkeys(name for item in fields for name in item.recipients)
    if names:
        return ", ".join(words(catalogue.recipient(name).name) for name in names)
    apart = [n.recipient for n in catalogue.notices if set(n.fields) & set(notice.fields)]
    asked = [words(catalogue.recipient(name).name) for name in dict.fromkeys(apart) if name]
    return words(ASKED_APART) % {"names": ", ".join(asked)} if asked else words(NOBODY)


def _handing_on(
    recipient: Recipient, fields: list[Field], words: Translate
) -> list[dict[str, Any]]:
    """Return the facts of a consent to hand on (PIPA 17(2); protection: policy article 4-4).

    Recipient, their purpose and their period stand out (PIPA Decree 17(3)).
    """
    return [
        _row("recipient", words(RECIPIENTS), words(recipient.name), strong=True),
        _row("items", words(ITEMS), ", ".join(words(item.items) for item in fields)),
        _row("purpose", words(THEIR_PURPOSE), words(recipient.purpose), strong=True),
        _row("period", words(THEIR_PERIOD), words(recipient.period), strong=True),
        _row("protection", words(PROTECTION), words(recipient.protection)),
    ]


def _row(key: str, label: str, text: str, *, strong: bool = False) -> dict[str, Any]:
    return {"key": key, "label": label, "text": text, "strong": strong}


def _options_hash(fields: list[Field], words: Translate) -> str:
    """Return the hash of everything that could be chosen, in the words it was offered under."""
    offered = {
        item.key: [
            *([pair.part, words(pair.label)] for pair in item.pairs),
            *([code, words(text)] for code, text in _offered(item)),
        ]
        for item in fields
    }
    return digest(offered).hex()


def _offered(item: Field) -> list[tuple[str, str]]:
    paired = [option for pair in item.pairs for option in (pair.first, pair.second)]
    offered = [(option.code, option.words) for option in (*item.options, *paired)]
    for group in item.tags.groups if item.tags else ():
        offered += [("", group.label), *((tag.code, tag.words) for tag in group.tags)]
    if item.places:
        offered += [(place.code, place.name) for place in item.places.all()]
    return offered
