import shutil
from collections.abc import Iterator

import pytest

from tests.catalogue.changing import with_
from tests.members.door import Door
from tests.members.kakao_house import PHONE, KakaoHouse
from tests.members.silence import Silence
from tests.rooms import Rooms, make_rooms
from tests.world import START, World, world
from webapp.consent.decision import MemberId
from webapp.storage.tables import field_value, letter, outbox


@pytest.fixture(scope="module")
def rooms(database_url, tmp_path_factory) -> Iterator[Rooms]:
    made = make_rooms(database_url, tmp_path_factory.mktemp("keys"))
    yield made
    made.storage.dispose()


HEAVY = ["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.slow])]


@pytest.fixture(scope="module", params=HEAVY)
def heavy_rooms(request: pytest.FixtureRequest, tmp_path_factory) -> Iterator[Rooms]:
    """As `rooms`, but PostgreSQL only with --slow; MBTI may come from Kakao."""
    folder = tmp_path_factory.mktemp("heavy")
    mbti_from_kakao = with_("fields", "mbti", kakao_scope=PHONE)
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_sqlite"), folder / "duett.sqlite3")
        made = make_rooms(f"sqlite:///{folder / 'duett.sqlite3'}", folder)
        yield made.with_catalogue(mbti_from_kakao(made.catalogue))
        made.storage.dispose()
        return
    server = request.getfixturevalue("postgres")
    with server.database(template=request.getfixturevalue("migrated_postgres")) as url:
        made = make_rooms(url, folder)
        yield made.with_catalogue(mbti_from_kakao(made.catalogue))
        made.storage.dispose()


@pytest.fixture
def kakao_house(heavy_rooms: Rooms) -> Iterator[KakaoHouse]:
    heavy_rooms.clock.moment = START
    made = KakaoHouse(heavy_rooms)
    yield made
    made.in_time.stop()


@pytest.fixture
def door(rooms: Rooms) -> Door:
    rooms.clock.moment = START
    with rooms.storage.engine.begin() as connection:
        connection.execute(outbox.delete())  # what other tests left to be done
    return Door(rooms)


@pytest.fixture
def silence(heavy_rooms: Rooms) -> Iterator[Silence]:
    """A worker over a database in which nobody else may get mail."""
    heavy_rooms.clock.moment = START
    with heavy_rooms.storage.engine.begin() as connection:
        for table in (outbox, letter, field_value):
            connection.execute(table.delete())
    yield Silence(Door(heavy_rooms))
    heavy_rooms.clock.moment = START


@pytest.fixture
def kakao_id(silence: Silence) -> str:
    return silence.door.kakao_id()


@pytest.fixture
def who(silence: Silence, kakao_id: str) -> MemberId:
    """Somebody with two values, who may get mail, last here at START."""
    person = silence.door.member(kakao_id).member_id
    silence.door.rooms.agree(person)
    silence.agree(person)
    return person


@pytest.fixture(scope="module")
def one_house(migrated_sqlite, tmp_path_factory) -> Iterator[World]:
    """A whole house on SQLite: what differs between engines is tested room by room."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "duett.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    with world(f"sqlite:///{folder / 'duett.sqlite3'}", folder) as made:
        yield made


@pytest.fixture
def house(one_house: World) -> Iterator[World]:
    one_house.clock.moment = START
    one_house.standin.state.reset()
    yield one_house
    one_house.standin.state.reset()
