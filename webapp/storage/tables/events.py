"""Events: what was published, who applies, what of whom went where, answers that wait."""

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    Uuid,
)

from webapp.storage.columns import Instant, Octets
from webapp.storage.tables.shared import ENDS_WITH_MEMBERSHIP, metadata

event_version = Table(
    "event_version",
    metadata,
    Column("event_id", String(40), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),  # the file, as canonical JSON
    Column("published_at", Instant),
)

event = Table(
    "event",
    metadata,
    Column("event_id", String(40), primary_key=True),
    Column("slug", String(80), nullable=False, unique=True),
    Column("state", String(10), nullable=False),  # `EventState`
    Column("version", Integer, nullable=False),
    Column("seats", Integer, nullable=False),
    Column("taken", Integer, nullable=False),
    Column("waiting", Integer, nullable=False),
    Column("last_place", Integer, nullable=False),  # counts on: nobody gets a place twice
    Column("starts_at", Instant, nullable=False),
    Column("closes_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("forget_at", Instant, nullable=False),
    ForeignKeyConstraint(
        ["event_id", "version"], ["event_version.event_id", "event_version.version"]
    ),
)

event_entry = Table(
    "event_entry",
    metadata,
    Column("member_id", Uuid, ForeignKey("member.member_id"), primary_key=True),
    Column("event_id", String(40), ForeignKey("event.event_id"), primary_key=True),
    Column("status", String(10), nullable=False),  # `EntryStatus`
    Column("began_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("receipt", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("sent_at", Instant),
    Column("seated_at", Instant),
    Index(None, "event_id", "status", "place"),
    Index(None, "expires_at"),
    info=ENDS_WITH_MEMBERSHIP,
)

event_handed = Table(
    "event_handed",
    metadata,
    Column("reference", String(40), primary_key=True),  # all that a recipient knows a person by
    Column("event_id", String(40), nullable=False),
    Column("recipient", String(40), nullable=False),
    Column("handed_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("told_at", Instant),  # when the recipient was told to delete what they hold
    Index(None, "event_id", "recipient"),
    Index(None, "expires_at"),
)

# Whose a reference was is known, and shown to that person, as long as the recipient may hold what
# went under it, whatever becomes of the application; or until they leave the membership.
event_transfer = Table(
    "event_transfer",
    metadata,
    Column("member_id", Uuid, ForeignKey("member.member_id"), primary_key=True),
    Column(
        "reference",
        String(40),
        ForeignKey("event_handed.reference", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("event_id", String(40), nullable=False),
    Column("provision", String(40), nullable=False),
    Column("recipient", String(40), nullable=False),
    Column("items", Text, nullable=False),  # the keys of what was handed on, as a JSON list
    Column("decision_id", Uuid, nullable=False),
    Column("handed_at", Instant, nullable=False),  # the first time
    Column("last_at", Instant, nullable=False),  # the last time, with the answers of then
    ForeignKeyConstraint(
        ["member_id", "decision_id"], ["decision.member_id", "decision.decision_id"]
    ),
    Index(None, "member_id", "event_id"),
    Index(None, "reference", unique=True),
    Index(None, "event_id", "recipient"),
    info=ENDS_WITH_MEMBERSHIP,
)

event_parked = Table(
    "event_parked",
    metadata,
    Column("holder", Octets, primary_key=True),  # the hash of a browser's name, or a session's
    Column("event_id", String(40), nullable=False),
    Column("step", String(40), nullable=False),
    Column("sealed", Octets, nullable=False),
    Column("wrapped_key", Octets, nullable=False),
    Column("kek_id", String(40), nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index(None, "expires_at"),
)
