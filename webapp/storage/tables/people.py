"""People: members, their link, browsers and logins, what waits for them to go on."""

from enum import StrEnum

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text, Uuid

from webapp.storage.columns import Instant, Octets
from webapp.storage.tables.shared import ENDS_WITH_MEMBERSHIP, STATUTORY, metadata


class Status(StrEnum):
    """Whether somebody is a member; of whom has left, decisions stay for three years."""

    ACTIVE = "active"
    LEFT = "left"


member = Table(
    "member",
    metadata,
    Column("member_id", Uuid, primary_key=True),
    Column("status", String(10), nullable=False),  # `Status`
    Column("locale", String(8)),
    Column("joined_at", Instant, nullable=False),
    Column("last_seen_at", Instant, nullable=False),
    Column("left_at", Instant),
    Column("last_seq", BigInteger, nullable=False),
    Column("deletions_read_at", Instant),  # until when the list of deletions was read
    Index(None, "last_seen_at"),
)
ACTIVE = member.c.status == Status.ACTIVE.value
LEFT = member.c.status == Status.LEFT.value

kakao_link = Table(
    "kakao_link",
    metadata,
    Column("subject", Octets, primary_key=True),  # keyed blind index of the Kakao id
    Column("member_id", Uuid, ForeignKey("member.member_id"), nullable=False, unique=True),
    Column("sealed", Octets, nullable=False),
    Column("wrapped_key", Octets, nullable=False),
    Column("kek_id", String(40), nullable=False),
    Column("linked_at", Instant, nullable=False),
    Column("scopes", Text),  # agreed to at Kakao, as last seen; by spaces
    Column("scopes_at", Instant),
)

session = Table(
    "session",
    metadata,
    Column("session_hash", Octets, primary_key=True),
    Column("member_id", Uuid, ForeignKey("member.member_id"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("last_seen_at", Instant, nullable=False),
    Column("device", String(60), nullable=False),
    Index(None, "member_id"),
    Index(None, "last_seen_at"),
)

oauth_attempt = Table(
    "oauth_attempt",
    metadata,
    Column("state_hash", Octets, primary_key=True),
    Column("browser_hash", Octets, nullable=False),
    Column("errand", String(20), nullable=False),
    Column("next_key", String(80), nullable=False),
    Column("sealed", Octets, nullable=False),
    Column("wrapped_key", Octets, nullable=False),
    Column("kek_id", String(40), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index(None, "expires_at"),
)

pending_signup = Table(
    "pending_signup",
    metadata,
    Column("browser_hash", Octets, primary_key=True),
    Column("began_as", Octets, nullable=False),  # the browser's name before it came back
    Column("subject", Octets, nullable=False),
    Column("sealed", Octets, nullable=False),
    Column("wrapped_key", Octets, nullable=False),
    Column("kek_id", String(40), nullable=False),
    Column("member_id", Uuid),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index(None, "expires_at"),
)

kept_year = Table(
    "kept_year",
    metadata,
    Column("member_id", Uuid, ForeignKey("member.member_id"), primary_key=True),
    Column("sealed", Octets, nullable=False),  # from the gate, until the age page is answered
    Column("wrapped_key", Octets, nullable=False),
    Column("kek_id", String(40), nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index(None, "expires_at"),
    info=ENDS_WITH_MEMBERSHIP,
)

phone_check = Table(
    "phone_check",
    metadata,
    Column("member_id", Uuid, ForeignKey("member.member_id"), primary_key=True),
    Column(
        "sealed", Octets, nullable=False
    ),  # the number, the answer that waits, the codes as keyed hashes
    Column("wrapped_key", Octets, nullable=False),
    Column("kek_id", String(40), nullable=False),
    Column("misses", Integer, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index(None, "expires_at"),
    info=ENDS_WITH_MEMBERSHIP,
)

visit = Table(
    "visit",
    metadata,
    Column("member_id", Uuid, primary_key=True),
    Column("visit_id", Uuid, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("ip", String(45), nullable=False),
    Column("device", String(60), nullable=False),
    Column("law", String(60), nullable=False),
    Column("destroy_after", Instant, nullable=False),
    Index(None, "destroy_after"),
    schema=STATUTORY,
)
