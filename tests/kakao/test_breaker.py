import threading

import pytest

from webapp.kakao.breaker import Breaker
from webapp.members.errors import KakaoMisconfigured, KakaoRefused, KakaoUnavailable


@pytest.fixture
def breaker(clock) -> Breaker:
    return Breaker(clock.tick)


def use(breaker, fault=None) -> str:
    """Use Kakao once through the fuse; return what came of it."""
    try:
        with breaker.guard():
            if fault:
                raise fault
    except (KakaoUnavailable, KakaoRefused, KakaoMisconfigured) as found:
        return found.reason
    return "done"


def down() -> KakaoUnavailable:
    return KakaoUnavailable("server_error")


def test_four_failures_do_not_open_it_and_one_success_starts_anew(breaker):
    for _ in range(3):
        assert [use(breaker, down()) for _ in range(4)] == ["server_error"] * 4
        assert use(breaker) == "done"


def test_after_five_failures_the_answer_is_at_once_for_ten_seconds(breaker, clock):
    for _ in range(5):
        use(breaker, down())
    assert use(breaker) == "resting"
    clock.wait(9.9)
    assert use(breaker) == "resting"
    clock.wait(0.1)
    assert use(breaker) == "done"
    assert use(breaker) == "done"


def test_one_is_let_through_to_try_and_the_others_wait(breaker, clock):
    for _ in range(5):
        use(breaker, down())
    clock.wait(10)
    inside, go = threading.Event(), threading.Event()

    def trial() -> None:
        with breaker.guard():
            inside.set()
            go.wait(5)

    thread = threading.Thread(target=trial)
    thread.start()
    assert inside.wait(5)
    assert use(breaker) == "resting"
    go.set()
    thread.join()
    assert use(breaker) == "done"


def test_a_failed_trial_keeps_it_open(breaker, clock):
    for _ in range(5):
        use(breaker, down())
    clock.wait(10)
    assert use(breaker, down()) == "server_error"
    assert use(breaker) == "resting"
    clock.wait(10)
    assert use(breaker) == "done"


@pytest.mark.parametrize(
    "fault",
    [
        KakaoRefused("code_spent"),
        KakaoMisconfigured("admin_key_refused"),
        KakaoUnavailable("rate_limited"),
        KakaoMisconfigured("client_refused"),
    ],
    ids=lambda fault: fault.reason,
)
def test_what_is_no_outage_does_not_open_it(breaker, fault):
    for _ in range(20):
        use(breaker, fault)
    assert use(breaker) == "done"


def test_a_client_meets_it_and_leaves_kakao_alone(kakao, log_in, standin, clock):
    for _ in range(5):
        with pytest.raises(KakaoUnavailable):
            log_in(kakao, "sori", "token_500")
    asked = len([call for call in standin.state.calls() if call["path"] == "/oauth/token"])
    with pytest.raises(KakaoUnavailable) as refused:
        log_in(kakao)
    assert refused.value.reason == "resting"
    calls = [call for call in standin.state.calls() if call["path"] == "/oauth/token"]
    assert len(calls) == asked == 5
    clock.wait(10)
    assert log_in(kakao).kakao_id == "4012345678"


def test_a_resting_login_does_not_keep_anybody_from_leaving(kakao, log_in, standin):
    log_in(kakao)
    for _ in range(5):
        with pytest.raises(KakaoUnavailable):
            log_in(kakao, "sori", "token_500")
    kakao.unlink("4012345678")
    people = standin.app.test_client().get("/standin/people").get_json()["people"]
    assert not any(person["linked"] for person in people)
