"""Very many decisions, loaded with COPY in the shape they really have."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from os import urandom
from uuid import UUID, uuid4

import psycopg

from tests.postgres import plain
from webapp.consent.decision import MEMBERSHIP

EACH = 10  # decisions of one member
MOST_OF_ONE = 100_000  # decisions of somebody who changed their mind very often
NOTICES = ("mbti", "mbti", "photo", "music", "region", "phone", "gender", "age", "mbti", "mbti")
_DECISIONS = """COPY decision (member_id, seq, decision_id, scope, notice_key, edition_hash,
purpose, answer, locale, channel, actor, shown_at, decided_at, salt, leaf_hash) FROM STDIN"""
_MEMBERS = "COPY member (member_id, status, locale, joined_at, last_seen_at, last_seq) FROM STDIN"
_VALUES = """COPY field_value (member_id, scope, field_key, sealed, decision_id, source,
visibility, collected_at) FROM STDIN"""
_KEYS = "COPY keys.value_key (member_id, scope, field_key, wrapped_key, kek_id) FROM STDIN"


class Sample:
    """Fills a migrated PostgreSQL with members, their decisions and one value each."""

    def __init__(self, url: str, edition_hash: bytes, now: datetime) -> None:
        self._url = plain(url)
        self._edition = f"\\\\x{edition_hash.hex()}"
        self._now = now
        self._latest: dict[UUID, str] = {}
        self.members: list[UUID] = []
        self.changeable = uuid4()

    def grow(self, decisions: int) -> None:
        """Add members until there are so many decisions."""
        wanted = max(1, decisions // EACH)
        new = [uuid4() for _ in range(wanted - len(self.members))]
        if not self.members:
            self._load([self.changeable], min(MOST_OF_ONE, decisions // EACH))
        for start in range(0, len(new), MOST_OF_ONE):
            self._load(new[start : start + MOST_OF_ONE], EACH)
        self.members += new

    def _load(self, members: list[UUID], each: int) -> None:
        self._latest.clear()
        with psycopg.connect(self._url) as connection:
            # Every row is right by construction; asking so twice a row would take an hour.
            connection.execute("SET session_replication_role = replica")
            self._copy(connection, _MEMBERS, (self._member(m, each) for m in members))
            rows = (line for m in members for line in self._decisions(m, each))
            self._copy(connection, _DECISIONS, rows)
            self._copy(connection, _VALUES, (self._value(m) for m in members))
            self._copy(connection, _KEYS, (self._key(m) for m in members))
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute("ANALYZE")

    @staticmethod
    def _copy(connection: psycopg.Connection, statement: str, lines: Iterator[str]) -> None:
        with connection.cursor().copy(statement.encode()) as copy:
            for line in lines:
                copy.write(line)

    def _member(self, member: UUID, each: int) -> str:
        return f"{member}\tactive\tko\t{self._now}\t{self._now}\t{each}\n"

    def _decisions(self, member: UUID, each: int) -> Iterator[str]:
        """Lines of one member's decisions; the last about MBTI is a consent that lives."""
        for seq in range(1, each + 1):
            notice = NOTICES[seq % EACH]
            answer = "given" if seq % EACH in (0, 1, 9) else "refused"
            made = str(UUID(bytes=urandom(16), version=4))
            at = self._now - timedelta(days=30) + timedelta(seconds=seq)
            random = urandom(48).hex()
            if notice == "mbti":
                self._latest[member] = made
            yield (
                f"{member}\t{seq}\t{made}\t{MEMBERSHIP}\t{notice}\t{self._edition}\tmatch\t"
                f"{answer}\tko\tweb\tperson\t{at}\t{at}\t\\\\x{random[:32]}\t\\\\x{random[32:]}\n"
            )

    def _value(self, member: UUID) -> str:
        sealed = urandom(33).hex()
        where = f"{member}\t{MEMBERSHIP}\tmbti\t\\\\x{sealed}"
        return f"{where}\t{self._latest[member]}\ttyped\tme\t{self._now}\n"

    def _key(self, member: UUID) -> str:
        return f"{member}\t{MEMBERSHIP}\tmbti\t\\\\x{urandom(61).hex()}\tk1\n"
