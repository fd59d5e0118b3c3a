"""The tables of the privacy policy and of "what we ask and why", straight from the catalogue.

Every text is a Korean source text for the web floor to translate. No table is written by hand, so
what people are told and what is declared cannot differ.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.catalogue.shapes import (
    N_,
    Basis,
    Catalogue,
    Clause,
    Cookie,
    Field,
    Notice,
    NoticeKind,
    Processor,
    Purpose,
    Recipient,
    Source,
)

BASES = {
    Basis.CONSENT: N_("동의"),
    Basis.CONTRACT: N_("계약 이행"),
    Basis.LAW: N_("법령상 의무"),
    Basis.LEGITIMATE_INTEREST: N_("정당한 이익"),
}
"""A legal basis as people read it (PIPA 15(1))."""

SOURCES = {
    Source.TYPED: N_("직접 입력"),
    Source.KAKAO: N_("카카오"),
    Source.AUTOMATIC: N_("자동 생성"),
    Source.EVENT: N_("이벤트에서 직접 입력"),
    Source.DEVICE: N_("기기"),
    Source.CORRECTED: N_("정정 요청"),
    Source.NOWHERE: N_("받지 않음"),
}
"""Where a value comes from, as people read it (PIPA 20)."""

NO_PURPOSE = N_("쓰지 않음")


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of article 1 for one purpose; `later` says why it is not received today, or ""."""

    key: str
    article: str
    label: str
    items: str
    purpose: str
    basis: str
    period: str
    source: str
    recipients: tuple[str, ...]
    later: str


@dataclass(frozen=True, slots=True)
class WhyRow:
    """One thing a person may be asked for; `later` says why it is not asked today, or ""."""

    key: str
    label: str
    items: str
    why: str
    purpose: str
    period: str
    refusing: str
    height: int
    later: str


@dataclass(frozen=True, slots=True)
class ToldRow:
    """Something processed without asking (PIPA 22(3)): what, why, on which law, how long."""

    key: str
    label: str
    items: str
    why: str
    purpose: str
    basis: str
    law: str
    period: str


@dataclass(frozen=True, slots=True)
class PurposeRow:
    """One purpose of article 3; `fields` are labels, `later` says why it is not used, or ""."""

    key: str
    article: str
    label: str
    basis: str
    law: str
    fields: tuple[str, ...]
    later: str


@dataclass(frozen=True, slots=True)
class RetentionRow:
    """One period: what it applies to, in words, and the law that keeps it longer, or ""."""

    key: str
    what: tuple[str, ...]
    words: str
    law: str


def items_table(catalogue: Catalogue) -> tuple[ItemRow, ...]:
    """Return every item of article 1, once for each purpose it is kept for.

    Whether a kept item is also shown is chosen item by item, so the purposes name those items.
    """
    return tuple(
        _item(catalogue, field, notice)
        for field in catalogue.fields
        for notice in (kept_under(catalogue, field) or (None,))
    )


def why_table(catalogue: Catalogue) -> tuple[WhyRow, ...]:
    """Return all that is or will be asked with a consent: the journey first, in its order."""
    journey = {key: place for place, key in enumerate(catalogue.journey)}
    asked = [n for n in catalogue.notices if n.kind is NoticeKind.CONSENT and n.audience is None]
    rows = [_why(catalogue, catalogue.field(key), n) for n in asked for key in n.fields]
    return tuple(sorted(rows, key=lambda row: journey.get(row.key, len(journey))))


def told_table(catalogue: Catalogue) -> tuple[ToldRow, ...]:
    """Return what is processed today without asking: told items first, then our own records."""
    told = [n for n in catalogue.notices if n.kind is NoticeKind.TOLD and n.not_yet is None]
    rows = [
        _told(catalogue, catalogue.field(key), catalogue.purpose(n.purpose))
        for n in told
        for key in n.fields
    ]
    for record in catalogue.records:
        purpose = catalogue.purpose(record.purpose)
        rows.append(
            ToldRow(
                key=record.key,
                label=record.label,
                items=record.items,
                why=record.why,
                purpose=purpose.label,
                basis=BASES[purpose.basis],
                law=purpose.law,
                period=catalogue.retention(record.retention).words,
            )
        )
    return tuple(rows)


