"""The rooms of the house over a real database, for tests that need no web and no Kakao."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from tests.world import MBTI, Clock
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import Catalogue, Notice, Visibility
from webapp.consent.decision import MEMBERSHIP, Answer, Decision, MemberId, Standing
from webapp.consent.edition import Language
from webapp.consent.editions import Editions
from webapp.consent.ticket import Ticket, Tickets
from webapp.keys.keyring import create_keyring, load_keyring
from webapp.keys.vault import KeyringVault
from webapp.members.joining import link_place
from webapp.members.rows import Link, Member
from webapp.onboarding.journey import Journey
from webapp.profile.answers import Answers, Reply
from webapp.profile.ports import ValueRow
from webapp.profile.reading import Profile
from webapp.profile.sweeping import ProfileSweep
from webapp.profile.visibility import Visibilities, Wish
from webapp.rights.consents import Consents
from webapp.rights.corrections import Claim, Corrections
from webapp.rights.desk import Desk
from webapp.rights.leaving import Leaving
from webapp.storage import migrate
from webapp.storage.tables import metadata
from webapp.storage.transaction import Storage

LANGUAGES = (Language("ko", str), Language("en", lambda text: f"en: {text}"))
SECRET = b"a secret for tests only, 32 bytes or more"
MINIMUM_AGE = 14
HOLDER = "5e" * 32  # the session that saw a card


@dataclass
class Rooms:
    """One set of rooms; another catalogue makes another set over the same rows."""

    storage: Storage
    vault: KeyringVault
    catalogue: Catalogue = CATALOGUE
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.tickets = Tickets(SECRET)
        self.editions = Editions(self.catalogue, LANGUAGES, self.clock())
        with self.storage.write() as store:
            store.editions.publish(list(self.editions))
        self.profile = Profile(self.storage, self.vault, self.catalogue, self.editions, self.clock)
        self.answers = Answers(
            self.storage,
            self.vault,
            self.catalogue,
            self.editions,
            self.tickets,
            MINIMUM_AGE,
            self.clock,
        )
        self.journey = Journey(
            self.storage, self.profile, self.catalogue, self.editions, self.tickets, self.clock
        )
        self.visibilities = Visibilities(
            self.storage, self.catalogue, self.editions, self.tickets, self.clock
        )
        self.consents = Consents(self.storage, self.catalogue, self.editions, self.clock)
        self.corrections = Corrections(self.storage, self.vault, self.catalogue, self.clock)
        self.desk = Desk(self.storage, self.vault, self.catalogue, MINIMUM_AGE, self.clock)
        self.leaving = Leaving(self.storage, self.vault, self.clock)
        self.sweep = ProfileSweep(self.storage, self.catalogue, self.clock)

    def with_catalogue(self, catalogue: Catalogue) -> "Rooms":
        """The same house after a release that changed the catalogue."""
        return Rooms(self.storage, self.vault, catalogue, self.clock)

    def member(self, kakao_id: str = "") -> MemberId:
        """Return somebody who just passed the gate."""
        who, now = MemberId(uuid4()), self.clock()
        kakao_id = kakao_id or str(who.int)[:18]
        sealed = self.vault.seal(kakao_id.encode(), link_place(who))
        with self.storage.write() as store:
            store.people.add(Member(who, "ko", now, now))
            store.people.link(Link(self.vault.index("kakao_id", kakao_id), sealed, who, now))
        return who

    def ticket(self, notice_key: str = "mbti", holder: str = HOLDER, locale: str = "ko") -> str:
        """Return the ticket of a card shown now."""
        shown = self.editions.current(notice_key, locale).hash
        return self.tickets.write(Ticket(shown, holder, self.clock()))

    def notice(self, key: str = "mbti") -> Notice:
        return self.catalogue.notice(key)

    def agree(self, who: MemberId, notice_key: str = "mbti", **letters: str) -> None:
        """Agree to a notice with an MBTI of these letters."""
        self.answers.agree(self.notice(notice_key), self.reply(who, notice_key, letters=letters))

    def skip(self, who: MemberId, notice_key: str = "mbti") -> None:
        self.answers.skip(self.notice(notice_key), self.reply(who, notice_key))

    def withdraw(self, who: MemberId, notice_key: str = "mbti") -> bool:
        return self.answers.withdraw(self.notice(notice_key), who, "ko")

    def show(
        self,
        who: MemberId,
        audience: Visibility,
        field_key: str = "mbti",
        *,
        ticket: str = "",
        key: str = "",
    ) -> None:
        """Let a field be seen by an audience, under the card of it as it is now."""
        shown = "" if audience is Visibility.ONLY_ME else f"show_{field_key}_{audience}"
        self.visibilities.choose(
            Wish(
                member_id=who,
                holder=HOLDER,
                field=self.catalogue.field(field_key),
                audience=audience,
                ticket=ticket or (self.ticket(shown) if shown else ""),
                repeat_key=key or uuid4().hex,
                locale="ko",
            )
        )

    def ask(self, who: MemberId, said: str = "예전 결과예요.", field_key: str = "mbti") -> str:
        """Ask for a correction and return its number."""
        assert self.corrections.ask(Claim(who, field_key, said, uuid4().hex))
        return next(
            line.correction.reference
            for line in self.corrections.page(who).lines
            if line.correction.is_open and line.correction.field_key == field_key
        )

    def reply(
        self,
        who: MemberId,
        notice_key: str = "mbti",
        *,
        letters: dict[str, str] | None = None,
        ticket: str = "",
        key: str = "",
        ticked: bool = True,
    ) -> Reply:
        """Return a posted page; without a `key` each is the first of its kind."""
        said = MBTI | (letters or {})
        return Reply(
            member_id=who,
            holder=HOLDER,
            ticket=ticket or self.ticket(notice_key),
            repeat_key=key or uuid4().hex,
            raw={part: [letter] for part, letter in said.items()},
            ticked=ticked,
        )

    def values(self, who: MemberId) -> list[ValueRow]:
        with self.storage.read() as store:
            return store.values.own(who)

    def standings(self, who: MemberId, scope: str = MEMBERSHIP) -> dict[str, Standing]:
        with self.storage.read() as store:
            return {found.notice_key: found for found in store.decisions.standings(who, scope)}

    def answer_of(self, who: MemberId, notice_key: str = "mbti") -> Answer | None:
        found = self.standings(who).get(notice_key)
        return found.answer if found else None

    def shown(self, who: MemberId, decision_id: UUID) -> Decision:
        with self.storage.read() as store:
            found = store.decisions.shown(who, decision_id)
        assert found is not None
        return found[0]

    def rows(self, table: str, who: MemberId | None = None) -> Sequence[tuple[object, ...]]:
        """Return the rows of a table, of one member where one is named."""
        return rows(self.storage, table, who)


def rows(storage: Storage, name: str, who: MemberId | None = None) -> list[tuple[object, ...]]:
    """Return the rows of a table by its name in the metadata."""
    table = metadata.tables[name]
    statement = table.select()
    if who is not None:
        statement = statement.where(table.c.member_id == who)
    with storage.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(statement)]


def make_rooms(database_url: str, folder: Path, catalogue: Catalogue = CATALOGUE) -> Rooms:
    """Return rooms over a migrated database; dispose of its storage afterwards."""
    create_keyring(folder / "keyring.json")
    vault = KeyringVault(load_keyring(folder / "keyring.json"))
    return Rooms(Storage(database_url), vault, catalogue)


def is_migrated(storage: Storage) -> bool:
    """Tell whether a database is at the newest revision."""
    with storage.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current == ScriptDirectory.from_config(migrate._config()).get_current_head()
