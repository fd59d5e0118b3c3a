"""P6: withdrawing is as easy as agreeing, takes effect before the answer, erases value and key."""

from collections.abc import Iterable
from typing import Any

import pytest

from tests.promises.acts import Person, join
from tests.promises.pages import get, hidden_of, one
from tests.promises.rows import rows
from tests.world import MBTI, World, hidden_inputs
from webapp.catalogue.shapes import Visibility
from webapp.profile.errors import NotPermitted
from webapp.profile.reading import Profile

pytestmark = pytest.mark.above_the_engine


def profile(house: World) -> Profile:
    found: Profile = house.services.journey._profile
    return found


def is_gone(person: Person) -> bool:
    house = person.world
    kept = [
        row
        for name in ("field_value", "value_key")
        for row in rows(house.storage, name)
        if row.member_id == person.member_id
    ]
    with pytest.raises(NotPermitted):
        profile(house).read(person.member_id, "mbti", "match")
    return kept == []


def test_withdrawing_takes_no_more_requests_than_agreeing(house: World):
    person = join(house)
    browser = person.browser()
    requests = []
    original = browser.open

    def counted(*args: Any, **kwargs: Any) -> Any:
        requests.append(args[0])
        return original(*args, **kwargs)

    browser.open = counted  # type: ignore[method-assign]
    browser.fill("/onboarding/mbti", **MBTI, agree="yes", act="agree")
    giving = len(requests)
    for path in ("/me/consents", "/me/edit/mbti"):
        person.agree()
        requests.clear()
        page = get(browser, path)
        form = one(page, 'form[action="/me/consents"]')
        answer = browser.post("/me/consents", data=hidden_of(form))
        assert answer.status_code == 303
        assert len(requests) <= giving == 2
        assert is_gone(person)


def test_withdrawing_needs_no_tick_no_reason_no_login_and_no_second_page(house: World):
    person = join(house)
    person.agree()
    form = one(get(person.browser(), "/me/consents"), 'form[action="/me/consents"]')
    assert {i["type"] for i in form.select("input")} == {"hidden"}
    assert len(form.select("button")) == 1
    assert not form.select("textarea, select")


@pytest.mark.parametrize("act", ["withdraw", "skip"])
def test_value_and_key_are_gone_when_the_act_returns(house: World, act):
    person = join(house)
    person.agree("ENTP")
    assert profile(house).read(person.member_id, "mbti", "match") == "ENTP"
    getattr(person, act)()
    assert is_gone(person)


def test_they_are_gone_before_the_first_byte_of_the_answer(house: World):
    """Seen from inside: when the server begins to answer, nothing is left to read."""
    person = join(house)
    person.agree()
    browser = person.browser()
    hidden = hidden_of(one(get(browser, "/me/consents"), 'form[action="/me/consents"]'))
    seen = []
    inner = house.app.wsgi_app

    def watched(environ: Any, start_response: Any) -> Iterable[bytes]:
        def started(*args: Any) -> Any:
            seen.append(is_gone(person))
            return start_response(*args)

        return inner(environ, started)

    house.app.wsgi_app = watched  # type: ignore[method-assign]
    try:
        browser.post("/me/consents", data=hidden)
    finally:
        house.app.wsgi_app = inner  # type: ignore[method-assign]
    assert seen == [True]


def test_nobody_is_shown_anything_from_the_moment_the_person_says_so(house: World):
    """Seen from inside: when the answer begins, row, consent and reads all say the person alone."""
    person = join(house)
    person.agree()
    person.show()
    door, browser = profile(house), person.browser()
    page = browser.get("/me/edit/mbti").get_data(as_text=True)
    assert door.may_read(person.member_id, "mbti", "show", audience=Visibility.MATCHED)
    seen = []
    inner = house.app.wsgi_app

    def watched(environ: Any, start_response: Any) -> Iterable[bytes]:
        def started(*args: Any) -> Any:
            mine = [
                v for v in rows(house.storage, "field_value") if v.member_id == person.member_id
            ]
            shown = door.may_read(person.member_id, "mbti", "show", audience=Visibility.MATCHED)
            seen.append((shown, [value.visibility for value in mine]))
            return start_response(*args)

        return inner(environ, started)

    house.app.wsgi_app = watched  # type: ignore[method-assign]
    try:
        sent = hidden_inputs(page) | {"audience": "only_me", "act": "hide"}
        browser.post("/me/edit/mbti", data=sent)
    finally:
        house.app.wsgi_app = inner  # type: ignore[method-assign]
    assert seen == [(False, ["only_me"])]
    assert door.read(person.member_id, "mbti", "match") == "INFP", "keeping it is another consent"


def test_it_holds_even_if_the_answer_is_lost(house: World):
    """The connection breaks after the act: the withdrawal stands, and sent again it is harmless."""
    person = join(house)
    person.agree()
    browser = person.browser()
    hidden = hidden_of(one(get(browser, "/me/consents"), 'form[action="/me/consents"]'))
    inner = house.app.wsgi_app

    def broken(environ: Any, _start: Any) -> Iterable[bytes]:
        list(inner(environ, lambda *_: lambda _data: None))
        raise ConnectionResetError

    house.app.wsgi_app = broken  # type: ignore[method-assign, assignment]
    try:
        with pytest.raises(ConnectionResetError):
            browser.post("/me/consents", data=hidden)
    finally:
        house.app.wsgi_app = inner  # type: ignore[method-assign]
    assert is_gone(person)
    assert browser.post("/me/consents", data=hidden).status_code == 303
    answers = [d.answer for d in rows(house.storage, "decision") if d.member_id == person.member_id]
    assert answers.count("withdrawn") == 1


def test_no_page_shows_the_value_after_it_was_withdrawn(house: World):
    person = join(house)
    person.agree("ESFJ")
    browser = person.browser()
    assert "ESFJ" in browser.get("/me").get_data(as_text=True)
    person.withdraw()
    for path in ("/", "/me", "/me/edit", "/me/edit/mbti", "/me/consents", "/onboarding/check"):
        assert "ESFJ" not in browser.get(path).get_data(as_text=True), path
    assert not get(browser, "/me/edit/mbti").select("input[checked]")


def test_a_withdrawn_consent_stays_withdrawn_when_an_old_agreement_is_sent_again(house: World):
    person = join(house)
    browser = person.browser()
    hidden = hidden_inputs(browser.get("/onboarding/mbti").get_data(as_text=True))
    yes = hidden | MBTI | {"agree": "yes", "act": "agree"}
    assert browser.post("/onboarding/mbti", data=yes).status_code == 303
    person.withdraw()
    assert browser.post("/onboarding/mbti", data=yes).status_code == 303
    assert is_gone(person)


def test_a_destruction_record_says_what_went_and_when_but_not_the_value(house: World):
    person = join(house)
    person.agree()
    person.withdraw()
    (kept,) = [d for d in rows(house.storage, "destruction") if d.member_id == person.member_id]
    assert (kept.field_key, kept.reason) == ("mbti", "withdrawn")
    assert kept.destroyed_at == house.clock()
    assert "INFP" not in str(tuple(kept))
