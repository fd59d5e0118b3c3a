"""The copy as a file for machines: JSON of a documented, versioned shape.

The shape is `static/export/duett-export.v1.schema.json`; a change that breaks a reader of version 1
gets a new number, and a part that is added does not. Every instant is ISO 8601 in UTC.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from webapp.catalogue.kinds import Say
from webapp.consent.decision import Decision
from webapp.consent.edition import Edition
from webapp.consent.leaf import instant_text
from webapp.members.rows import Session
from webapp.profile.ports import Destruction
from webapp.rights.corrections import Line
from webapp.rights.exporting import LEFT_OUT, Copy, KeptValue
from webapp.rights.ports import Application, HandedOn

FORMAT, VERSION = "duett-export", 1
SCHEMA_FILE = "export/duett-export.v1.schema.json"

Pictures = Mapping[str, bytes]
"""The pictures that belong to a copy, by file name."""


def as_json(copy: Copy, pictures: Pictures, language: str, say: Say) -> str:
    """Return the file; our own words in it are said in `language`, a person's stay theirs."""
    told = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": instant_text(copy.made_at),
        "language": language,
        "member": {
            "id": str(copy.member.member_id),
            "joined_at": instant_text(copy.member.joined_at),
            "last_seen_at": instant_text(copy.member.last_seen_at),
            "language": copy.member.locale,
        },
        "kakao": _kakao(copy),
        "values": [_value(kept, language, say) for kept in copy.values],
        "pictures": [_picture(name, bytes_) for name, bytes_ in sorted(pictures.items())],
        "decisions": [_decision(decision) for decision in copy.decisions],
        "editions": [_edition(edition) for edition in copy.editions],
        "sessions": [_session(session) for session in copy.sessions],
        "deletions": [_deletion(deletion) for deletion in copy.deletions],
        "corrections": [_correction(line) for line in copy.corrections],
        "events": [
            _application(one, copy.title_of(one.scope, language, say)) for one in copy.applications
        ],
        "handed_on": [_handed_on(one, language) for one in copy.handed_on],
        "left_out": _left_out(LEFT_OUT, say),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _kakao(copy: Copy) -> dict[str, Any] | None:
    if copy.link is None:
        return None
    return {"id": copy.kakao_id, "linked_at": instant_text(copy.link.linked_at)}


def _value(kept: KeptValue, language: str, say: Say) -> dict[str, Any]:
    value = kept.value
    return {
        "field": value.field_key,
        "scope": value.scope,
        "label": kept.label(language, say),
        # A photo's value is where its files lie and what opens them: nothing for a file to carry.
        "value": " ".join(kept.picture_names) if kept.is_photo else value.value,
        "shown": kept.shown(language, say),
        "source": value.source,
        "visibility": value.visibility,
        "collected_at": instant_text(value.collected_at),
        "ends_at": _maybe(kept.ends_at),
        "held_since": _maybe(value.held_at),
        "decision": str(value.decision_id),
        "purposes": list(kept.purposes),
    }


def _picture(name: str, content: bytes) -> dict[str, str]:
    return {"name": name, "type": "image/webp", "base64": base64.b64encode(content).decode()}


def _decision(decision: Decision) -> dict[str, Any]:
    """Return a decision with its salt: with it the person can compute the leaf hash themselves."""
    return {
        "id": str(decision.decision_id),
        "seq": decision.seq,
        "scope": decision.scope,
        "notice": decision.notice_key,
        "purpose": decision.purpose,
        "answer": decision.answer.value,
        "language": decision.locale,
        "channel": decision.channel.value,
        "actor": decision.actor.value,
        "shown_at": instant_text(decision.shown_at),
        "decided_at": instant_text(decision.decided_at),
        "edition": decision.edition_hash.hex(),
        "salt": decision.salt.hex(),
        "leaf": decision.leaf_hash.hex(),
    }


def _edition(edition: Edition) -> dict[str, Any]:
    return {
        "sha256": edition.hash.hex(),
        "notice": edition.notice_key,
        "language": edition.locale,
        "body": edition.body,
    }


def _session(session: Session) -> dict[str, str]:
    return {
        "device": session.device,
        "began_at": instant_text(session.created_at),
        "last_seen_at": instant_text(session.last_seen_at),
    }


def _deletion(deletion: Destruction) -> dict[str, str]:
    return {
        "field": deletion.field_key,
        "scope": deletion.scope,
        "reason": deletion.reason,
        "deleted_at": instant_text(deletion.destroyed_at),
    }


def _correction(line: Line) -> dict[str, str | None]:
    made = line.correction
    return {
        "number": made.reference,
        "field": made.field_key,
        "scope": made.scope,
        "asked_at": instant_text(made.opened_at),
        "due_on": made.due_on.isoformat(),
        "said": line.words.said,
        "outcome": made.outcome.value if made.outcome else None,
        "answered_at": _maybe(made.settled_at),
        "answer": line.words.answer,
    }


def _application(one: Application, title: str) -> dict[str, str | None]:
    return {
        "scope": one.scope,
        "title": title,
        "status": one.status,
        "number": one.receipt,
        "began_at": instant_text(one.began_at),
        "sent_at": _maybe(one.sent_at),
        "ends_at": instant_text(one.ends_at),
    }


def _handed_on(one: HandedOn, language: str) -> dict[str, Any]:
    return {
        "scope": one.scope,
        "recipient": one.recipient,
        "name": one.name(language),
        "items": list(one.items),
        "labels": list(one.labels(language)),
        "reference": one.reference,
        "handed_at": instant_text(one.handed_at),
        "last_at": instant_text(one.last_at),
        "told_at": _maybe(one.told_at),
    }


def _left_out(rows: Sequence[tuple[str, str, str]], say: Say) -> list[dict[str, str]]:
    return [{"what": say(what), "why": say(why), "way": say(way)} for what, why, way in rows]


def _maybe(at: datetime | None) -> str | None:
    return instant_text(at) if at else None
