import threading
from collections.abc import Callable
from datetime import timedelta
from threading import Thread

import pytest

from tests.kakao.standin_server import real_now
from webapp.kakao.keyset import KeySet
from webapp.members.errors import KakaoRefused, KakaoUnavailable
from webapp.standin.keys import new_key


def key_fetches(standin) -> int:
    return sum(call["path"] == "/.well-known/jwks.json" for call in standin.state.calls())


def test_the_keys_are_fetched_once_for_many_logins(kakao, log_in, standin):
    for person in ("sori", "garam", "dain"):
        log_in(kakao, person)
    assert key_fetches(standin) == 1


def test_after_an_hour_they_are_fetched_again(kakao, log_in, standin, clock):
    log_in(kakao)
    clock.wait(3599)
    log_in(kakao)
    assert key_fetches(standin) == 1
    clock.wait(1)
    log_in(kakao)
    assert key_fetches(standin) == 2


@pytest.mark.parametrize("same_kid", [False, True], ids=["a new id", "the old id"])
def test_a_rotated_key_is_found_by_one_fetch(kakao, log_in, standin, same_kid):
    log_in(kakao)
    standin.state.keys.rotate(same_kid=same_kid)
    assert log_in(kakao).kakao_id == "4012345678"
    assert key_fetches(standin) == 2


@pytest.mark.parametrize(
    "fault, reason", [("unknown_kid", "unknown_key"), ("wrong_signature", "bad_signature")]
)
def test_a_flood_of_false_tokens_costs_one_fetch_a_minute(
    kakao, log_in, standin, clock, fault, reason
):
    log_in(kakao)
    with pytest.raises(KakaoRefused) as refused:
        log_in(kakao, "sori", fault)
    assert refused.value.reason == reason
    for _ in range(7):  # more than the fuse bears
        with pytest.raises(KakaoUnavailable) as away:
            log_in(kakao, "sori", fault)
        assert away.value.reason == "keys_resting"
    assert key_fetches(standin) == 2
    clock.wait(60)
    with pytest.raises(KakaoRefused):
        log_in(kakao, "sori", fault)
    assert key_fetches(standin) == 3


@pytest.mark.parametrize("fault", ["jwks_500", "jwks_bad_json", "jwks_empty", "jwks_huge"])
def test_without_keys_there_is_no_login(kakao, log_in, standin, fault):
    standin.state.switch_on(fault)
    with pytest.raises(KakaoUnavailable) as refused:
        log_in(kakao)
    assert refused.value.reason == "keys_unavailable"


@pytest.mark.parametrize("fault", ["jwks_500", "jwks_bad_json", "jwks_empty"])
def test_keys_once_seen_go_on_serving(kakao, log_in, standin, clock, fault):
    log_in(kakao)
    standin.state.switch_on(fault)
    clock.wait(7200)
    assert log_in(kakao).kakao_id == "4012345678"
    assert log_in(kakao).kakao_id == "4012345678"
    assert key_fetches(standin) == 2  # a failed fetch is not repeated at every login
    clock.wait(60)
    log_in(kakao)
    assert key_fetches(standin) == 3


def test_silence_instead_of_keys_ends_within_our_time(hasty, log_in, standin):
    standin.state.switch_on("jwks_hang")
    with pytest.raises(KakaoUnavailable) as refused:
        log_in(hasty)
    assert refused.value.reason == "keys_unavailable"


class Source:
    """A JWKS document whose fetch can be held up and counted."""

    def __init__(self) -> None:
        self.keys = [new_key("k1").as_dict(private=False)]
        self.fetches = 0
        self.open = threading.Event()
        self.open.set()
        self.down = False

    def fetch(self):
        self.fetches += 1
        self.open.wait(5)
        if self.down:
            raise KakaoUnavailable("server_error")
        return {"keys": self.keys}


@pytest.fixture
def source() -> Source:
    return Source()


def at_once(count: int, act: Callable[[], object]) -> tuple[list[Thread], list[object]]:
    """Start `act` in many threads; what each comes to is gathered in the list."""
    results: list[object] = []

    def run() -> None:
        try:
            results.append(act())
        except KakaoUnavailable as fault:
            results.append(fault.reason)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    return threads, results


def test_many_first_logins_share_one_fetch(source):
    keys = KeySet(source.fetch)
    source.open.clear()
    threads, results = at_once(12, lambda: keys.key("k1"))
    source.open.set()
    for thread in threads:
        thread.join()
    assert source.fetches == 1
    assert len(results) == 12
    assert all(results)


def test_many_first_logins_share_one_failure(source):
    keys = KeySet(source.fetch)
    source.open.clear()
    source.down = True
    threads, results = at_once(12, lambda: keys.key("k1"))
    while source.fetches == 0:
        pass
    threading.Event().wait(0.2)  # let the others reach the lock
    source.open.set()
    for thread in threads:
        thread.join()
    assert results == ["keys_unavailable"] * 12
    assert source.fetches == 1


def test_nobody_waits_for_a_renewal(source, clock):
    keys = KeySet(source.fetch, clock.tick)
    keys.key("k1")
    clock.wait(3600)
    source.open.clear()
    threads, _ = at_once(1, lambda: keys.key("k1"))
    while source.fetches < 2:
        pass
    started = real_now()
    assert keys.key("k1") is not None
    assert real_now() - started < timedelta(seconds=1)  # it would have waited for the fetch
    source.open.set()
    threads[0].join()


def test_many_bad_signatures_at_once_share_one_fetch(source):
    keys = KeySet(source.fetch)
    old = keys.key("k1")
    source.keys = [new_key("k1").as_dict(private=False)]
    threads, results = at_once(8, lambda: keys.fresher("k1", old))
    for thread in threads:
        thread.join()
    assert source.fetches == 2
    assert len(results) == 8
    assert all(found is not None and found is not old for found in results)


@pytest.mark.parametrize(
    "change",
    [
        {"kty": "oct", "k": "c2VjcmV0"},
        {"use": "enc"},
        {"alg": "RS512"},
        {"n": "AQAB"},
        {"n": 5},
        {"n": "!"},
        {"kid": None},
    ],
    ids=str,
)
def test_a_key_we_cannot_use_is_left_out(source, change):
    good = source.keys[0]
    source.keys = [{**good, "kid": "k2", **change}, "no key", good]
    keys = KeySet(source.fetch)
    assert keys.key("k1") is not None
    assert keys.key("k2") is None


@pytest.mark.parametrize("document", [{}, {"keys": None}, {"keys": "k1"}, {"keys": {}}], ids=str)
def test_a_document_without_keys_is_no_answer(document):
    with pytest.raises(KakaoUnavailable):
        KeySet(lambda: document).key("k1")


def test_the_private_part_of_a_published_key_is_not_taken_over(source):
    source.keys = [new_key("k1").as_dict(private=True)]
    key = KeySet(source.fetch).key("k1")
    assert key is not None
    assert not key.is_private
