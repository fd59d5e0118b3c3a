"""Cancelling: an application by its person, an event by those who made it; what is left then."""

from datetime import timedelta

from sqlalchemy import update

from tests.events.applicant import Applicant, Fair, status, token, words
from tests.events.desk import hand_over
from tests.events.pages.test_mine import withdraw
from tests.events.samples import listening
from tests.world import START, World, hidden_inputs
from webapp.events.rows import EntryStatus, EventState
from webapp.storage.tables import event_handed


def cancel(who: Applicant) -> str:
    """Press the button of one's application; return what the page after it says."""
    page = who.get(who.fair.mine)
    done = who.browser.post(f"{who.fair.mine}/cancel", data=hidden_inputs(page) | token(who))
    return words(who.get(done.headers["Location"]))


def test_a_draft_that_was_never_sent_is_deleted_and_not_cancelled(party: Fair, sori: Applicant):
    sori.answer(1)
    hidden = hidden_inputs(sori.get(party.mine)) | token(sori)
    for _ in range(2):
        done = sori.browser.post(f"{party.mine}/cancel", data=hidden)
        assert status(done) == (303, "/me/events?done=draft_deleted")
    page = words(sori.get("/me/events?done=draft_deleted"))
    assert "쓰던 신청을 지웠어요." in page
    assert "취소했어요" not in page


def test_after_a_hand_over_cancelling_says_that_it_is_taken_back_and_shows_what(
    house: World, party: Fair, sori: Applicant
):
    sori.apply(1, 3, 4)
    reference = hand_over(house.storage, party.file, sori.member_id, house.clock())
    page = cancel(sori)
    assert "적은 답을 모두 지웠어요. 이미 준 것은 받은 곳에도 지워 달라고 알려요." in page
    assert "신청은 끝났어요. 모노레코드에 준 것은 지워 달라고 알려요." in page
    assert f'href="{party.mine}"' in sori.get("/me/events")
    left = words(sori.get(party.mine))
    for there in (
        "신청은 끝났어요. 모노레코드에 준 것은 지워 달라고 알려요.",
        "모노레코드에 준 것",
        "2026년 11월 22일(일)에 줬어요: 이름 받은 곳에 지워 달라고 알려요.",
    ):
        assert there in left
    with house.storage.write() as store:
        store.transfers.tell([reference], house.clock() + timedelta(days=1))
    assert "모노레코드에 준 것은 지워 달라고 알렸어요." in words(sori.get("/me/events"))
    left = words(sori.get(party.mine))
    assert "줬어요: 이름 2026년 11월 23일(월)에 지워 달라고 알렸어요." in left
    assert "알려요" not in left
    sori.apply(1, 3)
    assert "모노레코드에 준 것 2026년" not in words(sori.get("/me/events"))
    again = words(sori.get(party.mine))
    assert "2026년 11월 23일(월)에 지워 달라고 알렸어요." in again


def test_cancelling_what_a_recipient_was_told_to_delete_promises_no_second_word(
    house: World, party: Fair, sori: Applicant
):
    sori.apply(1, 3, 4)
    reference = hand_over(house.storage, party.file, sori.member_id, house.clock())
    withdraw(sori, "to_monorecord")
    with house.storage.write() as store:
        store.transfers.tell([reference], house.clock() + timedelta(days=1))
    form = hidden_inputs(sori.get(party.mine)) | token(sori)
    for _ in range(2):
        done = sori.browser.post(f"{party.mine}/cancel", data=form)
        assert status(done) == (303, "/me/events?done=cancelled")


def test_of_a_forgotten_event_one_still_sees_what_went(house: World, party: Fair, sori: Applicant):
    sori.apply(1, 3, 4)
    reference = hand_over(house.storage, party.file, sori.member_id, house.clock())
    with house.storage.engine.begin() as connection:
        later = party.file.forget_at + timedelta(days=365)
        here = event_handed.c.reference == reference
        connection.execute(update(event_handed).where(here).values(expires_at=later))
    house.clock.moment = party.file.forget_at
    house.worker().sweep()
    sori = Applicant(party, house.member("sori"))
    assert "신청은 끝났어요. 모노레코드에 준 것은 지워 달라고" in words(sori.get("/me/events"))
    assert "줬어요: 이름" in words(sori.get(party.mine))
    me = sori.member_id
    house.clock.moment = later
    assert house.services.entries.listed(me)[1] == []
    house.clock.moment = START


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
    waits = "대기 1번이에요. 자리가 나면 이 순서대로 드려요. 따로 알림은 가지 않으니"
    for page in (party.mine, "/me/events"):
        assert waits in words(second.get(page))
    now, house = party.house.clock.moment, party.house
    house.clock.moment = party.file.starts_at
    late = Applicant(party, house.member("garam"))
    assert "대기했지만 자리가 나지 않았어요." in words(late.get(party.mine))
    house.clock.moment = now
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


def test_of_an_event_that_was_called_off_one_sees_what_went(
    house: World, party: Fair, sori: Applicant
):
    sori.apply(1, 3, 4)
    hand_over(house.storage, party.file, sori.member_id, house.clock())
    party.set_state(EventState.CANCELLED)
    told = "모노레코드에 준 것은 지워 달라고 알려요."
    assert f"적은 답은 모두 지워요. {told}" in words(sori.get(party.mine))
    house.worker().sweep()
    assert f"적은 답을 모두 지웠어요. {told}" in words(sori.get("/me/events"))
    assert "줬어요: 이름" in words(sori.get(party.mine))


def test_an_event_that_was_called_off_stays_on_the_list_until_its_day(
    house: World, party: Fair, sori: Applicant
):
    sori.apply(1)
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
