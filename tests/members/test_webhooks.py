"""Hearing Kakao out: stored before it is answered, once, and nothing of what has no effect."""

import threading
import time
from datetime import timedelta

import pytest

from tests.members.kakao_house import PHONE, KakaoHouse
from tests.world import START
from webapp.consent.errors import StorageUnavailable
from webapp.members.errors import KakaoRefused, KakaoUnavailable
from webapp.members.login import Newcomer, Returned
from webapp.members.webhooks_in_time import InTime, NotInTime
from webapp.members.webhooks_news import Message, News, What
from webapp.storage.tables import outbox, webhook_event

SECOND = timedelta(seconds=1)


def test_a_message_is_work_before_it_is_answered(kakao_house: KakaoHouse):
    kakao_house.member()
    kakao_house.cut()
    assert kakao_house.count(webhook_event) == kakao_house.count(outbox) == 1
    assert kakao_house.is_member(), "the worker does it, not whoever waits for an answer"
    kakao_house.work()
    assert not kakao_house.is_member()
    assert kakao_house.count(outbox) == 0


def test_what_is_stored_names_nobody(kakao_house: KakaoHouse):
    who = kakao_house.member()
    kakao_house.cut()
    kakao_house.say(What.SCOPES_WITHDRAWN, "j-1", None, PHONE)
    stored = [*kakao_house.rooms.rows("outbox"), *kakao_house.rooms.rows("webhook_event")]
    assert len(stored) == 4
    said = b" ".join(
        part if isinstance(part, bytes) else str(part).encode() for row in stored for part in row
    )
    for secret in (kakao_house.kakao_id, str(who), who.hex, PHONE, "j-1", "unlinked", "withdrawn"):
        assert secret.encode() not in said.replace(b"kakao_unlinked", b""), secret


def test_the_same_message_is_stored_once(kakao_house: KakaoHouse):
    kakao_house.member()
    for _ in range(3):
        kakao_house.cut()
        kakao_house.say(What.SIGNED_OUT, "j-1")
    assert kakao_house.count(webhook_event) == kakao_house.count(outbox) == 2
    kakao_house.work()
    kakao_house.say(What.SIGNED_OUT, "j-1")
    assert kakao_house.count(outbox) == 0


def test_a_flood_of_one_message_leaves_one_row(kakao_house: KakaoHouse):
    """Twelve at once, again and again: the database decides who is the first."""
    kakao_house.member()

    def send() -> None:
        for _ in range(5):
            kakao_house.cut()

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert kakao_house.count(webhook_event) == kakao_house.count(outbox) == 1


def test_messages_about_strangers_leave_nothing(kakao_house: KakaoHouse):
    for _ in range(20):
        kakao_house.new_id()
        kakao_house.cut()
        kakao_house.say(What.SIGNED_OUT)
    assert kakao_house.count(webhook_event) == kakao_house.count(outbox) == 0


def test_a_message_without_an_effect_leaves_nothing(kakao_house: KakaoHouse):
    kakao_house.member()
    kakao_house.hooks.messages[b"m"] = Message(kakao_house.kakao_id, "m", START, ())
    kakao_house.webhooks.happened(b"m")
    assert kakao_house.count(webhook_event) == kakao_house.count(outbox) == 0


def test_each_piece_of_news_is_an_errand_of_its_own(kakao_house: KakaoHouse):
    kakao_house.member()
    news = (News(What.SIGNED_OUT), News(What.UNLINKED))
    kakao_house.hooks.messages[b"m"] = Message(kakao_house.kakao_id, "m", START, news)
    kakao_house.webhooks.happened(b"m")
    assert kakao_house.count(outbox) == 2
    assert kakao_house.count(webhook_event) == 1
    kakao_house.work()
    assert not kakao_house.is_member()


def test_what_is_not_kakaos_is_refused_and_leaves_nothing(kakao_house: KakaoHouse):
    with pytest.raises(KakaoRefused):
        kakao_house.webhooks.happened(b"forged")
    assert kakao_house.count(webhook_event) == 0


def test_cut_joined_and_cut_again_on_one_day(kakao_house: KakaoHouse):
    """The second is another message, though Kakao gives neither a number."""
    kakao_house.member()
    kakao_house.cut()
    kakao_house.work()
    kakao_house.rooms.clock.forward(minutes=5)
    kakao_house.door.member(kakao_house.kakao_id)
    kakao_house.rooms.clock.forward(minutes=5)
    kakao_house.cut()
    kakao_house.cut()
    kakao_house.work()
    assert not kakao_house.is_member()


def test_messages_are_remembered_for_31_days(kakao_house: KakaoHouse):
    kakao_house.member()
    kakao_house.say(What.SIGNED_OUT, "j-1")
    kakao_house.work()
    kakao_house.rooms.clock.forward(days=31)
    kakao_house.rooms.clock.moment -= SECOND
    kakao_house.door.sweep.sweep()
    assert kakao_house.count(webhook_event) == 1
    kakao_house.rooms.clock.forward(seconds=1)
    kakao_house.door.sweep.sweep()
    assert kakao_house.count(webhook_event) == 0


