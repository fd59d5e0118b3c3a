"""Coming back after long with answers to an event: their clocks are the event's, and told there."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.events.applicant import Applicant, fair
from tests.events.samples import listening
from tests.promises.acts import sweep
from tests.world import START, Browser, World
from webapp.consent.decision import MEMBERSHIP

WENT = "기간이 다 되어 지운 정보예요"
YEAR = timedelta(days=365)


def fields(one: Applicant) -> dict[str, set[str]]:
    """Return what is kept of somebody by scope."""
    kept: dict[str, set[str]] = {}
    with one.fair.house.storage.read() as store:
        for row in store.values.own(one.member_id):
            kept.setdefault(row.scope, set()).add(row.field_key)
    return kept


def with_number(one: Applicant) -> Applicant:
    """Let somebody have a telephone number in the profile, beside the event's."""
    answer = one.browser.fill("/onboarding/phone", value="010-9999-0000", agree="yes", act="agree")
    assert answer.status_code == 303
    return one


def pages(browser: Browser) -> str:
    return "".join(browser.get(path).get_data(as_text=True) for path in ("/", "/me"))


def test_a_draft_that_ended_is_no_deletion_of_the_profile(house: World):
    house.clock.moment = START
    one = with_number(fair(house).applicant("sori"))
    one.answer(1)
    assert fields(one) == {MEMBERSHIP: {"phone"}, one.fair.file.scope: {"phone"}}
    house.clock.forward(days=7)
    sweep(house)
    assert fields(one) == {MEMBERSHIP: {"phone"}}
    assert WENT not in pages(house.member("sori"))


@pytest.mark.parametrize("person", ["dain", "byeol"], ids=["swept", "before the sweep came by"])
def test_a_year_without_use_ends_the_profiles_value_and_not_the_events(house: World, person: str):
    house.clock.moment = START
    near, far = listening(), timedelta(days=500)
    dates = {name: getattr(near, name) + far for name in ("starts_at", "ends_at", "closes_at")}
    one = with_number(fair(house, replace(near, **dates)).applicant(person))
    one.apply(1)
    house.clock.moment = START + YEAR + timedelta(days=1)
    if person == "dain":
        sweep(house)
    back = house.member(person)
    assert fields(Applicant(one.fair, back)) == {one.fair.file.scope: {"phone"}}
    assert pages(back).count("<strong>전화번호</strong>") == 2, "once on home, once on My page"
