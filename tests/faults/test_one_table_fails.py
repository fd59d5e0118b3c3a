"""R17: a table that refuses leaves no half state, and the person gets a page that helps."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Response

from tests.promises.acts import Person, join, new_kakao_id
from tests.promises.pages import one, soup, words
from tests.promises.rows import rows, table, violations
from tests.promises.test_p13_all_or_nothing import newcomer
from tests.world import GROWN, MBTI, World, hidden_inputs

WRITES = {
    "agree": ("idempotency", "member", "decision", "field_value", "value_key"),
    "change": ("idempotency", "field_value", "value_key"),
    "withdraw": ("member", "decision", "field_value", "value_key", "destruction"),
    "join": ("pending_signup", "member", "kakao_link", "decision", "session", "visit"),
    "leave": (
        "member",
        "decision",
        "field_value",
        "value_key",
        "session",
        "kakao_link",
        "outbox",
        "destruction",
    ),
}
CASES = [(act, name) for act, names in WRITES.items() for name in names]


@contextmanager
def refusing(house: World, name: str) -> Iterator[None]:
    """Every write to one table fails, by a trigger of the database itself."""
    kinds = ("INSERT", "UPDATE", "DELETE")
    full = f"{table(name).schema}.{name}" if table(name).schema else name
    with house.storage.engine.begin() as open_:
        if house.settings.is_sqlite:
            for kind in kinds:
                open_.exec_driver_sql(
                    f"CREATE TRIGGER refuse_{kind} BEFORE {kind} ON {name}"
                    " BEGIN SELECT RAISE(ABORT, 'on purpose'); END"
                )
        else:
            open_.exec_driver_sql(
                "CREATE OR REPLACE FUNCTION public.on_purpose() RETURNS trigger LANGUAGE plpgsql"
                " AS $$ BEGIN RAISE EXCEPTION 'on purpose'; END $$"
            )
            open_.exec_driver_sql(
                f"CREATE TRIGGER refuse BEFORE INSERT OR UPDATE OR DELETE ON {full}"
                " FOR EACH ROW EXECUTE FUNCTION public.on_purpose()"
            )
    try:
        yield
    finally:
        with house.storage.engine.begin() as open_:
            if house.settings.is_sqlite:
                for kind in kinds:
                    open_.exec_driver_sql(f"DROP TRIGGER refuse_{kind}")
            else:
                open_.exec_driver_sql(f"DROP TRIGGER refuse ON {full}")


def request_of(house: World, act: str):
    """Prepare an act; return what sends it, and the person it is about."""
    if act == "join":
        browser = newcomer(house, new_kakao_id())
        form = hidden_inputs(browser.get("/join").get_data(as_text=True)) | GROWN
        return lambda: browser.post("/join", data=form)
    person = join(house)
    if act != "agree":
        person.agree()
    if act == "leave":
        return lambda: _leave(house, person)
    path = {"agree": "/onboarding/mbti", "change": "/me/edit/mbti", "withdraw": "/me/consents"}[act]
    browser = person.browser()
    form = hidden_inputs(browser.get(path).get_data(as_text=True))
    if act != "withdraw":
        form |= MBTI | {"agree": "yes", "act": "agree"}
    return lambda: browser.post(path, data=form)


def _leave(house: World, person: Person) -> Response:
    """Leave below the way back from Kakao, answered as that address would answer."""
    with house.app.test_request_context("/auth/kakao/callback"):
        try:
            person.leave()
        except Exception as error:  # noqa: BLE001  whatever the database said
            return house.app.make_response(house.app.handle_exception(error))
    return Response(status=303)


def snapshot(house: World) -> dict[str, list[str]]:
    names = {name for names in WRITES.values() for name in names}
    return {name: sorted(map(repr, rows(house.storage, name))) for name in names}


@pytest.mark.parametrize("act,name", CASES)
def test_nothing_is_half_done_when_one_table_refuses(heavy_house: World, act, name):
    send = request_of(heavy_house, act)
    before = snapshot(heavy_house)
    with refusing(heavy_house, name):
        answer = send()
    assert answer.status_code in (500, 503), f"{act} does not write to {name}"
    page = soup(answer.get_data(as_text=True))
    assert words(one(page, "h1"))
    assert "on purpose" not in page.get_text()
    assert snapshot(heavy_house) == before
    assert violations(heavy_house.storage) == []
    assert send().status_code == 303
    assert violations(heavy_house.storage) == []
