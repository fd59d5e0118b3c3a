"""What the two roles of PostgreSQL may do, seen as themselves."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import ProgrammingError

from tests.postgres import Server
from tests.rooms import Rooms, make_rooms
from webapp.storage.engine import open_engine
from webapp.storage.roles import grant_roles
from webapp.storage.tables import (
    access_log,
    decision,
    destruction,
    edition,
    event,
    event_transfer,
    event_version,
    log_checkpoint,
    log_leaf,
    member,
    metadata,
    visit,
)

pytestmark = pytest.mark.postgres
INSUFFICIENT = "42501"


@pytest.fixture(scope="module")
def rooms(postgres: Server, migrated_postgres: str, tmp_path_factory) -> Iterator[Rooms]:
    with postgres.database(template=migrated_postgres) as url:
        made = make_rooms(url, tmp_path_factory.mktemp("keys"))
        yield made
        made.storage.dispose()


@pytest.fixture(scope="module")
def roles(rooms: Rooms) -> Iterator[dict[str, Engine]]:
    owner = rooms.storage.engine.url
    password = 'it\'s % "secret"'
    urls = {
        name: owner.set(username=f"duett {name}", password=password).render_as_string(
            hide_password=False
        )
        for name in ("app", "worker")
    }
    for _ in range(2):  # safe to repeat
        grant_roles(rooms.storage, urls["app"], urls["worker"])
    who = rooms.member()
    rooms.agree(who)
    engines = {name: open_engine(url, 1) for name, url in urls.items()}
    yield engines
    for engine in engines.values():
        engine.dispose()
    with rooms.storage.engine.begin() as connection:
        for name in urls:
            connection.exec_driver_sql(f'DROP OWNED BY "duett {name}"')
            connection.exec_driver_sql(f'DROP ROLE "duett {name}"')


def _refusal(engine: Engine, statement) -> str:
    """The code under which the database refuses a statement; "" when it does not."""
    with engine.connect() as connection:
        try:
            connection.execute(statement)
        except ProgrammingError as refused:
            return str(getattr(refused.orig, "sqlstate", ""))
        finally:
            connection.rollback()
    return ""


NOBODY = member.c.member_id.is_(None)
LOGS = (log_leaf, log_checkpoint)
REWRITTEN = update(access_log).values(reason="").where(access_log.c.access_id.is_(None))
FORGOTTEN = delete(access_log).where(access_log.c.access_id.is_(None))
LOG_CHANGES: list[Any] = [
    act.where(next(iter(table.primary_key)).is_(None))
    for table in LOGS
    for act in (update(table).values({c: c for c in table.primary_key}), delete(table))
]
EVENT_CHANGES: list[Any] = [
    delete(event).where(event.c.event_id.is_(None)),
    delete(event_version).where(event_version.c.event_id.is_(None)),
    update(event_transfer).values(items="[]").where(event_transfer.c.member_id.is_(None)),
]
FORBIDDEN: dict[str, list[Any]] = {
    "app": [
        update(decision).values(answer="given").where(decision.c.member_id.is_(None)),
        delete(decision).where(decision.c.member_id.is_(None)),
        update(edition).values(body="").where(edition.c.hash.is_(None)),
        delete(edition).where(edition.c.hash.is_(None)),
        update(destruction).values(reason="").where(destruction.c.member_id.is_(None)),
        delete(destruction).where(destruction.c.member_id.is_(None)),
        delete(member).where(NOBODY),
        select(visit),
        delete(visit).where(visit.c.member_id.is_(None)),
        REWRITTEN,
        FORGOTTEN,
        *LOG_CHANGES,
        *EVENT_CHANGES,
    ],
    "worker": [
        update(decision).values(answer="given").where(decision.c.member_id.is_(None)),
        update(edition).values(body="").where(edition.c.hash.is_(None)),
        delete(edition).where(edition.c.hash.is_(None)),
        update(destruction).values(reason="").where(destruction.c.member_id.is_(None)),
        REWRITTEN,
        *LOG_CHANGES,
        *EVENT_CHANGES,
    ],
}


@pytest.mark.parametrize(
    "name, statement",
    [pytest.param(name, s, id=f"{name}: {s}"[:60]) for name, ss in FORBIDDEN.items() for s in ss],
)
def test_the_database_itself_forbids(roles, name, statement):
    assert _refusal(roles[name], statement) == INSUFFICIENT


def test_neither_role_makes_or_drops_anything(roles):
    for engine in roles.values():
        for act in ("CREATE TABLE more (n int)", "DROP TABLE step_count", "TRUNCATE decision"):
            with engine.connect() as connection, pytest.raises(ProgrammingError):
                connection.exec_driver_sql(act)


def test_the_application_reads_and_inserts_what_it_needs(roles):
    reads = [t for t in metadata.tables.values() if t is not visit]
    assert not any(_refusal(roles["app"], select(table)) for table in reads)
    assert not _refusal(roles["worker"], delete(visit).where(visit.c.member_id.is_(None)))
    assert not _refusal(roles["worker"], delete(decision).where(decision.c.member_id.is_(None)))
    assert not _refusal(roles["worker"], FORGOTTEN)  # after two years; the clock is the worker's


def test_the_application_lives_its_whole_life_under_its_role(rooms: Rooms, roles):
    """Agree, change, withdraw, agree again and leave, with nothing but the granted rights."""
    url = make_url(roles["app"].url).render_as_string(hide_password=False)
    mine = Rooms(type(rooms.storage)(url), rooms.vault)
    who = mine.member()
    mine.agree(who)
    mine.answers.change(mine.notice(), mine.reply(who, letters={"ei": "E"}))
    assert mine.withdraw(who)
    mine.agree(who)
    assert mine.leaving.leave(who, "ko")
    mine.storage.dispose()
