"""R4: with the database away people read a true page within three seconds, and it comes back."""

import sqlite3
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import make_url

from tests.faults.wire import Wire, wire_to
from tests.promises.acts import Person, join
from tests.promises.pages import one, soup, words
from tests.promises.rows import rows, violations
from tests.world import MBTI, World, hidden_inputs, world

HEADERS = (
    "Content-Security-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Retry-After",
    "X-Request-Id",
)
PAGES = ("/", "/me", "/onboarding/mbti", "/me/consents", "/withdraw", "/me/sessions")
OPEN = ("/why", "/privacy", "/terms", "/help", "/healthz")
ENOUGH = 4.0  # three seconds, and what a busy machine adds


def is_helpful(answer) -> None:
    assert answer.status_code == 503
    for header in HEADERS:
        assert header in answer.headers, header
    page = soup(answer.get_data(as_text=True))
    assert words(one(page, "h1")) == ["지금은 Duett을 잠시 쓸 수 없어요"]
    assert len(page.select("main p")) >= 2
    assert page.select('main a[href="/"]')


def timed(act):
    began = time.monotonic()
    answer = act()
    return answer, time.monotonic() - began


def agree(person: Person):
    browser = person.browser()
    form = hidden_inputs(browser.get("/onboarding/mbti").get_data(as_text=True)) | MBTI
    return lambda: browser.post("/onboarding/mbti", data=form | {"agree": "yes", "act": "agree"})


@pytest.fixture
def wired(wired_house: tuple[World, Wire]) -> tuple[World, Wire]:
    """The same house, with whatever the test before cut found out and replaced."""
    house, wire = wired_house
    wire.mend()
    while not house.services.health.ready():
        pass
    return house, wire


@pytest.fixture(scope="module")
def wired_house(
    postgres, migrated_postgres: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[World, Wire]]:
    with (
        postgres.database(template=migrated_postgres) as url,
        wire_to(url) as (wire, through),
        world(through, tmp_path_factory.mktemp("wired")) as made,
    ):
        # The tests look at the rows directly, not through the wire.
        made.storage.dispose()
        made.storage = type(made.storage)(url)
        yield made, wire


@pytest.mark.postgres
def test_with_postgresql_gone_every_page_says_so_and_comes_back(wired):
    house, wire = wired
    person = join(house)
    post = agree(person)
    browser = person.browser()
    wire.cut()
    for path in PAGES:
        answer, took = timed(lambda path=path: browser.get(path))
        is_helpful(answer)
        assert took < ENOUGH, path
    answer, took = timed(post)
    is_helpful(answer)
    assert took < ENOUGH
    for path in OPEN:
        for anybody in (house.browser(), browser):
            assert anybody.get(path).status_code == 200, path
    assert browser.get("/readyz").status_code == 503
    wire.mend()
    for path in PAGES:
        assert browser.get(path).status_code == 200, path
    assert post().status_code == 303
    assert violations(house.storage) == []
    assert browser.get("/readyz").status_code == 200


@pytest.mark.postgres
def test_a_connection_cut_while_it_lay_idle_costs_one_page_at_most(wired):
    """A restart of the server: the first request may be told to wait, the second may not."""
    house, wire = wired
    browser = join(house).browser()
    browser.get("/me")
    wire.cut()
    wire.mend()
    first = browser.get("/me")
    assert first.status_code in (200, 503)
    assert browser.get("/me").status_code == 200


@pytest.mark.postgres
def test_a_login_meets_the_same_page_and_can_be_begun_again(wired):
    house, wire = wired
    browser = house.browser()
    wire.cut()
    is_helpful(browser.post("/auth/kakao"))
    wire.mend()
    assert house.log_in(browser, "garam").status_code == 303


@pytest.mark.postgres
def test_the_worker_lives_through_it(wired):
    house, wire = wired
    worker = house.worker()
    worker.tick()
    wire.cut()
    house.clock.forward(minutes=5)
    assert worker.tick() is False
    wire.mend()
    house.clock.forward(minutes=5)
    worker.tick()
    assert worker.sweep() is not None


@pytest.mark.postgres
@pytest.mark.parametrize("when", ["before it works", "in the middle"])
def test_an_answer_cut_in_the_middle_leaves_no_half(wired, when):
    """The wire breaks while the consent is on its way; sent again, it has one effect."""
    house, wire = wired
    person = join(house)
    post = agree(person)
    engine = house.services.health.engine
    commit = engine.dialect.do_commit

    def broken(dbapi):
        if when == "in the middle":
            commit(dbapi)  # it did commit, but nobody hears of it
        wire.cut()
        commit(dbapi) if when != "in the middle" else dbapi.execute("SELECT 1")

    engine.dialect.do_commit = broken
    try:
        is_helpful(post())
    finally:
        engine.dialect.do_commit = commit
        wire.mend()
    assert violations(house.storage) == []
    assert post().status_code == 303
    mine = [d for d in rows(house.storage, "decision") if d.member_id == person.member_id]
    assert [d.answer for d in mine if d.notice_key == "mbti"] == ["given"]


def test_with_sqlite_locked_an_act_is_told_to_wait_and_works_afterwards(
    migrated_sqlite, tmp_path, tmp_path_factory
):
    file = tmp_path / "duett.sqlite3"
    file.write_bytes(migrated_sqlite.read_bytes())
    with world(f"sqlite:///{file}", tmp_path_factory.mktemp("locked")) as house:
        person = join(house)
        post = agree(person)
        lock = sqlite3.connect(make_url(house.settings.database_url).database or "")
        lock.isolation_level = None
        lock.execute("BEGIN IMMEDIATE")
        answer, took = timed(post)
        is_helpful(answer)
        assert took < ENOUGH
        # Reading goes on: a writer locks out writers only.
        assert person.browser().get("/me").status_code == 200
        lock.execute("ROLLBACK")
        lock.close()
        assert post().status_code == 303
        assert violations(house.storage) == []
