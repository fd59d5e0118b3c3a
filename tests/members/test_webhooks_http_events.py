"""Signed events at their address: answered as the standard wants (RFC 8935)."""

import json

import pytest

from tests.kakao.events import SIGNED_OUT, UNLINKED, Events
from tests.members.kakao_sends import EVENT, cut, stored, tell, work
from tests.promises.acts import Person, join
from tests.promises.rows import counts, rows
from tests.world import World
from webapp.kakao.webhooks import Hooks
from webapp.standin.keys import new_key


@pytest.fixture
def person(house: World) -> Person:
    return join(house)


@pytest.fixture
def events(house: World) -> Events:
    return Events(house.standin)


@pytest.fixture(autouse=True)
def nothing_waits(house: World) -> None:
    """No errand, and Kakao's keys as if never asked for.

    A test before may have changed them; whoever joins would learn of it and start the minute in
    which they are not asked for again.
    """
    work(house)
    hooks = house.services.webhooks._hooks
    assert isinstance(hooks, Hooks)
    hooks._events._keys._held = None
    hooks._events._keys._forced = None


def test_an_event_is_answered_with_202_and_nothing_else(house: World, person: Person, events):
    answer = tell(house, events.event(person.kakao_id, UNLINKED, house.clock()))
    assert (answer.status_code, answer.data) == (202, b"")
    assert "Content-Type" not in answer.headers
    work(house)
    assert person.browser().get("/me").status_code == 303


def test_both_webhooks_about_one_unlink(house: World, person: Person, events):
    token = events.event(person.kakao_id, UNLINKED, house.clock(), reason="UNLINK_FROM_APPS")
    for _ in range(2):
        assert cut(house, person.kakao_id).status_code == 200
        assert tell(house, token).status_code == 202
    work(house)
    for _ in range(2):
        assert cut(house, person.kakao_id).status_code == 200
        assert tell(house, token).status_code == 202
    work(house)
    mine = [d for d in rows(house.storage, "destruction") if d.member_id == person.member_id]
    assert len(mine) == 1


def test_events_that_mean_nothing_here_are_taken_and_forgotten(house: World, person, events):
    before = stored(house)
    for event in ("oauth/event-type/token-issued", "something/new"):
        assert tell(house, events.event(person.kakao_id, event, house.clock())).status_code == 202
    assert tell(house, events.event("4999999999", UNLINKED, house.clock())).status_code == 202
    assert stored(house) == before


def errors(house: World, events: Events, person: Person) -> dict[str, bytes]:
    good = events.claims(person.kakao_id, UNLINKED, house.clock())
    stranger = new_key(str(house.standin.state.keys.current.kid))
    return {
        "invalid_request": b"not a token",
        "invalid_key": events.token(good, stranger),
        "invalid_issuer": events.token(good | {"iss": "https://kauth.example.com"}),
        "invalid_audience": events.token(good | {"aud": "f" * 32}),
    }


@pytest.mark.parametrize(
    "err", ["invalid_request", "invalid_key", "invalid_issuer", "invalid_audience"]
)
def test_what_is_wrong_is_said_as_the_standard_wants(house: World, person, events, err):
    before = stored(house)
    answer = tell(house, errors(house, events, person)[err])
    assert answer.status_code == 400
    assert answer.mimetype == "application/json"
    assert answer.headers["Content-Language"] == "en"
    said = json.loads(answer.data)
    assert set(said) == {"err", "description"}
    assert said["err"] == err
    assert said["description"].startswith("The event was not accepted: ")
    assert stored(house) == before


def test_an_id_token_replayed_here_is_refused(house: World, person: Person, events):
    now = int(house.clock().timestamp())
    claims = {
        "iss": events.issuer,
        "aud": events.claims("1", UNLINKED, house.clock())["aud"],
        "sub": person.kakao_id,
        "iat": now,
        "exp": now + 600,
        "auth_time": now,
        "nonce": "n",
    }
    answer = tell(house, events.token(claims, typ="JWT"))
    assert (answer.status_code, answer.get_json()["err"]) == (400, "invalid_request")


@pytest.mark.parametrize("kind", ["application/jwt", "application/json", "text/plain", ""])
def test_only_a_security_event_is_read(house: World, person: Person, events, kind):
    token = events.event(person.kakao_id, UNLINKED, house.clock())
    answer = tell(house, token, kind)
    assert (answer.status_code, answer.get_json()["err"]) == (400, "invalid_request")
    with_charset = tell(house, token, f"{EVENT}; charset=utf-8")
    assert with_charset.status_code == 202


def test_a_token_that_is_too_large_is_not_read(house: World):
    answer = tell(house, b"x" * 17_000)
    assert (answer.status_code, answer.get_json()["err"]) == (400, "invalid_request")


@pytest.mark.parametrize("same_kid", [False, True], ids=["a new id", "the old id"])
def test_a_forgery_makes_no_event_with_a_new_key_false(house: World, person, events, same_kid):
    """400 is never sent again: in the minute without a look at Kakao's keys it is 503."""
    claims = events.claims(person.kakao_id, SIGNED_OUT, house.clock())
    assert tell(house, events.token(claims, new_key("forged"), kid="forged")).status_code == 400
    house.standin.state.keys.rotate(same_kid=same_kid)
    answer = tell(house, events.event(person.kakao_id, SIGNED_OUT, house.clock()))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")


@pytest.mark.slow
def test_forgeries_are_counted_by_their_address_and_stored_nowhere(house: World, person, events):
    forged = events.token(events.claims(person.kakao_id, UNLINKED, house.clock()), alg="none")
    before = counts(house.storage)
    status = [tell(house, forged, address="203.0.113.9").status_code for _ in range(620)]
    assert set(status) == {400, 429}
    assert status.index(429) == 600
    answer = tell(house, forged, address="203.0.113.9")
    assert answer.data == b""
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert counts(house.storage) == before
    good = events.event(person.kakao_id, SIGNED_OUT, house.clock())
    assert tell(house, good, address="203.0.113.9").status_code == 202, "Kakao is never counted"
    assert tell(house, forged, address="203.0.113.10").status_code == 400
