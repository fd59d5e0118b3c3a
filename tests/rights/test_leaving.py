"""Leaving leaves nothing that knows the person: every table is walked for their id."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from uuid import UUID, uuid4

import pytest

from tests.kakao.standin_server import Walker
from tests.rooms import Rooms, rows
from tests.world import GROWN, MBTI, ORIGIN, START, World, hidden_inputs, world
from webapp.consent.decision import Answer, MemberId
from webapp.consent.errors import MemberGone
from webapp.standin.people import BY_KEY
from webapp.storage.tables import destruction, kakao_link, member, metadata

STAYS = {"member", "decision", "destruction", "visit"}
"""A stub without a name, the evidence of decisions and deletions, and the statutory visits."""

IN_CHROME = "Mozilla/5.0 (Linux; Android 15; SM-S921N) Chrome/140.0.0.0 Mobile Safari/537.36"
IN_KAKAOTALK = f"{IN_CHROME};KAKAOTALK 2610250"


@pytest.fixture(scope="module")
def house(database_url, tmp_path_factory):
    with world(database_url, tmp_path_factory.mktemp("house")) as made:
        yield made


def _knows(storage, needles: list[bytes]) -> set[str]:
    """Return the tables in which any of these stands, in whatever column and spelling."""
    found = set()
    for table in metadata.tables.values():
        for row in rows(storage, table.key):
            text = b"\n".join(_bytes(column) for column in row)
            if any(needle in text for needle in needles):
                found.add(table.name)
    return found


def _bytes(column: object) -> bytes:
    if isinstance(column, UUID):
        return column.bytes + column.hex.encode()
    return column if isinstance(column, bytes) else str(column).encode()


def _who(house: World, person_id: str) -> tuple[MemberId, bytes]:
    index = house.services.login._vault.index("kakao_id", person_id)
    with house.storage.engine.connect() as connection:
        found = connection.execute(kakao_link.select().where(kakao_link.c.subject == index)).one()
    return MemberId(found.member_id), index


def test_from_the_button_to_nothing_left(house: World):
    """Joined a minute ago, signed in twice, one value, one refusal: all gone before the answer."""
    browser = house.member("sori")
    browser.fill("/onboarding/mbti", **MBTI, agree="yes", act="agree")
    second = house.browser()
    house.log_in(second, "sori")
    who, index = _who(house, "4012345678")
    ids = [who.bytes, who.hex.encode()]
    before = _knows(house.storage, ids)
    assert {"field_value", "value_key", "session", "idempotency", "pending_signup"} <= before
    away = browser.post("/withdraw", data=hidden_inputs(browser.get("/withdraw").text))
    done = house.come_back(browser, away, "sori")
    assert done.status_code == 303
    assert _knows(house.storage, ids) <= STAYS
    assert _knows(house.storage, [index]) == {"outbox"}  # until Kakao was told, 72 hours at most
    for each in (browser, second):
        assert each.get("/me").headers["Location"].startswith("/login")
    page = browser.get(done.headers["Location"])
    assert page.status_code == 200
    assert done.headers["Location"].partition("r=")[2] in page.text
    house.worker().tick()
    assert _knows(house.storage, [index, b"4012345678"]) == set()


@pytest.mark.parametrize(
    "came_in, leaves, goes",
    [
        (IN_KAKAOTALK, IN_KAKAOTALK, True),
        (IN_CHROME, IN_KAKAOTALK, False),
        (IN_KAKAOTALK, IN_CHROME, False),
    ],
)
def test_only_who_came_in_through_kakaotalk_is_spared_a_fresh_login(house, came_in, leaves, goes):
    browser = house.browser()
    with Walker(f"{ORIGIN}/auth/kakao/callback", IN_KAKAOTALK) as walker:  # Kakao asks nothing

        def there_and_back(path: str, agent: str) -> str:
            browser.environ_base["HTTP_USER_AGENT"] = agent
            away = browser.post(path, data=hidden_inputs(browser.get("/withdraw").text))
            told = walker.log_in(away.headers["Location"], "garam")
            back = browser.get("/auth/kakao/callback", query_string=told)
            return str(back.headers.get("Location", ""))

        there_and_back("/auth/kakao", came_in)
        browser.fill("/join", **GROWN)
        house.clock.forward(hours=1)
        assert ("/withdraw/done" in there_and_back("/withdraw", leaves)) is goes
    assert (browser.get("/me").status_code == 200) is not goes


def test_the_done_page_belongs_to_a_number_of_ours(house: World):
    for number in ("", "4F7K-22", "4f7k-22", "%00", "1111-11", "A" * 3000, "4F7K-22\n"):
        answer = house.browser().get("/withdraw/done", query_string={"r": number})
        assert answer.status_code == 404


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_number_is_not_guessed(house: World, method):
    browser = house.browser()
    guesses = ["4F7K-22", "no number of ours", *["4F7K-23"] * 30]
    found = [
        browser.open("/withdraw/done", method=method, query_string={"r": guess}).status_code
        for guess in guesses
    ]
    assert found == [404] * 31 + [429]


def test_the_stub_knows_nothing_but_when(rooms: Rooms):
    who = rooms.member()
    rooms.agree(who)
    rooms.leaving.leave(who, "ko")
    with rooms.storage.engine.connect() as connection:
        stub = connection.execute(member.select().where(member.c.member_id == who)).one()
    assert (stub.status, stub.locale, stub.left_at) == ("left", None, rooms.clock())


def test_every_live_consent_is_withdrawn_on_record_in_every_scope(rooms: Rooms):
    who = rooms.member()
    rooms.agree(who)
    rooms.leaving.leave(who, "en")
    assert rooms.answer_of(who) is Answer.WITHDRAWN
    ended = rooms.shown(who, rooms.standings(who)["mbti"].decision_id)
    assert (ended.locale, ended.actor) == ("en", "person")
    refuser = rooms.member()
    rooms.skip(refuser)
    rooms.leaving.leave(refuser, "ko")
    assert rooms.answer_of(refuser) is Answer.REFUSED


def test_what_was_destroyed_is_on_record_with_the_number(rooms: Rooms):
    who = rooms.member()
    rooms.agree(who)
    number = rooms.leaving.leave(who, "ko")
    with rooms.storage.engine.connect() as connection:
        mine = destruction.select().where(destruction.c.member_id == who)
        found = {(r.field_key, r.reason, r.reference) for r in connection.execute(mine)}
    assert found == {("mbti", "left", ""), ("kakao_id", "left", number)}
    farewell = rooms.leaving.farewell(str(number))
    assert farewell is not None
    assert (farewell.left_at, farewell.kakao_done) == (rooms.clock(), False)


def test_leaving_twice_or_all_at_once_is_leaving_once(rooms: Rooms):
    who = rooms.member()
    rooms.agree(who)
    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(lambda _: rooms.leaving.leave(who, "ko"), range(4)))
    assert sum(number is not None for number in numbers) == 1
    assert rooms.leaving.leave(who, "ko") is None
    assert rooms.leaving.leave(MemberId(uuid4()), "ko") is None
    assert len(rooms.rows("decision", who)) == 2
    assert len(rooms.rows("destruction", who)) == 2


def test_agreeing_while_leaving_leaves_no_value(rooms: Rooms):
    for _ in range(5):
        who = rooms.member()
        rooms.agree(who)

        def act(place: int, who: MemberId = who) -> None:
            if place == 3:
                rooms.leaving.leave(who, "ko")
                return
            with suppress(MemberGone):
                rooms.agree(who)

        with ThreadPoolExecutor(6) as pool:
            list(pool.map(act, range(8)))
        for table in ("field_value", "keys.value_key", "idempotency", "session"):
            assert rooms.rows(table, who) == []
        assert rooms.answer_of(who) is Answer.WITHDRAWN


def test_coming_back_is_coming_as_somebody_new(house: World):
    browser = house.member("onyu")
    browser.fill("/onboarding/mbti", **MBTI, agree="yes", act="agree")
    before, _ = _who(house, "4012345682")
    away = browser.post("/withdraw", data=hidden_inputs(browser.get("/withdraw").text))
    house.come_back(browser, away, "onyu")
    house.clock.forward(hours=1)
    again = house.member("onyu")
    after, _ = _who(house, "4012345682")
    assert after != before
    assert "INFP" not in again.get("/me").text
    house.worker().tick()  # the unlink of the earlier membership was called off
    assert house.standin.state.linked(BY_KEY["onyu"]) is not None
    house.clock.moment = START
