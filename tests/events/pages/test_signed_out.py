"""A first save before signing in: read by anybody, sealed at once, decided by nobody but them."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.events.applicant import Fair, status, words
from tests.events.samples import listening
from tests.events.signed_out import NUMBER, PARKED, count, forget_all, save
from tests.world import GROWN, ORIGIN, START, World, hidden_inputs
from webapp.storage.tables import decision, event_parked, member
from webapp.web.session import COOKIE


def test_anybody_reads_a_question_and_gets_no_cookie(party: Fair):
    stranger = party.stranger()
    start = stranger.browser.get(party.apply)
    assert start.headers["Location"] == f"{party.apply}/1"
    for number in (1, 2, 3, 4):
        page = stranger.get(f"{party.apply}/{number}")
        assert 'name="ticket"' not in page
        assert 'name="agree"' in page
        assert " checked" not in page
    assert stranger.browser.get_cookie(COOKIE, "duett.test") is None
    assert stranger.browser.get(f"{party.apply}/5").status_code == 404


def test_a_no_signed_out_to_what_is_needed_leads_back_to_the_event(house: World, party: Fair):
    forget_all(house)
    stranger = party.stranger()
    save(party, stranger.browser)
    told = stranger.browser.post(f"{party.apply}/1", data={"act": "skip"})
    assert status(told) == (303, f"/events/{party.file.slug}?done=not_without")
    page = words(stranger.get(told.headers["Location"]))
    assert "그 답이 있어야 신청할 수 있어요. 저장한 것은 없어요." in page
    assert count(house, event_parked) == 0


def test_a_no_signed_out_leads_on_and_asks_of_nothing_that_is_not_there(party: Fair):
    stranger = party.stranger()
    skip = {"act": "skip"}
    assert status(stranger.browser.post(f"{party.apply}/2", data=skip)) == (303, f"{party.apply}/3")
    passed = stranger.browser.post(f"{party.apply}/3", data=skip)  # no name that could go anywhere
    way = unquote(passed.headers["Location"])
    assert way == f"/login?next=sending.check:{party.file.slug}&done=to_send"
    told = words(stranger.get(way))
    assert "신청은 로그인한 뒤에 보낼 수 있어요. 아직 저장한 것은 없어요." in told


def test_after_the_last_no_the_way_leads_through_the_login_to_the_check(house: World, party: Fair):
    house.member("garam")
    stranger = party.stranger()
    answer = stranger.browser.post(f"{party.apply}/3", data={"act": "skip"})
    form = hidden_inputs(stranger.get(answer.headers["Location"]))
    back = house.log_in(stranger.browser, "garam", **form)
    assert back.headers["Location"] == f"{party.apply}/check"


def test_what_is_saved_signed_out_is_sealed_and_decides_nothing(house: World, party: Fair):
    forget_all(house)
    decided, people = count(house, decision), count(house, member)
    browser = house.browser()
    answer = save(party, browser)
    assert answer.status_code == 303
    way = answer.headers["Location"]
    assert unquote(way) == f"/login?next=applying.step:1:{party.file.slug}&done=parked"
    assert "30분만 맡아 둘게요" in browser.get(way).get_data(as_text=True)
    cookie = browser.get_cookie(COOKIE, "duett.test")
    assert cookie is not None
    assert cookie.value.startswith("p.")
    assert (count(house, decision), count(house, member)) == (decided, people)
    assert count(house, event_parked) == 1
    with house.storage.engine.connect() as connection:
        row = connection.execute(select(event_parked)).one()
    assert NUMBER.encode() not in repr(tuple(row)).encode()


def test_a_member_comes_back_to_their_answer_unticked(house: World, party: Fair):
    forget_all(house)
    person = "garam"
    house.member(person)
    browser = house.browser()
    login = save(party, browser).headers["Location"]
    form = hidden_inputs(browser.get(login).get_data(as_text=True))
    back = house.log_in(browser, person, **form)
    assert back.headers["Location"] == f"{party.apply}/1"
    page = browser.get(back.headers["Location"]).get_data(as_text=True)
    assert PARKED in words(page)
    assert f'value="{NUMBER}"' in page
    assert " checked" not in page
    assert count(house, event_parked) == 1
    hidden = hidden_inputs(page)
    unticked = browser.post(f"{party.apply}/1", data=hidden | {"act": "agree", "value": NUMBER})
    assert unticked.status_code == 422
    assert count(house, event_parked) == 1
    hidden = hidden_inputs(unticked.get_data(as_text=True))
    saved = browser.post(
        f"{party.apply}/1", data=hidden | {"act": "agree", "agree": "yes", "value": NUMBER}
    )
    assert saved.headers["Location"] == f"{party.apply}/2"
    assert count(house, event_parked) == 0
    assert PARKED not in words(browser.get(f"{party.apply}/1").get_data(as_text=True))


def test_somebody_new_passes_the_gate_and_comes_back(house: World, party: Fair):
    browser = house.browser()
    login = save(party, browser).headers["Location"]
    form = hidden_inputs(browser.get(login).get_data(as_text=True))
    gate = house.log_in(browser, "byeol", **form).headers["Location"]
    assert gate.startswith("/join?next=applying.step")
    joined = browser.fill(gate, **GROWN)
    assert joined.headers["Location"] == f"{party.apply}/1"
    page = browser.get(joined.headers["Location"]).get_data(as_text=True)
    assert PARKED in words(page)
    assert f'value="{NUMBER}"' in page


def test_somebody_new_who_said_no_to_everything_comes_back_too(house: World, party: Fair):
    browser = house.browser()
    answer = browser.get(f"{party.apply}/check")
    form = hidden_inputs(browser.get(answer.headers["Location"]).get_data(as_text=True))
    gate = house.log_in(browser, "taesan", **form).headers["Location"]
    assert browser.fill(gate, **GROWN).headers["Location"] == f"{party.apply}/check"


@pytest.mark.parametrize(
    "how", [{"act": "stop"}, GROWN | {"year": "2020"}], ids=["stops", "too young"]
)
def test_who_is_refused_at_the_gate_leaves_nothing(house: World, party: Fair, how):
    forget_all(house)
    browser = house.browser()
    login = save(party, browser).headers["Location"]
    form = hidden_inputs(browser.get(login).get_data(as_text=True))
    gate = house.log_in(browser, "dain", **form).headers["Location"]
    browser.fill(gate, **how)
    assert count(house, event_parked) == 0


def test_half_an_hour_later_it_is_gone(house: World, party: Fair):
    browser = house.browser()
    login = save(party, browser).headers["Location"]
    form = hidden_inputs(browser.get(login).get_data(as_text=True))
    back = house.log_in(browser, "garam", **form).headers["Location"]
    house.clock.moment += timedelta(minutes=31)
    page = browser.get(back).get_data(as_text=True)
    assert PARKED not in words(page)
    assert NUMBER not in page


def test_who_knew_the_browsers_name_before_reads_nothing(house: World, party: Fair):
    """Somebody at a shared computer keeps its cookie, and comes back with it from elsewhere."""
    knows, parks = house.browser(), house.browser()
    save(party, knows)
    name = knows.get_cookie(COOKIE, "duett.test")
    assert name is not None
    parks.set_cookie(COOKIE, name.value, domain="duett.test", secure=True)
    login = save(party, parks, value="010-1111-2222").headers["Location"]
    house.member("garam")
    form = hidden_inputs(knows.get(login).get_data(as_text=True))
    back = house.log_in(knows, "garam", **form).headers["Location"]
    assert "010-1111-2222" not in knows.get(back).get_data(as_text=True)


def test_nobody_else_sees_what_was_parked(house: World, party: Fair):
    save(party, house.browser())
    other = party.applicant("garam")
    page = other.get(f"{party.apply}/1")
    assert NUMBER not in page


@pytest.mark.parametrize(
    "form,words_there",
    [
        ({"agree": ""}, "동의하지 않으면 저장하지 않아요"),
        ({"value": "12"}, "동의는 남기지 않았어요"),
        ({"value": "9" * 5000}, "동의는 남기지 않았어요"),
    ],
)
def test_what_would_be_refused_is_refused_before_the_way_to_kakao(
    house: World, party: Fair, form, words_there
):
    forget_all(house)
    browser = house.browser()
    answer = save(party, browser, **form)
    assert answer.status_code == 422
    assert words_there in answer.get_data(as_text=True)
    assert count(house, event_parked) == 0
    assert browser.get_cookie(COOKIE, "duett.test") is None


def test_skipping_signed_out_keeps_nothing_and_leads_on(house: World, party: Fair):
    forget_all(house)
    answer = house.browser().post(f"{party.apply}/2", data={"act": "skip"})
    assert answer.headers["Location"] == f"{party.apply}/3"
    assert count(house, event_parked) == 0


def test_a_yes_with_nothing_to_keep_promises_nothing(house: World, party: Fair):
    """To hand answers on, which is agreed to again after signing in."""
    forget_all(house)
    answer = house.browser().post(f"{party.apply}/4", data={"act": "agree", "agree": "yes"})
    way = unquote(answer.headers["Location"])
    assert way == f"/login?next=applying.step:4:{party.file.slug}&done=to_send"
    assert count(house, event_parked) == 0


def test_one_address_cannot_fill_the_table(house: World, party: Fair):
    browser = house.browser()
    answers = [save(party, browser).status_code for _ in range(11)]
    assert answers == [303] * 10 + [429]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.test"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "null"},
    ],
)
def test_another_site_cannot_park_anything(house: World, party: Fair, headers):
    forget_all(house)
    said = {"act": "agree", "agree": "yes", "value": NUMBER}
    answer = house.browser().post(f"{party.apply}/1", data=said, headers=headers)
    assert answer.status_code == 403
    assert count(house, event_parked) == 0


def test_a_post_that_proves_nothing_about_where_it_came_from_is_refused(house: World, party: Fair):
    bare = FlaskClient(house.app)  # sends no header of its own
    answer = bare.post(f"{party.apply}/1", base_url=ORIGIN, data={"act": "agree"})
    assert answer.status_code == 403


def test_signed_in_the_form_token_is_needed_all_the_same(party: Fair):
    someone = party.applicant("garam")
    said = {"act": "agree", "agree": "yes", "value": NUMBER}
    answer = someone.browser.post(f"{party.apply}/1", data=said)
    assert answer.status_code == 400
    assert f'value="{NUMBER}"' in answer.get_data(as_text=True)
    assert " checked" not in answer.get_data(as_text=True)


def test_an_answer_of_somebody_whose_login_has_ended_is_not_lost(house: World, party: Fair):
    forget_all(house)
    someone = party.applicant("garam")
    form = hidden_inputs(someone.get(f"{party.apply}/1"))
    house.services.members.end(someone.member_id, someone.session)
    said = form | {"act": "agree", "agree": "yes", "value": NUMBER}
    way = someone.browser.post(f"{party.apply}/1", data=said).headers["Location"]
    login = hidden_inputs(someone.get(way))
    back = house.log_in(someone.browser, "garam", **login).headers["Location"]
    assert f'value="{NUMBER}"' in someone.get(back)


def test_a_closed_event_takes_no_answer_of_a_stranger(house: World, party: Fair):
    party.publish(listening(event_id=party.file.event_id, slug=party.file.slug, closes_at=START))
    answer = save(party, house.browser())
    assert answer.status_code == 409
    assert "신청이 끝났어요" in answer.get_data(as_text=True)
