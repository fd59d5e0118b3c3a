"""What stands in the way of an application, each with its words: changed, full, closed, for others."""

from dataclasses import replace
from datetime import date, timedelta

from tests.events.applicant import Applicant, Fair, status, words
from tests.events.samples import OF_AGE, joined_by, listening
from tests.world import START, World, hidden_inputs
from webapp.events.rows import EntryStatus, EventState

ALL = (1, 2, 3, 4)


def test_what_changed_since_is_marked_and_asked_again(party: Fair, sori: Applicant):
    for number in ALL:
        sori.answer(number)
    longer = replace(
        party.file,
        questions=tuple(
            replace(q, kept_days=q.kept_days + 5) if q.key == "phone" else q
            for q in party.file.questions
        ),
    )
    stale = hidden_inputs(sori.get(f"{party.apply}/check"))
    party.publish(longer)
    sent = sori.browser.post(f"{party.apply}/send", data=stale)
    assert sent.status_code == 409
    page = sent.get_data(as_text=True)
    assert "그 사이에 이벤트 내용이 바뀌었어요" in page
    assert f'href="{party.apply}/1?from=check"' in page
    asked = sori.get(f"{party.apply}/1?from=check")
    assert "동의하신 뒤에 내용이 바뀌어서" in asked
    assert "diff" in asked
    assert "010-1234-5678" in asked
    assert " checked" not in asked
    assert status(sori.answer(1, way="?from=check")) == (303, f"{party.apply}/check")
    assert status(sori.send()) == (303, f"{party.apply}/done")


def test_a_card_that_changed_under_the_hands_is_shown_with_its_differences(
    party: Fair, sori: Applicant
):
    form = hidden_inputs(sori.get(f"{party.apply}/1"))
    party.publish(
        replace(
            party.file,
            questions=tuple(
                replace(q, kept_days=q.kept_days + 5) if q.key == "phone" else q
                for q in party.file.questions
            ),
        )
    )
    answer = sori.browser.post(
        f"{party.apply}/1", data=form | {"act": "agree", "agree": "yes", "value": "010-1234-5678"}
    )
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "그 사이에 동의 내용이 바뀌었어요" in page
    assert "diff" in page
    assert "010-1234-5678" in page
    assert " checked" not in page
    assert sori.answers() == {}


def test_the_last_seat_goes_between_check_and_send(party: Fair):
    party.publish(listening(event_id=party.file.event_id, slug=party.file.slug, seats=1))
    first, second = party.applicant("sori"), party.applicant("garam")
    for who in (first, second):
        who.answer(1)
    hidden = hidden_inputs(second.get(f"{party.apply}/check"))
    assert hidden["seat"] == "yes"
    first.send()
    late = second.browser.post(f"{party.apply}/send", data=hidden)
    assert status(late) == (303, f"{party.apply}/done?done=seat_taken")
    done = words(second.get(late.headers["Location"]))
    assert "마지막 자리가 찼어요" in done
    assert "대기 1번이에요" in done
    assert second.values() == ["phone"]
    third = party.applicant("dain")
    third.answer(1)
    check = words(third.get(f"{party.apply}/check"))
    assert "자리가 다 찼어요. 보내면 대기 순서를 드려요" in check
    assert "대기로 신청 보내기" in check
    third.send()
    assert "대기 2번이에요" in words(third.get(f"{party.apply}/done"))


def test_who_applied_already_is_led_to_their_application(party: Fair, sori: Applicant):
    sori.apply(1)
    for path in ("", "/1", "/check"):
        assert status(sori.browser.get(party.apply + path)) == (303, party.mine)
    assert sori.browser.get(f"{party.apply}/done").status_code == 200


def test_a_submit_after_closing_says_so_and_keeps_nothing_new(party: Fair, sori: Applicant):
    sori.answer(1)
    hidden = hidden_inputs(sori.get(f"{party.apply}/check"))
    step = hidden_inputs(sori.get(f"{party.apply}/2"))
    party.set_state(EventState.CLOSED)
    sent = sori.browser.post(f"{party.apply}/send", data=hidden)
    assert sent.status_code == 409
    assert "신청이 끝났어요" in sent.get_data(as_text=True)
    said = {"act": "agree", "agree": "yes", "value": "땅콩"}
    late = sori.browser.post(f"{party.apply}/2", data=step | said)
    assert late.status_code == 409
    assert sori.values() == ["phone"]
    assert sori.browser.get(f"{party.apply}/2").status_code == 409


