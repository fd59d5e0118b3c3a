"""P3: on PostgreSQL the application's role can neither change nor delete a decision.

The whole journey runs under the two roles, so that they have what they need and no more.
"""

from collections.abc import Iterator
from datetime import timedelta
from secrets import token_hex

import pytest
from sqlalchemy import delete, make_url, select, update
from sqlalchemy.exc import ProgrammingError

from tests.postgres import Server
from tests.promises.acts import agree_in, join, sweep
from tests.promises.rows import rows, table
from tests.world import START, World, world
from webapp.storage.roles import grant_roles
from webapp.storage.transaction import Storage

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def roles() -> tuple[str, str]:
    mark = token_hex(4)
    return f"duett_app_{mark}", f"duett_worker_{mark}"


@pytest.fixture(scope="module")
def guarded(
    postgres: Server, migrated_postgres: str, roles, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """A house whose application and worker use the roles they would have in production."""
    with postgres.database(template=migrated_postgres) as owner_url:
        owner = Storage(owner_url, pool_size=1)
        urls = [
            make_url(owner_url)
            .set(username=role, password="invented")
            .render_as_string(hide_password=False)
            for role in roles
        ]
        grant_roles(owner, *urls)
        grant_roles(owner, *urls)  # done again at every upgrade: changes nothing
        folder = tmp_path_factory.mktemp("guarded")
        with world(urls[0], folder, DATABASE_URL_WORKER=urls[1]) as made:
            yield made
        with owner.engine.begin() as open_:
            for role in roles:
                open_.exec_driver_sql(f"DROP OWNED BY {role}")
                open_.exec_driver_sql(f"DROP ROLE {role}")
        owner.dispose()


def test_the_whole_journey_runs_under_the_two_roles(guarded: World, roles):
    browser = guarded.member("garam")
    assert agree_in(browser) == 303
    assert (
        browser.fill("/me/edit/mbti", ei="E", sn="S", tf="T", jp="J", act="agree").status_code
        == 303
    )
    assert browser.fill("/me/consents", notice="mbti").status_code == 303
    assert agree_in(browser) == 303
    assert guarded.log_in(guarded.browser(), "garam").status_code == 303
    for path in ("/", "/me", "/me/consents", "/me/sessions", "/onboarding/check", "/withdraw"):
        assert browser.get(path).status_code == 200, path
    browser.post("/language", data={"lang": "ko"})
    away = browser.fill("/withdraw")
    back = guarded.come_back(browser, away, "garam")
    assert "/withdraw/done" in back.headers["Location"]
    guarded.clock.forward(days=100)
    assert sweep(guarded)["visit"] >= 2
    assert guarded._workers[0].tick() is True
    with guarded.services.health.engine.connect() as open_:  # type: ignore[attr-defined]
        assert open_.exec_driver_sql("SELECT current_user").scalar() == roles[0]


@pytest.mark.parametrize("name", ["decision", "edition", "destruction", "log_leaf"])
@pytest.mark.parametrize("act", ["update", "delete", "truncate"])
def test_the_application_may_not_touch_what_is_written(guarded: World, name, act):
    engine = guarded.services.health.engine  # type: ignore[attr-defined]
    target = table(name)
    column = next(iter(target.c))
    statement = {
        "update": f"UPDATE {name} SET {column.name} = {column.name}",  # noqa: S608  our own names
        "delete": f"DELETE FROM {name}",  # noqa: S608  as above
        "truncate": f"TRUNCATE {name} CASCADE",
    }
    with pytest.raises(ProgrammingError, match="permission denied"), engine.begin() as open_:
        open_.exec_driver_sql(statement[act])


def test_the_application_may_not_read_the_statutory_store(guarded: World):
    guarded.member("dain")
    engine = guarded.services.health.engine  # type: ignore[attr-defined]
    with pytest.raises(ProgrammingError, match="permission denied"), engine.begin() as open_:
        open_.execute(select(table("visit")))
    worker = Storage(guarded.settings.database_url_worker, pool_size=1)
    assert rows(worker, "visit")
    worker.dispose()


@pytest.mark.parametrize("who", ["application", "worker"])
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE decision DISABLE TRIGGER ALL",
        "DROP TRIGGER decision_stays ON decision",
        "SET session_replication_role = replica",
        "CREATE TABLE copied (x int)",
        "DELETE FROM member",
        "UPDATE alembic_version SET version_num = 'x'",
    ],
)
def test_neither_role_may_take_the_guards_away(guarded: World, who, statement):
    url = guarded.settings.database_url
    if who == "worker":
        url = guarded.settings.database_url_worker
        if statement.startswith("DELETE"):
            pytest.skip("the worker deletes leavers after three years; the trigger guards them")
    storage = Storage(url, pool_size=1)
    with pytest.raises(ProgrammingError), storage.engine.begin() as open_:
        open_.exec_driver_sql(statement)
    storage.dispose()


def test_the_worker_purges_whoever_left_three_years_ago_but_for_their_leaves(guarded: World):
    person = join(guarded)
    person.agree()
    mine = [row for row in rows(guarded.storage, "decision") if row.member_id == person.member_id]
    person.leave()
    member = table("member")
    left = update(member).where(member.c.member_id == person.member_id)
    with guarded.storage.engine.begin() as open_:
        open_.execute(left.values(left_at=START - timedelta(days=1100)))
    assert sweep(guarded)["left_member"] == 1
    stays = {row.member_id for row in rows(guarded.storage, "decision")}
    assert person.member_id not in stays
    logged = {row.leaf_hash for row in rows(guarded.storage, "log_leaf")}
    assert {row.leaf_hash for row in mine} <= logged


def test_the_worker_may_not_change_decisions_nor_delete_those_of_members(guarded: World):
    guarded.member("byeol")
    storage = Storage(guarded.settings.database_url_worker, pool_size=1)
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        storage.engine.begin() as open_,
    ):
        open_.execute(update(table("decision")).values(answer="given"))
    with pytest.raises(Exception, match="three years"), storage.engine.begin() as open_:
        open_.execute(delete(table("decision")))
    storage.dispose()
