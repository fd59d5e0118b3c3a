"""Health, and the start of the application."""

from tests.web.world import World, make_world
from webapp.web.services import origin_of


def test_alive_even_without_a_database(world: World) -> None:
    world.health.is_ready = False
    world.members.broken = True
    assert world.member().get("/healthz").text == "ok\n"


def test_ready_only_with_a_database(world: World) -> None:
    assert world.client().get("/readyz").status_code == 200
    world.health.is_ready = False
    assert world.client().get("/readyz").status_code == 503


def test_two_applications_keep_to_themselves() -> None:
    one, two = make_world(), make_world(public_url="https://other.test", trusted_hosts=())
    assert one.client().get("/form").status_code == 200
    assert two.client().get("/form").status_code == 200


def test_origins_are_written_as_browsers_write_them() -> None:
    assert origin_of("https://Duett.Test:443/path?x") == "https://duett.test"
    assert origin_of("http://localhost:8000") == "http://localhost:8000"
    assert origin_of("http://[::1]:80/") == "http://[::1]"
    for broken in ("", "duett.test", "ftp://x", "https://", "https://x:port", "https://[x"):
        assert origin_of(broken) is None
