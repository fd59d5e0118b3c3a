"""P6, field by field: a consent ends, and its value is in no row, page, copy, file, log or scope.

Every field that is asked for is given a value nobody else has, found everywhere it belongs, taken
back, and looked for again; once typed and once fetched from Kakao, with Kakao and the photo store
there and with both away.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from werkzeug.test import TestResponse

from tests.onboarding.traveller import Traveller
from tests.promises.rows import everything, rows
from tests.world import MBTI, World, hidden_inputs
from webapp.catalogue.declared import CATALOGUE
from webapp.catalogue.shapes import Field
from webapp.standin.people import BY_KEY

ASKED = list(CATALOGUE.offered())
FROM_KAKAO = [item for item in ASKED if item.kakao_scope]
IN_JOURNEY = {item.key for item in CATALOGUE.asked()}


def photo() -> tuple[io.BytesIO, str]:
    taken = io.BytesIO()
    Image.new("RGB", (640, 480), "rebeccapurple").save(taken, "JPEG")
    taken.seek(0)
    return taken, "me.jpg"


@dataclass(frozen=True)
class Canary:
    """What is written in a field's form, and the words it is known by wherever it goes."""

    form: dict[str, Any]
    known_by: tuple[str, ...]
    secrets: tuple[str, ...] = field(default=())


CANARIES = {
    "photo": Canary({}, ("/me/photo/", "photo.webp")),
    "mbti": Canary(MBTI | {"ei": "E", "sn": "S"}, ("ESFP",)),
    "music": Canary({"value": ["jazz"], "artist": "카나리아악단"}, ("카나리아악단",)),
    "region": Canary({"sido": "11", "sigungu": "11440"}, ("서울특별시 마포구",)),
    "phone": Canary({"value": "010-2345-6789"}, ("010-2345-6789",), ("+821023456789",)),
    "gender": Canary({"value": "own", "own": "카나리아결"}, ("카나리아결",)),
    "age": Canary({"value": "1987"}, ("1987년생",), ('"1987"',)),
    "name": Canary({"value": "카나리아"}, ("카나리아",)),
    "email": Canary({"value": "kanarie@example.com"}, ("kanarie@example.com",)),
}


@dataclass
class Tour:
    """A person whose every page, file and row is looked through."""

    house: World
    person: Traveller

    def path(self, item: Field) -> str:
        return f"/{'onboarding' if item.key in IN_JOURNEY else 'me/edit'}/{item.key}"

    def give(self, item: Field) -> None:
        form = CANARIES[item.key].form if item.key != "photo" else {"value": photo()}
        answer = self.person.post(self.path(item), **form, agree="yes", act="agree")
        assert answer.status_code == 303, answer.get_data(as_text=True)

    def fetch(self, item: Field) -> None:
        self.person.follow(self.person.fetch(f"{self.path(item)}/kakao"))

    def withdraw(self) -> TestResponse:
        """Press the one button of 동의 관리 that ends a consent; there is only one to end."""
        page = self.person.browser.get("/me/consents").get_data(as_text=True)
        forms = re.findall(r'<form[^>]*action="/me/consents".*?</form>', page, re.DOTALL)
        assert len(forms) == 1, page
        return self.person.browser.post("/me/consents", data=hidden_inputs(f"<main{forms[0]}"))

    def pages(self) -> Iterator[tuple[str, str]]:
        """Every page of theirs, and the copy they can take away, in both forms."""
        rules = self.house.app.url_map.iter_rules()
        plain = [r.rule for r in rules if "GET" in (r.methods or ()) and not r.arguments]
        paths = [path for path in plain if path.startswith(("/me", "/onboarding")) or path == "/"]
        paths += [f"{base}/{item.key}" for item in ASKED for base in ("/me/edit", "/onboarding")]
        for path in paths:
            answer = self.person.browser.get(path)
            assert answer.status_code in {200, 303, 404}, path
            yield path, answer.get_data(as_text=True)
        yield from self.copy()

    def copy(self) -> Iterator[tuple[str, str]]:
        away = self.person.browser.fill("/me/export")
        opened = self.house.come_back(self.person.browser, away, self.person.person).location
        page = self.person.browser.get(opened).get_data(as_text=True)
        yield "the copy", page
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
        sent = self.person.browser.post("/me/export/file", data=hidden | {"form": "json"})
        yield "the file", json.dumps(json.loads(sent.get_data()), ensure_ascii=False)
        sent = self.person.browser.post("/me/export/file", data=hidden | {"form": "page"})
        folder = zipfile.ZipFile(io.BytesIO(sent.data))
        yield "the names", " ".join(folder.namelist())
        yield "the page", folder.read("index.html").decode()

    def places_of(self, words: tuple[str, ...]) -> set[str]:
        found = self.pages()
        return {path for path, text in found if any(word in text for word in words)}

    def values(self) -> dict[str, int]:
        mine = self.person.member_id
        return {
            name: sum(row.member_id == mine for row in rows(self.house.storage, name))
            for name in ("field_value", "value_key")
        }

    def files(self) -> int:
        root = Path(self.house.settings.photo_store)
        return sum(path.is_file() for path in root.rglob("*"))


