"""An event as parsed JSON again, as its file would say it, and as the one text that is stored."""

from datetime import UTC, datetime
from typing import Any

import rfc8785

from webapp.events.shapes import Condition, EventFile, EventRecipient, Provision, Question, Words

FORMAT, VERSION = "duett-event", 1


def canonical(file: EventFile) -> str:
    """Return the one text of an event: canonical JSON (RFC 8785), every instant in UTC."""
    return rfc8785.dumps(body_of(file)).decode()


def body_of(file: EventFile) -> dict[str, Any]:
    """Return an event as its file says it, instants in UTC; what is empty is left out."""
    body: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "id": file.event_id,
        "slug": file.slug,
        "title": _words(file.title),
        "summary": _words(file.summary),
        "place": _words(file.place),
        "starts_at": _instant(file.starts_at),
        "ends_at": _instant(file.ends_at),
        "closes_at": _instant(file.closes_at),
        "seats": file.seats,
        "kept_days": file.kept_days,
        "purposes": [
            {"key": one.key, "words": _words(one.words), "parent": one.parent}
            for one in file.purposes
        ],
        "questions": [_question(one) for one in file.questions],
    }
    lists = {
        "recipients": [_recipient(one) for one in file.recipients],
        "provisions": [_provision(one) for one in file.provisions],
        "conditions": [_condition(one) for one in file.conditions],
    }
    return body | {name: held for name, held in lists.items() if held}


def _question(asked: Question) -> dict[str, Any]:
    options = [{"code": one.code, "words": _words(one.words)} for one in asked.options]
    some = {
        "is_needed": asked.is_needed,
        "from_profile": asked.from_profile,
        "longest": asked.longest,
        "options": options,
    }
    return {
        "key": asked.key,
        "kind": asked.kind.value,
        "label": _words(asked.label),
        "items": _words(asked.items),
        "question": _words(asked.question),
        "why": _words(asked.why),
        "purpose": asked.purpose,
        "kept_days": asked.kept_days,
        "refusing": _words(asked.refusing),
        "effect": asked.effect,
    } | {name: held for name, held in some.items() if held}


def _recipient(them: EventRecipient) -> dict[str, Any]:
    return {
        "key": them.key,
        "name": _words(them.name),
        "purpose": _words(them.purpose),
        "period": _words(them.period),
        "protection": _words(them.protection),
        "contact": them.contact,
    }


def _provision(given: Provision) -> dict[str, Any]:
    return {
        "key": given.key,
        "recipient": given.recipient,
        "items": list(given.items),
        "question": _words(given.question),
        "why": _words(given.why),
        "refusing": _words(given.refusing),
        "effect": given.effect,
    }


def _condition(held: Condition) -> dict[str, Any]:
    some: dict[str, Any] = {"minimum_age": held.minimum_age} if held.minimum_age else {}
    if held.joined_by:
        some["joined_by"] = held.joined_by.isoformat()
    return {"kind": held.kind.value, "reason": _words(held.reason)} | some


def _words(words: Words) -> dict[str, str]:
    return {"ko": words.ko, "en": words.en}


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