def test_somebody_at_the_gate_waits_no_more(kakao_house: KakaoHouse):
    browser, later = kakao_house.door.browser(), kakao_house.door.browser()
    kakao_house.door.arrive(browser, kakao_house.new_id())
    kakao_house.rooms.clock.forward(minutes=1)
    kakao_house.cut()
    kakao_house.rooms.clock.forward(minutes=1)
    kakao_house.door.arrive(later, kakao_house.kakao_id)  # linked again before the worker came
    kakao_house.work()
    assert not kakao_house.door.gate.is_waiting(browser.hash)
    assert kakao_house.door.gate.is_waiting(later.hash)
    assert kakao_house.door.kakao.unlinked == []


def test_passing_the_gate_does_not_outrun_the_message(kakao_house: KakaoHouse):
    """Cut while the page of the gate was open: the membership rests on a link that is gone."""
    browser = kakao_house.door.browser()
    kakao_house.door.arrive(browser, kakao_house.new_id())
    kakao_house.rooms.clock.forward(minutes=1)
    kakao_house.cut()
    kakao_house.rooms.clock.forward(minutes=1)
    kakao_house.door.join(browser)
    kakao_house.work()
    assert not kakao_house.is_member()


def test_coming_back_finds_the_message_before_the_worker_does(kakao_house: KakaoHouse):
    """Whoever comes back after cutting the link begins anew, worker or no worker."""
    who = kakao_house.giver()
    kakao_house.rooms.clock.forward(minutes=1)
    kakao_house.cut()
    kakao_house.rooms.clock.forward(minutes=1)
    browser = kakao_house.door.browser()
    assert kakao_house.door.arrive(browser, kakao_house.kakao_id) == Newcomer()
    joined = kakao_house.door.join(browser)
    assert joined.member_id != who
    assert kakao_house.rooms.values(who) == []
    kakao_house.work()
    assert kakao_house.is_member()
    back = kakao_house.door.arrive(kakao_house.door.browser(), kakao_house.kakao_id)
    assert isinstance(back, Returned)


# --- in time ---


class _Away:
    """Keeps nothing for the first `times`."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.kept = threading.Event()

    def __call__(self, _message: Message) -> None:
        if self.times > 0:
            self.times -= 1
            raise StorageUnavailable
        self.kept.set()


MESSAGE = Message("1", "m", START, ())


def test_what_takes_long_goes_on_without_anybody_waiting():
    told: list[str] = []
    in_time = InTime(told.append, seconds=0.2)
    may, done = threading.Event(), threading.Event()

    def keep(_message: Message) -> None:
        may.wait(5)
        done.set()

    began = time.monotonic()
    with pytest.raises(NotInTime):
        in_time.do(lambda: MESSAGE, keep)
    assert time.monotonic() - began < 1
    assert not done.is_set()
    may.set()
    assert done.wait(5)
    assert told == []


def test_a_short_absence_of_the_database_is_waited_out():
    away = _Away(2)
    InTime(lambda *_: None, seconds=5).do(lambda: MESSAGE, away)
    assert away.kept.is_set()


def test_a_longer_one_is_tried_again_after_the_answer():
    away = _Away(3)
    with pytest.raises(NotInTime):
        InTime(lambda *_: None, seconds=0.15).do(lambda: MESSAGE, away)
    assert away.kept.wait(5)


def test_in_the_end_it_is_given_up_and_told():
    told: list[str] = []
    in_time = InTime(told.append, seconds=5, patience=0.2)
    with pytest.raises(NotInTime):
        in_time.do(lambda: MESSAGE, _Away(1000))
    assert told == ["given_up:storage_unavailable"]


def test_too_many_at_once_are_not_taken_at_all():
    told: list[str] = []
    in_time = InTime(told.append, seconds=0.05, at_once=2)
    may = threading.Event()

    def wait(_message: Message) -> None:
        may.wait(5)

    for _ in range(2):
        with pytest.raises(NotInTime):
            in_time.do(lambda: MESSAGE, wait)
    with pytest.raises(NotInTime):
        in_time.do(lambda: MESSAGE, _Away(0))
    assert told == ["too_many_at_once"]
    may.set()
    patient = InTime(lambda *_: None, seconds=5, at_once=1)
    for _ in range(3):  # each makes room for the next
        patient.do(lambda: MESSAGE, _Away(0))


@pytest.mark.parametrize("fault", [KakaoRefused("x"), KakaoUnavailable("x"), ValueError("x")])
def test_what_goes_wrong_with_a_message_is_said_at_once(fault: Exception):
    def read() -> Message:
        raise fault

    with pytest.raises(type(fault)):
        InTime(lambda *_: None).do(read, _Away(0))
