"""One mail thirty days before values go for want of use: to whom, when, in which words."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from tests.members.silence import ADDRESS, HOME, MONTH, YEAR, Silence, at, letters
from tests.world import START
from webapp.consent.decision import MemberId
from webapp.members.inactivity_mail import WHY
from webapp.storage.tables import field_value, member

INSTANT = timedelta(microseconds=1)
WARNED = START + YEAR - MONTH
DAY_IT_GOES = date(2027, 11, 22)


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
        "오래 안 오셔서 2027년 11월 22일에 적어 두신 정보를 지워요. 동의하실 때 약속드린 대로예요.",
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


def test_somebody_who_gave_no_address_gets_no_mail(silence: Silence):
    person = silence.door.rooms.member()
    silence.door.rooms.agree(person)
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


def test_many_silent_people_are_found_page_by_page(silence: Silence, monkeypatch):
    monkeypatch.setattr("webapp.members.inactivity._AT_ONCE", 2)
    people = [silence.door.rooms.member() for _ in range(5)]
    for number, person in enumerate(people):
        silence.agree(person, f"person{number}@duett.example")
    at(silence, WARNED)
    assert {mail.to for mail in silence.work()} == {f"person{n}@duett.example" for n in range(5)}