def agreed_at_kakao(house: World) -> set[str]:
    linked = house.standin.state.linked(BY_KEY["garam"])
    return set(linked.scopes) if linked else set()


def each(items: list[Field], quick: tuple[str, ...]) -> list[Any]:
    """Return the fields as cases; all but a few only with --slow."""
    return [
        pytest.param(item, id=item.key, marks=() if item.key in quick else pytest.mark.slow)
        for item in items
    ]


@pytest.fixture(scope="module")
def house(heavy_house: World) -> World:
    return heavy_house


@pytest.fixture(scope="module")
def walked(house: World) -> dict[str, Traveller]:
    return {"garam": Traveller(house, house.member("garam"))}


@pytest.fixture
def tour(house: World, walked: dict[str, Traveller]) -> Iterator[Tour]:
    person = walked["garam"]
    person.forget_all()
    house.worker().tick()
    yield Tour(house, person)
    house.standin.state.reset()


@pytest.mark.parametrize("item", each(ASKED, quick=("photo", "gender")))
def test_a_typed_value_is_gone_from_everywhere(house: World, tour: Tour, item: Field, capfd):
    canary = CANARIES[item.key]
    tour.give(item)
    everywhere = tour.places_of(canary.known_by)
    assert {"/me", "the file"} <= everywhere  # so that what is looked for can be found
    assert tour.withdraw().status_code == 303
    assert tour.values() == {"field_value": 0, "value_key": 0}
    house.worker().tick()
    assert tour.files() == 0
    assert tour.places_of(canary.known_by) == set()
    out, err = capfd.readouterr()
    kept = everything(house.storage)
    for secret in (*canary.known_by, *canary.secrets):
        if item.key != "photo":
            assert secret.encode() not in kept
        assert secret not in out + err
    told = [row.field_key for row in rows(house.storage, "destruction")]
    assert item.key in told


@pytest.mark.parametrize("item", each(FROM_KAKAO, quick=("photo", "phone")))
@pytest.mark.parametrize("away", [False, True], ids=["all there", "store and Kakao away"])
def test_a_value_from_kakao_takes_file_and_scope_with_it(
    house: World, tour: Tour, item: Field, *, away: bool
):
    tour.fetch(item)
    assert item.kakao_scope in agreed_at_kakao(house)
    assert tour.values() == {"field_value": 1, "value_key": 1}
    store = Path(house.settings.photo_store)
    hidden = store.with_name("store away")
    if away:
        house.standin.state.switch_on("api_500")
        if store.exists():
            store.rename(hidden)
    assert tour.withdraw().status_code == 303
    assert tour.values() == {"field_value": 0, "value_key": 0}
    house.worker().tick()
    if away:
        assert item.kakao_scope in agreed_at_kakao(house)
        house.standin.state.switch_off()
        if hidden.exists():
            hidden.rename(store)
        house.clock.forward(minutes=5)
        house.worker().tick()
    assert item.kakao_scope not in agreed_at_kakao(house)
    assert tour.files() == 0
