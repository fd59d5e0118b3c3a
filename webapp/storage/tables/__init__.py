"""Every table an auditor must read, in six parts. `member_id` leads every key of a person's rows.

Schemas `keys` and `statutory` exist on PostgreSQL, with rights and backups of their own; SQLite
has one file for everything.
"""

from webapp.storage.tables.events import (
    event,
    event_entry,
    event_handed,
    event_parked,
    event_transfer,
    event_version,
)
from webapp.storage.tables.evidence import (
    access_log,
    decision,
    destruction,
    edition,
    log_checkpoint,
    log_leaf,
)
from webapp.storage.tables.people import (
    ACTIVE,
    LEFT,
    Status,
    kakao_link,
    kept_year,
    member,
    oauth_attempt,
    pending_signup,
    phone_check,
    session,
    visit,
)
from webapp.storage.tables.photos import photo_file
from webapp.storage.tables.shared import ENDS_WITH_MEMBERSHIP, KEYS, STATUTORY, metadata
from webapp.storage.tables.values import (
    OPEN,
    WATCHED,
    correction,
    field_value,
    value_key,
    value_use,
)
from webapp.storage.tables.work import (
    asked_again,
    idempotency,
    kakao_leftover,
    letter,
    outbox,
    step_count,
    webhook_event,
)

__all__ = [
    "ACTIVE",
    "ENDS_WITH_MEMBERSHIP",
    "KEYS",
    "LEFT",
    "OPEN",
    "STATUTORY",
    "WATCHED",
    "Status",
    "access_log",
    "asked_again",
    "correction",
    "decision",
    "destruction",
    "edition",
    "event",
    "event_entry",
    "event_handed",
    "event_parked",
    "event_transfer",
    "event_version",
    "field_value",
    "idempotency",
    "kakao_leftover",
    "kakao_link",
    "kept_year",
    "letter",
    "log_checkpoint",
    "log_leaf",
    "member",
    "metadata",
    "oauth_attempt",
    "outbox",
    "pending_signup",
    "phone_check",
    "photo_file",
    "session",
    "step_count",
    "value_key",
    "value_use",
    "visit",
    "webhook_event",
]