def purposes_table(catalogue: Catalogue) -> tuple[PurposeRow, ...]:
    """Return every purpose of article 3, used or not."""
    rows = []
    for purpose in catalogue.purposes:
        keys = [key for n in catalogue.notices if n.purpose == purpose.key for key in n.fields]
        labels = [catalogue.field(key).label for key in keys]
        labels += [record.label for record in catalogue.records if record.purpose == purpose.key]
        rows.append(
            PurposeRow(
                key=purpose.key,
                article=purpose.clause,
                label=purpose.label,
                basis=BASES[purpose.basis],
                law=purpose.law,
                fields=tuple(dict.fromkeys(labels)),
                later=purpose.not_yet.reason if purpose.not_yet else "",
            )
        )
    return tuple(rows)


def retention_table(catalogue: Catalogue) -> tuple[RetentionRow, ...]:
    """Return every period with the labels of what is kept for it."""
    rows = []
    for rule in catalogue.retentions:
        what = [field.label for field in catalogue.fields if field.retention == rule.key]
        what += [record.label for record in catalogue.records if record.retention == rule.key]
        rows.append(RetentionRow(rule.key, tuple(what), rule.words, rule.exception or ""))
    return tuple(rows)


def statutory_table(catalogue: Catalogue) -> tuple[RetentionRow, ...]:
    """Return only the periods a law sets or allows beyond leaving (PIPA 21(3), 30(1)3-2)."""
    return tuple(row for row in retention_table(catalogue) if row.law)


def cookies(catalogue: Catalogue) -> tuple[Cookie, ...]:
    """Return the cookies (PIPA 30(1)7)."""
    return catalogue.cookies


def processors(catalogue: Catalogue) -> tuple[Processor, ...]:
    """Return who handles data for us; empty until a deployment names its own (PIPA 26(2))."""
    return catalogue.processors


def recipients(catalogue: Catalogue) -> tuple[Recipient, ...]:
    """Return who else receives data; empty today, on purpose (PIPA 17)."""
    return catalogue.recipients


def facts_beside(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Return, by passage of the policy ("6-2"), what the service does about it today.

    Each sentence stands once, at the first passage it answers for.
    """
    facts: dict[str, list[str]] = {}
    said: set[str] = set()
    for clause in catalogue.clauses:
        new = [text for text in _answers(catalogue, clause) if text not in said]
        said.update(new)
        if new:
            facts.setdefault(clause.article, []).extend(new)
    return {article: tuple(words) for article, words in facts.items()}


def _answers(catalogue: Catalogue, clause: Clause) -> Iterator[str]:
    for claim in clause.claims:
        kind, _, key = claim.partition(":")
        if kind == "behaviour":
            yield catalogue.behaviour(key).words
        if kind == "field" and (waits := catalogue.field(key).not_yet) and waits.never:
            yield waits.reason
    if clause.not_yet is not None:
        yield clause.not_yet.reason


def kept_under(catalogue: Catalogue, field: Field) -> list[Notice]:
    """Return the notices under which a field is kept: not those for showing it."""
    return [notice for notice in catalogue.notices_of(field.key) if notice.audience is None]


def _item(catalogue: Catalogue, field: Field, notice: Notice | None) -> ItemRow:
    purpose = catalogue.purpose(notice.purpose) if notice else None
    return ItemRow(
        key=field.key,
        article=field.clause,
        label=field.label,
        items=field.items,
        purpose=purpose.label if purpose else NO_PURPOSE,
        basis=BASES[purpose.basis] if purpose else "",
        period=catalogue.retention(field.retention).words,
        source=SOURCES[field.source],
        recipients=tuple(catalogue.recipient(key).name for key in field.recipients),
        later=_later(field, notice),
    )


def _why(catalogue: Catalogue, field: Field, notice: Notice) -> WhyRow:
    return WhyRow(
        key=field.key,
        label=field.label,
        items=field.items,
        why=field.why,
        purpose=catalogue.purpose(notice.purpose).label,
        period=catalogue.retention(field.retention).words,
        refusing=notice.effect,
        height=field.height,
        later=_later(field, notice),
    )


def _told(catalogue: Catalogue, field: Field, purpose: Purpose) -> ToldRow:
    return ToldRow(
        key=field.key,
        label=field.label,
        items=field.items,
        why=field.why,
        purpose=purpose.label,
        basis=BASES[purpose.basis],
        law=purpose.law,
        period=catalogue.retention(field.retention).words,
    )


def _later(field: Field, notice: Notice | None) -> str:
    waits = field.not_yet or (notice.not_yet if notice else None)
    return waits.reason if waits else ""
