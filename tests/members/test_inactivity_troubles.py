"""A server that is away, refuses or falls silent, a worker that dies: one mail, or two at most."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.members.silence import MONTH, YEAR, Silence, at, letters
from tests.world import START
from webapp.consent.decision import MemberId
from webapp.members.errors import MailRefused, MailUnavailable, MailUnsure

WARNED = START + YEAR - MONTH


def test_a_broken_server_is_tried_again_and_the_mail_goes_once(silence: Silence, who):  # noqa: ARG001
    silence.post.faults = [MailUnavailable("timeout")] * 5
    at(silence, WARNED)
    for _ in range(40):
        silence.work()
        silence.door.rooms.clock.forward(minutes=1)
    assert len(silence.post.taken) == 1
    assert silence.told == [("inactivity_mail", "timeout")] * 5


def test_a_server_that_never_comes_back_ends_with_the_day(silence: Silence, who: MemberId):
    silence.post.faults = [MailUnavailable("no_connection")] * 5000
    at(silence, WARNED)
    for day in range(0, 30, 3):
        at(silence, WARNED + timedelta(days=day))
        silence.work()
    assert len(silence.told) == 10
    at(silence, START + YEAR)
    assert silence.work() == []
    assert len(silence.told) == 10, "there is nothing left to tell"
    assert silence.door.rooms.rows("outbox") == []
    assert not letters(silence, who)


def test_an_address_that_is_refused_is_left_alone(silence: Silence, who: MemberId):  # noqa: ARG001
    silence.post.faults = [MailRefused("address_550")]
    at(silence, WARNED)
    silence.work()
    silence.door.rooms.clock.forward(days=3)
    assert silence.work() == []
    assert silence.told == [("inactivity_mail", "given_up:address_550")]


class _Taken(MailUnsure):
    """The server took the mail and was not heard saying so."""

    was_taken = True


class _Killed(BaseException):
    """The worker dies; nothing of ours sees that coming."""

    def __init__(self, *, was_taken: bool) -> None:
        super().__init__()
        self.was_taken = was_taken


@pytest.mark.parametrize("times", [1, 2, 9])
def test_a_server_that_falls_silent_gets_it_twice_at_most(silence: Silence, who, times):  # noqa: ARG001
    silence.post.faults = [_Taken("timeout")] * times
    at(silence, WARNED)
    for _ in range(30):
        silence.work()
        silence.door.rooms.clock.forward(minutes=31)
    assert len(silence.post.taken) == 2
    assert len({mail.mail_id for mail in silence.post.taken}) == 1, "its number tells it is one"
    assert len(silence.told) == min(times, 2) + (times > 1)
    assert silence.door.rooms.rows("outbox") == []


@pytest.mark.parametrize("was_taken, mails", [([True], 2), ([False], 1), ([True] * 5, 2)])
def test_a_worker_killed_in_the_act_sends_it_once_more_at_most(
    silence: Silence, who: MemberId, was_taken, mails
):
    silence.post.faults = [_Killed(was_taken=each) for each in was_taken]
    at(silence, WARNED)
    for _ in range(20):
        try:
            silence.work()
        except _Killed:
            silence = Silence(silence.door, silence.post, silence.told)  # another process
        silence.door.rooms.clock.forward(minutes=2)
    assert len(silence.post.taken) == mails
    assert silence.door.rooms.rows("outbox") == []
    assert len(letters(silence, who)) == 1


def test_ten_workers_write_one_letter(silence: Silence, who: MemberId):
    at(silence, WARNED)
    workers = [Silence(silence.door, silence.post) for _ in range(10)]
    with ThreadPoolExecutor(5) as pool:
        written = list(pool.map(Silence.sweep, workers))
    assert sum(written) == 1
    assert len(letters(silence, who)) == 1
    assert len(silence.work()) == 1
