"""What is measured: each act as requests to one of the two servers, made ready beforehand."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle
from secrets import token_urlsafe
from uuid import UUID, uuid4

from sqlalchemy import insert

from bench.bare import ROW
from bench.load import Request
from bench.people import People, Person, Returning, returning
from bench.place import Place, Tree
from tests.world import MBTI
from webapp.storage.transaction import Storage

MEMBERS = 400  # a member may post 120 times a minute, and a worker counts its share of that
READERS = 64
STEP = "/onboarding/mbti"
EVENT_STEP = "/events/late-autumn-listening/apply/1"
PHONE = {"value": "010-0000-1002"}
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
Ready = Callable[[int], list[Request]]


@dataclass(frozen=True)
class Act:
    """One line of the table. `share` of the usual number is taken where making it ready is slow."""

    name: str
    tree: Tree
    status: int
    ready: Ready
    against: str = ""
    share: float = 1.0


@contextmanager
def all_acts(place: Place) -> Iterator[list[Act]]:
    """Every act, with the people who do them."""
    people = People(place.settings)
    members, readers = people.members(MEMBERS), people.members(READERS)
    for reader in readers:
        people.agree(reader)
    rows = _rows(place)
    forms = _forms(place.duett, members, STEP, MBTI)
    applying = _forms(place.duett, members, EVENT_STEP, PHONE)
    with returning(place.settings, people.services) as comers:
        bare = _bare_acts(place.bare, forms, rows, readers)
        yield [
            *bare,
            *_house_acts(place.duett, members, forms, comers),
            *_event_acts(place.duett, members, applying),
        ]
    people.close()


def _bare_acts(
    tree: Tree, forms: list[Request], rows: list[UUID], readers: list[Person]
) -> list[Act]:
    posted = [replace(form, path="/row") for form in forms]
    checked = [Request("GET", f"/may/{one.member_id}", cookie=one.cookie) for one in readers]
    opened = [replace(one, path=one.path.replace("may", "value")) for one in checked]
    single = [replace(one, path=f"/row/{row}") for one, row in zip(checked, rows, strict=True)]
    return [
        Act("bare POST + insert", tree, 303, partial(_repeat, posted)),
        Act(
            "bare page",
            tree,
            200,
            partial(_repeat, [Request("GET", "/page", cookie=readers[0].cookie)]),
        ),
        Act("bare row read", tree, 200, partial(_repeat, single)),
        Act("may_read", tree, 200, partial(_repeat, checked), "bare row read"),
        Act("read", tree, 200, partial(_repeat, opened), "bare row read"),
    ]


def _house_acts(
    tree: Tree, members: list[Person], forms: list[Request], comers: list[Returning]
) -> list[Act]:
    steps = [Request("GET", STEP, cookie=one.cookie) for one in members]
    homes = [replace(step, path="/") for step in steps]
    agree, skip = _Answers(forms, "agree"), _Answers(forms, "skip")
    post, page = "bare POST + insert", "bare page"
    return [
        Act("consent POST: agree", tree, 303, agree, post),
        Act("step GET", tree, 200, partial(_repeat, steps), page),
        Act("home, signed in", tree, 200, partial(_repeat, homes), page),
        Act("consent POST: skip", tree, 303, skip, post),
        Act("home, signed out", tree, 200, partial(_repeat, [Request("GET", "/")]), page),
        Act("callback, returning", tree, 303, _Callbacks(comers), post, share=0.25),
    ]


def _event_acts(tree: Tree, members: list[Person], forms: list[Request]) -> list[Act]:
    steps = [Request("GET", EVENT_STEP, cookie=one.cookie) for one in members]
    post, page = "bare POST + insert", "bare page"
    return [
        Act("event apply GET", tree, 200, partial(_repeat, steps), page),
        Act("event apply POST", tree, 303, _Answers(forms, "agree"), post),
    ]


class _Answers:
    """Posts of the question page, each with a key of its own, as each page has."""

    def __init__(self, forms: list[Request], act: str) -> None:
        self._forms = cycle(forms)
        self._act = act

    def __call__(self, count: int) -> list[Request]:
        return [self._one(next(self._forms)) for _ in range(count)]

    def _one(self, seen: Request) -> Request:
        ticked = {"agree": "yes"} if self._act == "agree" else {}
        told = {**seen.form, **ticked, "act": self._act, "key": token_urlsafe(18)}
        return replace(seen, form=told)


class _Callbacks:
    """Ways back from Kakao, each from a place of its own: an address may log in 20 times a minute."""

    def __init__(self, comers: list[Returning]) -> None:
        self._comers = cycle(comers)
        self._made = 0

    def __call__(self, count: int) -> list[Request]:
        return [next(self._comers).callback(self._ip()) for _ in range(count)]

    def _ip(self) -> str:
        self._made += 1
        return f"10.{self._made >> 16 & 255}.{self._made >> 8 & 255}.{self._made & 255}"


def _repeat(requests: list[Request], count: int) -> list[Request]:
    again = cycle(requests)
    return [next(again) for _ in range(count)]


def _forms(tree: Tree, members: list[Person], path: str, value: Mapping[str, str]) -> list[Request]:
    """Let every member see a question page, and keep its real form: token, ticket, key."""
    forms = []
    for one in members:
        page = tree.load.ask(Request("GET", path, cookie=one.cookie)).text()
        hidden = dict(HIDDEN.findall(page.partition("<main")[2]))
        forms.append(Request("POST", path, form={**hidden, **value}, cookie=one.cookie))
    return forms


def _rows(place: Place) -> list[UUID]:
    """Rows for the bare read."""
    made = [uuid4() for _ in range(READERS)]
    storage = Storage(place.settings.database_url, pool_size=1)
    with storage.engine.begin() as connection:
        connection.execute(insert(ROW), [{"row_id": row, "text": "INFP"} for row in made])
    storage.dispose()
    return made
