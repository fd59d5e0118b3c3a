"""Work: what is to be done, what was done already, and counts without anybody in them."""

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Index, Integer, String, Table, Uuid

from webapp.storage.columns import Instant, Octets
from webapp.storage.tables.shared import ENDS_WITH_MEMBERSHIP, metadata

idempotency = Table(
    "idempotency",
    metadata,
    Column("member_id", Uuid, ForeignKey("member.member_id"), primary_key=True),
    Column("request_hash", Octets, primary_key=True),
    Column("at", Instant, nullable=False),
    Index(None, "at"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("errand_id", Uuid, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("subject", Octets, nullable=False),
    Column("reference", String(20), nullable=False),
    Column("payload", Octets, nullable=False),
    Column("wrapped_key", Octets, nullable=False),
    Column("kek_id", String(40), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("give_up_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("last_reason", String(60), nullable=False),
    Column("given_up_at", Instant),
    Index(None, "due_at"),
    Index(None, "kind", "subject"),
    Index(None, "reference"),
)

webhook_event = Table(
    "webhook_event",
    metadata,
    Column("event_hash", Octets, primary_key=True),
    Column("received_at", Instant, nullable=False),
    Index(None, "received_at"),
)

kakao_leftover = Table(
    "kakao_leftover",
    metadata,
    Column("member_id", Uuid, ForeignKey("member.member_id"), primary_key=True),
    Column("field_key", String(80), primary_key=True),  # its value from Kakao is gone
    info=ENDS_WITH_MEMBERSHIP,
)

letter = Table(
    "letter",
    metadata,
    Column("member_id", Uuid, ForeignKey("member.member_id"), primary_key=True),
    Column("kind", String(40), primary_key=True),
    Column("about", Date, primary_key=True),  # the day it is about
    Column("written_at", Instant, nullable=False),
    Column("handed_over", Integer, nullable=False),  # how often, without hearing the end
    Index(None, "written_at"),
    info=ENDS_WITH_MEMBERSHIP,
)

asked_again = Table(
    "asked_again",
    metadata,
    Column("member_id", Uuid, ForeignKey("member.member_id"), primary_key=True),
    Column("scope", String(80), primary_key=True),
    Column("notice_key", String(80), primary_key=True),
    Column("times", Integer, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("stopped_at", Instant),  # the person asked not to be asked again
    info=ENDS_WITH_MEMBERSHIP,
)

step_count = Table(
    "step_count",
    metadata,
    Column("day", Date, primary_key=True),
    Column("step", String(80), primary_key=True),
    Column("event", String(20), primary_key=True),
    Column("n", BigInteger, nullable=False),
)
