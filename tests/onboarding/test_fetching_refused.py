"""Fetching that our own door or Kakao's turns away: nothing is stored, and words say so."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.kakao.standin_server import Walker
from tests.onboarding.traveller import CALLBACK, Traveller
from tests.rooms import rows
from tests.world import ORIGIN
from webapp.consent.errors import StorageUnavailable

PHONE = "/onboarding/phone/kakao"
CHANGED_NOTHING = "달라진 것은 없어요."


@pytest.mark.parametrize("error", ["server_error", "<b>KOE999"])
@pytest.mark.slow
def test_an_error_instead_of_a_code_is_told_in_our_words(garam: Traveller, error: str):
    state = dict(parse_qsl(urlsplit(garam.set_out(PHONE).headers["Location"]).query))["state"]
    page = garam.follow(garam.come_back({"state": state, "error": error}))
    assert CHANGED_NOTHING in page
    assert error not in page.partition("<main")[2]


def test_the_database_away_at_the_door_stores_nothing_and_says_so(garam: Traveller, monkeypatch):
    told = garam.walk(garam.set_out(PHONE))
    before = garam.stored()
    answers = garam.house.services.answers

    def away(*_: object) -> None:
        raise StorageUnavailable

    monkeypatch.setattr(type(answers), "take_over", away)
    assert garam.come_back(told).status_code == 503
    assert garam.stored() == before


def test_a_form_that_lost_its_token_is_shown_again_unticked(garam: Traveller):
    form = garam.page(PHONE) | {"act": "agree", "agree": "yes", "csrf_token": "lost"}
    answered = garam.browser.post(PHONE, data=form)
    assert answered.status_code == 400
    page = answered.get_data(as_text=True)
    assert "로그인 상태가 바뀌어서 아직 저장하지 않았어요." in page
    assert "checked" not in page[page.index("<main") :]


@pytest.mark.slow
def test_thirty_ways_an_hour_are_enough(garam: Traveller):
    form = garam.page(PHONE) | {"act": "agree"}
    statuses = [garam.browser.post(PHONE, data=form).status_code for _ in range(31)]
    assert statuses == [422] * 30 + [429]


@pytest.mark.slow
def test_kakaos_own_error_page_leads_nowhere_and_leaves_nothing(garam: Traveller):
    """KOE205: an item the console does not allow; we hear nothing, and nothing is waiting long."""
    garam.house.standin.state.switch_on("koe205", 1)
    away = garam.set_out(PHONE)
    with Walker(f"{ORIGIN}{CALLBACK}") as walker:
        assert "KOE205" in walker.open(away.headers["Location"]).text
    assert len(rows(garam.house.storage, "oauth_attempt")) == 1
    garam.house.clock.forward(minutes=10)
    garam.house.worker().sweep()
    assert rows(garam.house.storage, "oauth_attempt") == []
