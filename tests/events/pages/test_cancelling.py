"""Cancelling: an application by its person, an event by those who made it; what is left then."""

from datetime import timedelta

from tests.events.applicant import Applicant, Fair, status, token, words
from tests.events.samples import listening
from tests.world import START, World, hidden_inputs
from webapp.events.rows import EntryStatus, EventState


def test_cancelling_leaves_nothing_and_says_so(party: Fair, sori: Applicant):
    sori.apply(1, 2, 3, 4)
    form = hidden_inputs(sori.get(party.mine)) | token(sori)
    path = f"{party.mine}/cancel"
    for _ in range(2):
        done = sori.browser.post(path, data=form)
        assert status(done) == (303, "/me/events?done=cancelled")
    page = sori.get("/me/events?done=cancelled")
    assert "신청을 취소했어요. 적은 답을 모두 지웠어요." in page
    assert sori.values() == []
    assert set(sori.answers().values()) == {"withdrawn"}
    assert party.listing.row.taken == 0
    assert status(sori.browser.get(party.mine)) == (303, f"/events/{party.file.slug}")
    assert status(sori.browser.get(party.apply)) == (303, f"{party.apply}/1")


def test_a_late_click_ends_no_application_that_was_begun_since(party: Fair, sori: Applicant):
    sori.apply(1)
    form = hidden_inputs(sori.get(party.mine)) | token(sori)
    sori.browser.post(f"{party.mine}/cancel", data=form)
    sori.apply(1)
    sori.browser.post(f"{party.mine}/cancel", data=form)
    assert sori.entry().status is EntryStatus.SEATED


def test_sending_what_was_cancelled_begins_nothing(party: Fair, sori: Applicant):
    sori.answer(1)
    hidden = hidden_inputs(sori.get(f"{party.apply}/check"))
    sori.browser.post(f"{party.apply}/send", data=hidden)
    sori.browser.post(f"{party.mine}/cancel", data=token(sori))
    again = sori.browser.post(f"{party.apply}/send", data=hidden)
    assert status(again) == (303, "/me/events?done=sent_before")
    assert "이미 취소한 신청이에요" in sori.get(again.headers["Location"])


def test_whoever_waits_moves_up_when_a_seat_is_given_up(party: Fair):
    party.publish(listening(event_id=party.file.event_id, slug=party.file.slug, seats=1))
    first, second = party.applicant("sori"), party.applicant("garam")
    first.apply(1)
    second.apply(1)
    assert "대기 1번이에요" in words(second.get(party.mine))
    first.browser.post(f"{party.mine}/cancel", data=token(first))
    assert "신청했어요. 자리가 있어요" in words(second.get(party.mine))


def test_a_cancelled_event_and_a_party_that_is_over(house: World, party: Fair, sori: Applicant):
    sori.apply(1, 2)
    house.clock.moment = party.file.ends_at + timedelta(hours=1)
    sori = Applicant(party, house.member("sori"))
    page = sori.get(party.mine)
    assert "?from=mine" not in page
    assert "지우기" in page
    assert sori.browser.get(f"{party.apply}/2?from=mine").status_code == 303
    house.clock.moment = START
    party.set_state(EventState.CANCELLED)
    assert "취소된 이벤트예요" in sori.get(party.mine)
    house.worker().sweep()
    assert sori.browser.get(party.mine).status_code == 410


def test_an_event_that_was_called_off_stays_on_the_list_until_its_day(
    house: World, party: Fair, sori: Applicant
):
    sori.apply(1, 2)
    other = party.applicant("garam")
    other.apply(1)
    other.browser.post(f"{party.mine}/cancel", data=token(other))
    party.set_state(EventState.CANCELLED)
    house.worker().sweep()
    told = "이벤트 담당자가 열지 않기로 해서, 적은 답을 모두 지웠어요."
    page = sori.get("/me/events")
    assert told in words(page)
    assert f'href="/events/{party.file.slug}"' in page
    assert "24석" not in words(sori.get(f"/events/{party.file.slug}"))
    assert told not in words(other.get("/me/events")), "it was their own hand"
    house.clock.moment = party.file.ends_at
    assert told not in words(Applicant(party, house.member("sori")).get("/me/events"))
