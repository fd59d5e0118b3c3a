"""P4: until the join page is passed there is only a sealed pending sign-up, for thirty minutes."""

import hashlib

import pytest
import requests

from tests.promises.rows import PERSONAL, counts, everything, rows, says
from tests.world import GROWN, Browser, World
from webapp.members.joining import REPEATABLE, TOLD
from webapp.standin.people import BY_KEY

pytestmark = pytest.mark.above_the_engine

EDITIONS = ("edition",)
YOUNG = GROWN | {"year": "2013", "month": "11", "day": "23"}  # fourteen tomorrow in Korea


@pytest.fixture
def empty(house: World) -> World:
    """The house with nobody waiting from the test before."""
    house.clock.forward(days=3)
    worker = house._workers[0] if house._workers else house.worker()
    worker.sweep()
    worker.tick()
    return house


def grown(house: World) -> dict[str, int]:
    """What changes in the tables, besides editions."""
    return {name: n for name, n in counts(house.storage).items() if name not in EDITIONS}


def at_the_gate(house: World, person: str) -> Browser:
    browser = house.browser()
    assert house.log_in(browser, person).headers["Location"] == "/join"
    assert browser.get("/join").status_code == 200
    return browser


def linked(house: World, person: str) -> bool:
    people = requests.get(f"{house.standin.origins[0]}/standin/people", timeout=5).json()["people"]
    return bool(next(p["linked"] for p in people if p["key"] == person))


def test_before_the_gate_there_is_one_sealed_row_and_nothing_else(empty: World):
    before = grown(empty)
    at_the_gate(empty, "sori")
    after = grown(empty)
    assert {k: after.get(k, 0) - before.get(k, 0) for k in after | before} == {
        **dict.fromkeys(after | before, 0),
        "pending_signup": 1,
    }
    assert not any(
        row.member_id for row in rows(empty.storage, "pending_signup") if row.subject != b""
    )


def test_the_attempt_is_all_there_is_while_somebody_is_at_kakao(empty: World):
    before = grown(empty)
    empty.browser().post("/auth/kakao")
    after = grown(empty)
    assert after.pop("oauth_attempt") == before.pop("oauth_attempt", 0) + 1
    assert after == before


def test_neither_kakao_id_nor_profile_nor_token_lies_in_the_database(empty: World):
    at_the_gate(empty, "sori")
    person = BY_KEY["sori"]
    dump = everything(empty.storage, without=EDITIONS)
    number = str(person.kakao_id).encode()
    hashes = [hashlib.new(name, number).digest() for name in ("sha256", "sha1", "md5")]
    packed = [person.kakao_id.to_bytes(8, order) for order in ("big", "little")]
    kept = (person.nickname, person.name, person.email, person.phone)
    for trace in (number, *packed, *hashes, *(str(text).encode() for text in kept)):
        assert trace not in dump, trace
    # Its profile was not even asked for.
    calls = requests.get(f"{empty.standin.origins[0]}/standin/calls", timeout=5).json()["calls"]
    assert not [call for call in calls if "/v2/user" in call["path"]]


def test_a_sign_up_left_alone_dies_after_thirty_minutes_and_the_link_with_it(empty: World):
    browser = at_the_gate(empty, "garam")
    assert linked(empty, "garam")
    empty.clock.forward(minutes=29, seconds=59)
    assert browser.get("/join").status_code == 200
    empty.clock.forward(seconds=1)
    # At the very instant, however late the sweep:
    assert browser.get("/join").status_code == 410
    assert browser.post("/join", data=GROWN).status_code in (400, 410)
    empty._workers[0].sweep()
    assert "pending_signup" not in grown(empty)
    assert grown(empty)["outbox"] == 1
    assert empty._workers[0].tick() is True
    assert not linked(empty, "garam")
    assert "outbox" not in grown(empty)


def test_whoever_is_too_young_leaves_no_row_and_is_unlinked(empty: World):
    before = grown(empty)
    browser = at_the_gate(empty, "garam")
    answer = browser.fill("/join", **YOUNG)
    assert answer.status_code == 403
    assert "만 14세" in answer.get_data(as_text=True)
    after = grown(empty)
    assert after.pop("outbox") == 1
    assert after == before
    dump = everything(empty.storage, without=EDITIONS)
    assert says(dump, f"{empty.clock():%Y}")  # so that what is looked for could be found
    assert not says(dump, "2013")
    assert not says(dump, "2014")
    empty._workers[0].tick()
    assert not linked(empty, "garam")
    assert grown(empty) == before


def test_too_young_without_ticking_the_terms_is_too_young_all_the_same(empty: World):
    before = grown(empty)
    browser = at_the_gate(empty, "garam")
    assert browser.fill("/join", **(YOUNG | {"terms": ""})).status_code == 403
    assert browser.get("/join").status_code == 410
    assert "pending_signup" not in {k for k, n in grown(empty).items() if n > before.get(k, 0)}


def test_stopping_at_the_gate_leaves_nothing(empty: World):
    before = grown(empty)
    browser = at_the_gate(empty, "bom")
    assert browser.fill("/join", act="stop").status_code == 303
    empty._workers[0].tick()
    assert grown(empty) == before
    assert not linked(empty, "bom")
    assert browser.get_cookie("__Host-duett", domain="duett.test") is None


def test_cancelling_at_kakao_leaves_nothing(empty: World):
    before = grown(empty)
    browser = empty.browser()
    away = browser.post("/auth/kakao")
    state = away.headers["Location"].split("state=")[1].split("&")[0]
    back = browser.get(
        "/auth/kakao/callback", query_string={"error": "access_denied", "state": state}
    )
    assert back.headers["Location"] == "/login?done=cancelled"
    assert grown(empty) == before


def test_a_refused_form_makes_no_member_and_keeps_no_birth_date(empty: World):
    browser = at_the_gate(empty, "onyu")
    before = grown(empty)
    for wrong in ({"terms": ""}, {"month": "13"}, {"day": ""}, {"year": "19992"}):
        assert browser.fill("/join", **(GROWN | wrong)).status_code == 422
        assert grown(empty) == before


def test_passing_the_gate_makes_member_link_session_and_evidence_at_once(empty: World):
    browser = at_the_gate(empty, "dain")
    before = counts(empty.storage)
    assert browser.fill("/join", **GROWN).status_code == 303
    after = counts(empty.storage)
    gained = {k: n - before.get(k, 0) for k, n in after.items() if n != before.get(k, 0)}
    assert gained == {
        "member": 1,
        "kakao_link": 1,
        "session": 1,
        "visit": 1,
        "decision": 1 + len(TOLD),
    }
    assert set(gained) <= set(PERSONAL)
    (pending,) = rows(empty.storage, "pending_signup")
    assert (pending.subject, pending.sealed, pending.wrapped_key) == (b"", b"", b"")
    assert pending.expires_at - empty.clock() <= REPEATABLE  # it answers a repeated post, shortly
