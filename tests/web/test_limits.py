"""How often somebody may do something, and who somebody is."""

import pytest
from flask import request

from tests.web.world import ORIGIN, World, make_world
from webapp.web import limits
from webapp.web.counters import Counters

OURS = {"Origin": ORIGIN}


def presses(world: World, times: int, **extra: str) -> list[int]:
    client = world.client()
    return [client.post("/limited", headers={**OURS, **extra}).status_code for _ in range(times)]


def test_one_address_may_log_in_ten_times_a_minute(world: World) -> None:
    assert presses(world, 11) == [200] * 10 + [429]


def test_workers_share_what_memory_cannot() -> None:
    assert presses(make_world(workers=3), 5) == [200] * 4 + [429]


def test_reading_is_not_limited(world: World) -> None:
    presses(world, 11)
    client = world.client()
    assert {client.get("/form").status_code for _ in range(20)} == {200}


def test_a_broken_counter_closes_no_door(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> int:
        raise ConnectionError

    monkeypatch.setattr(Counters, "incr", broken)
    assert presses(world, 12) == [200] * 12
    assert '"logger": "flask-limiter"' in capsys.readouterr().err


def test_members_are_counted_by_member_others_by_address(world: World) -> None:
    member = world.member()
    with member:
        member.get("/mine")
        assert limits._by_member().startswith("member:")
    with world.client() as stranger:
        stranger.get("/form")
        assert limits._by_member() == limits._by_address() == "ip:127.0.0.1"


def test_counts_that_ran_out_are_cleared_and_others_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = [0.0]
    monkeypatch.setattr("webapp.web.counters._now", lambda: moment[0])
    counters = Counters()
    for number in range(3000):
        moment[0] += 1
        assert counters.incr(f"key {number}", expiry=60) == 1
    assert counters.incr("key 2999", expiry=60) == 2
    assert counters.get("key 2999") == 2
    assert counters.get("key 2900") == 0
    assert counters.get_expiry("key 2999") == 3060
    assert counters.reset() < 1100
    assert counters.get("key 2999") == 0


def test_every_row_of_the_table_can_be_counted() -> None:
    for rows in limits.TABLE.values():
        for row in rows:
            assert row.times > 0
            assert row.per in {"minute", "hour", "day"}


def test_a_name_outside_the_table_fails_at_import() -> None:
    with pytest.raises(KeyError):
        limits.limited("lunch")


@pytest.mark.parametrize(
    "hops, forwarded, seen",
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
    ],
)
def test_forwarding_counts_from_our_own_proxies_only(hops: int, forwarded: str, seen: str) -> None:
    world = make_world(trusted_proxies=hops)
    with world.client() as client:
        client.get("/form", headers={"X-Forwarded-For": forwarded, "X-Forwarded-Proto": "https"})
        assert request.remote_addr == seen


def test_a_forged_address_does_not_escape_the_limit(world: World) -> None:
    client = world.client()
    answers = [
        client.post("/limited", headers={**OURS, "X-Forwarded-For": f"203.0.113.{n}"})
        for n in range(11)
    ]
    assert answers[-1].status_code == 429


def test_a_forged_host_is_not_believed() -> None:
    world = make_world(trusted_proxies=1)
    answer = world.client().get("/form", headers={"X-Forwarded-Host": "evil.test"})
    assert answer.status_code == 200
    assert "evil.test" not in answer.text