def test_a_cancelled_event_is_gone_for_applicants(party: Fair, sori: Applicant):
    sori.answer(1)
    party.set_state(EventState.CANCELLED)
    for path in ("", "/1", "/check"):
        answer = sori.browser.get(party.apply + path)
        assert answer.status_code == 410
        assert "취소된 이벤트예요" in answer.get_data(as_text=True)


def test_after_everything_is_deleted_the_page_says_so(house: World, party: Fair, sori: Applicant):
    sori.apply(1)
    house.clock.moment = party.file.forget_at + timedelta(minutes=1)
    back = house.member("sori")
    for path in (party.apply, f"{party.apply}/1", party.mine, f"{party.apply}/check"):
        assert back.get(path).status_code == 410
    house.clock.moment = START


def test_an_age_is_looked_at_and_not_kept(party: Fair, sori: Applicant):
    party.publish(replace(party.file, conditions=(OF_AGE,)))
    stranger = party.stranger()
    assert "로그인하고 신청 시작하기" in stranger.get(party.apply)
    page = sori.get(party.apply)
    assert "만 19세" in page
    assert "It is late" not in page
    assert 'name="year"' in sori.get(f"{party.apply}/1")
    empty = sori.post(party.apply, act="begin")
    assert empty.status_code == 422
    wrong = sori.post(party.apply, year="1990", month="13", day="1")
    assert wrong.status_code == 422
    assert 'value="1990"' in wrong.get_data(as_text=True)
    young = sori.post(party.apply, year="2010", month="4", day="1")
    assert young.status_code == 403
    assert "만 19세 이상만" in young.get_data(as_text=True)
    assert "밤이 늦어요." in young.get_data(as_text=True)
    grown = sori.post(party.apply, year="1990", month="4", day="1")
    assert status(grown) == (303, party.apply)
    assert status(sori.browser.get(party.apply)) == (303, f"{party.apply}/1")
    assert sori.entry().status is EntryStatus.DRAFT
    assert sori.answers() == {}
    sori.apply(1)


def test_who_joined_too_late_reads_why(party: Fair, sori: Applicant):
    party.publish(replace(party.file, conditions=(joined_by(date(2026, 11, 1)),)))
    known = hidden_inputs(sori.get("/onboarding/mbti"))
    for path in ("", "/1"):
        answer = sori.browser.get(party.apply + path)
        assert answer.status_code == 403
        assert "2026년 11월 1일" in words(answer.get_data(as_text=True))
        assert "첫 회원과 해요." in answer.get_data(as_text=True)
    form = known | {"act": "agree", "agree": "yes", "value": "010-1234-5678"}
    assert sori.browser.post(f"{party.apply}/1", data=form).status_code in (303, 409)
    assert sori.values() == []


def test_who_has_a_seat_is_told_what_a_no_would_cost(party: Fair, sori: Applicant):
    """A needed question is asked again of somebody who was seated under other facts."""
    for number in ALL:
        sori.answer(number)
    sori.send()
    questions = tuple(replace(q, kept_days=q.kept_days + 5) for q in party.file.questions)
    party.publish(replace(party.file, questions=questions))
    cost = "신청에 필요한 답이에요. 건너뛰면 답을 지우고 자리도 내놓게 돼요."
    assert cost in sori.get(f"{party.apply}/1?from=mine")
    other = sori.get(f"{party.apply}/2?from=mine")
    assert cost not in other
    assert "건너뛰면 적어 두신 답을 지워요." in other
    assert status(sori.skip(2, way="?from=mine")) == (303, f"{party.mine}?done=erased")
    done = sori.skip(1, way="?from=mine")
    assert status(done) == (303, f"{party.mine}?done=unsent")
    assert "신청도 취소됐어요" in sori.get(done.headers["Location"])
    assert sori.entry().status is EntryStatus.DRAFT
    assert sori.values() == ["name"]
