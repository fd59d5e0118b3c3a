"""One mail thirty days before values go for want of use: where allowed, once, or twice at most."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from tests.members.door import Door
from tests.members.silence import ADDRESS, HOME, MONTH, YEAR, Silence
from tests.rooms import Rooms
from tests.world import START
from webapp.consent.decision import MemberId
from webapp.members.errors import MailRefused, MailUnavailable, MailUnsure
from webapp.members.inactivity_mail import WHY
from webapp.storage.tables import field_value, letter, member, outbox

INSTANT = timedelta(microseconds=1)
WARNED = START + YEAR - MONTH
DAY_IT_GOES = date(2027, 11, 22)


@pytest.fixture
def door(heavy_rooms: Rooms) -> Door:
    return Door(heavy_rooms)


@pytest.fixture
def silence(door: Door) -> Iterator[Silence]:
    """A worker over a database in which nobody else may get mail."""
    door.rooms.clock.moment = START
    with door.rooms.storage.engine.begin() as connection:
        connection.execute(outbox.delete())
        connection.execute(letter.delete())
        connection.execute(field_value.delete())
    yield Silence(door)
    door.rooms.clock.moment = START


@pytest.fixture
def kakao_id(door: Door) -> str:
    return door.kakao_id()


@pytest.fixture
def who(silence: Silence, door: Door, kakao_id: str) -> MemberId:
    """Somebody with two values, who may get mail, last here at START."""
    person = door.member(kakao_id).member_id
    door.rooms.agree(person)
    silence.agree(person)
    return person


def at(silence: Silence, moment) -> None:
    silence.door.rooms.clock.moment = moment


def letters(silence: Silence, who: MemberId) -> list[tuple[object, ...]]:
    return list(silence.door.rooms.rows("letter", who))


def test_one_mail_goes_out_thirty_days_before_to_the_instant(silence: Silence, who: MemberId):
    at(silence, WARNED - INSTANT)
    assert silence.work() == []
    at(silence, WARNED)
    [mail] = silence.work()
    assert (mail.to, mail.locale, mail.at) == (ADDRESS, "ko", WARNED)
    assert mail.subject == "적어 두신 정보를 2027년 11월 22일에 지워요"
    for days in range(30):
        at(silence, WARNED + timedelta(days=days, hours=3))
        assert silence.work() == [mail]
    assert [row[1:3] for row in letters(silence, who)] == [("unused_profile", DAY_IT_GOES)]
    assert silence.told == []


def test_the_mail_says_what_goes_and_when_and_how_it_stays(silence: Silence, who: MemberId):  # noqa: ARG001
    at(silence, WARNED)
    [mail] = silence.work()
    assert mail.text.splitlines() == [
        "안녕하세요, Duett이에요.",
        "",
        "오랫동안 다녀가지 않으셔서, 약속드린 대로 2027년 11월 22일에 적어 두신 정보를 지워요.",
        "",
        "- MBTI",
        "- 이메일",
        "",
        "그대로 두고 싶으시면 그날 전에 한 번 로그인해 주세요. 그러면 지우지 않아요.",
        f"{HOME}/",
        "",
        "그냥 두셔도 괜찮아요. 위 정보만 지우고, 회원은 그대로예요.",
        "",
        WHY,
    ]
    assert "INFP" not in mail.text
    assert ADDRESS not in mail.text


def test_it_speaks_the_language_of_its_person(silence: Silence, who: MemberId):
    with silence.door.rooms.storage.write() as store:
        store.people.speak(who, "en")
    at(silence, WARNED)
    [mail] = silence.work()
    assert mail.locale == "en"
    assert mail.subject == "en: 적어 두신 정보를 22 November 2027에 지워요"
    assert "- en: MBTI" in mail.text.splitlines()


def test_late_is_better_than_never_and_the_day_is_the_true_one(silence: Silence, who: MemberId):  # noqa: ARG001
    at(silence, START + YEAR - timedelta(hours=1))
    [mail] = silence.work()
    assert "2027년 11월 22일" in mail.subject


def test_when_nothing_is_left_to_keep_nobody_is_written_to(silence: Silence, who: MemberId):
    at(silence, START + YEAR)
    assert silence.work() == []
    assert letters(silence, who) == []


def _withdraws(silence: Silence, who: MemberId) -> None:
    silence.door.rooms.withdraw(who, "email")


def _refuses(silence: Silence, who: MemberId) -> None:
    silence.door.rooms.skip(who, "email")


def _is_held(silence: Silence, who: MemberId) -> None:
    _set(silence, field_value, who, held_at=START)


def _leaves(silence: Silence, who: MemberId) -> None:
    silence.door.rooms.leaving.leave(who, "ko")


def _set(silence: Silence, table, who: MemberId, **values: object) -> None:
    with silence.door.rooms.storage.engine.begin() as connection:
        connection.execute(update(table).where(table.c.member_id == who).values(**values))


NO_MAIL = [_withdraws, _refuses, _is_held, _leaves]


@pytest.mark.parametrize("act", NO_MAIL)
def test_without_a_live_consent_to_mail_there_is_none(silence: Silence, who: MemberId, act):
    act(silence, who)
    at(silence, WARNED)
    assert silence.work() == []
    assert letters(silence, who) == []


@pytest.mark.parametrize("act", NO_MAIL)
def test_a_mail_that_waits_looks_again_before_it_goes(silence: Silence, who: MemberId, act):
    at(silence, WARNED)
    assert silence.sweep() == 1
    act(silence, who)
    assert silence.work() == []
    assert [told for told in silence.told if told[0] == "inactivity_mail"] == []


def test_somebody_who_gave_no_address_gets_no_mail(silence: Silence, door: Door):
    person = door.rooms.member()
    door.rooms.agree(person)
    at(silence, WARNED)
    assert silence.work() == []


def test_coming_back_calls_the_mail_off(silence: Silence, who: MemberId, kakao_id: str):
    at(silence, WARNED)
    silence.sweep()
    waiting = len(silence.door.rooms.rows("outbox"))
    silence.door.arrive(silence.door.browser(), kakao_id)
    assert len(silence.door.rooms.rows("outbox")) == waiting - 1
    assert silence.work() == []
    assert {row[1] for row in letters(silence, who)} == {"unused_profile", "kept"}


def test_a_visit_without_a_login_makes_the_mail_pointless_too(silence: Silence, who: MemberId):
    at(silence, WARNED)
    silence.sweep()
    _set(silence, member, who, last_seen_at=WARNED)
    assert silence.work() == []


def test_a_second_silence_is_told_again_for_its_own_day(silence: Silence, who, kakao_id: str):
    at(silence, WARNED)
    [first] = silence.work()
    silence.door.arrive(silence.door.browser(), kakao_id)
    again = WARNED + YEAR - MONTH
    at(silence, again)
    [_, second] = silence.work()
    assert "2028년 10월 22일" in second.subject
    assert first.mail_id != second.mail_id
    assert len(letters(silence, who)) == 1  # what is older than thirty days is forgotten


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


def test_with_nobody_to_send_mail_none_is_written_or_promised(silence: Silence, who: MemberId):
    mute = Silence(silence.door, sends_mail=False)
    at(silence, WARNED)
    assert mute.work() == []
    assert letters(silence, who) == []
    silence.sweep()  # queued by a process that still could
    mute.outbox.drain()
    assert mute.told == []


def test_letters_are_forgotten_after_thirty_days(silence: Silence, who: MemberId):
    at(silence, WARNED)
    silence.work()
    at(silence, WARNED + MONTH - INSTANT)
    silence.work()
    assert letters(silence, who)
    at(silence, WARNED + MONTH)
    silence.work()
    assert not letters(silence, who)
    assert len(silence.post.taken) == 1


def test_many_silent_people_are_found_page_by_page(silence: Silence, door: Door, monkeypatch):
    monkeypatch.setattr("webapp.members.inactivity._AT_ONCE", 2)
    people = [door.rooms.member() for _ in range(5)]
    for number, person in enumerate(people):
        silence.agree(person, f"person{number}@duett.example")
    at(silence, WARNED)
    assert {mail.to for mail in silence.work()} == {f"person{n}@duett.example" for n in range(5)}
