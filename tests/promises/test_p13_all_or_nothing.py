"""P13: double clicks, second tabs, retries and parallel requests leave one effect, no half state."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, TypeVar

import pytest

from tests.kakao.standin_server import Walker
from tests.promises.acts import Person, arrive, join, new_kakao_id
from tests.promises.rows import rows, violations
from tests.world import GROWN, MBTI, ORIGIN, Browser, World, hidden_inputs
from webapp.members.login import Browser as Seen
from webapp.web.session import COOKIE, browser_hash

Result = TypeVar("Result")
YES = MBTI | {"agree": "yes", "act": "agree"}


def at_once(acts: Sequence[Callable[[], Result]]) -> list[Result]:
    """Run everything at the same instant, each in a thread of its own."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Result]) -> Result:
        start.wait(timeout=20)
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [task.result(timeout=60) for task in [pool.submit(run, act) for act in acts]]


def form_of(person: Person, path: str = "/onboarding/mbti") -> dict[str, str]:
    return hidden_inputs(person.browser().get(path).get_data(as_text=True))


def poster(person: Person, path: str, form: dict[str, str]) -> Callable[[], int]:
    browser = person.browser()
    return lambda: browser.post(path, data=form).status_code


def answers(person: Person) -> list[str]:
    mine = [
        d
        for d in rows(person.world.storage, "decision")
        if d.member_id == person.member_id and d.notice_key == "mbti"
    ]
    return [d.answer for d in sorted(mine, key=lambda d: d.seq)]


def kept(person: Person) -> str | None:
    with person.world.storage.read() as store:
        own = person.world.services.journey._profile.own(store, person.member_id)
    return own[0].value if own else None


def test_fifty_equal_submits_are_one(heavy_house: World):
    person = join(heavy_house)
    form = form_of(person) | YES
    statuses = at_once([poster(person, "/onboarding/mbti", form) for _ in range(50)])
    assert Counter(statuses) == {303: 50}
    assert answers(person) == ["given"]
    assert kept(person) == "INFP"
    assert violations(heavy_house.storage) == []


@pytest.mark.parametrize("act", ["agree", "skip"])
def test_eight_parallel_answers_with_different_keys_give_no_error(heavy_house: World, act):
    person = join(heavy_house)
    forms = [form_of(person) | (YES if act == "agree" else {"act": "skip"}) for _ in range(8)]
    statuses = at_once([poster(person, "/onboarding/mbti", form) for form in forms])
    assert Counter(statuses) == {303: 8}
    assert set(answers(person)) == {"given" if act == "agree" else "refused"}
    assert violations(heavy_house.storage) == []


def test_eight_parallel_changes_with_different_keys_give_no_error(heavy_house: World):
    person = join(heavy_house)
    person.agree()
    forms = [form_of(person) | MBTI | {"ei": "EI"[n % 2], "act": "agree"} for n in range(8)]
    statuses = at_once([poster(person, "/me/edit/mbti", form) for form in forms])
    assert Counter(statuses) == {303: 8}
    assert kept(person) in ("INFP", "ENFP")
    assert answers(person) == ["given"]


def test_eight_parallel_withdrawals_are_one(heavy_house: World):
    person = join(heavy_house)
    person.agree()
    form = form_of(person, "/me/consents") | {"notice": "mbti"}
    statuses = at_once([poster(person, "/me/consents", form) for _ in range(8)])
    assert Counter(statuses) == {303: 8}
    assert answers(person) == ["given", "withdrawn"]


def test_everything_at_once_leaves_a_whole_state(heavy_house: World):
    """Agree, skip, change and withdraw race; whatever wins, value, key and consent fit."""
    person = join(heavy_house)
    first = form_of(person)
    person.agree()
    change = form_of(person, "/me/edit/mbti") | MBTI | {"ei": "E", "act": "agree"}
    end = form_of(person, "/me/consents") | {"notice": "mbti"}
    acts = [
        poster(person, "/onboarding/mbti", first | YES | {"key": f"{n}" * 24}) for n in range(2)
    ]
    acts += [
        poster(person, "/onboarding/mbti", first | {"act": "skip", "key": f"{n}" * 24})
        for n in range(2, 4)
    ]
    acts += [poster(person, "/me/edit/mbti", change | {"key": f"{n}" * 24}) for n in range(4, 6)]
    acts += [poster(person, "/me/consents", end) for _ in range(2)]
    statuses = at_once(acts)
    assert set(statuses) <= {303, 409}
    assert violations(heavy_house.storage) == []
    assert (kept(person) is not None) == (answers(person)[-1] == "given")


def test_eight_parallel_choices_of_who_may_see_it_leave_one(heavy_house: World):
    person = join(heavy_house)
    person.agree()
    page = "/me/edit/mbti"
    chosen = ("matched", "everyone", "only_me", "matched") * 2
    forms = [form_of(person, page) | {"audience": a, "act": "show"} for a in chosen]
    assert Counter(at_once([poster(person, page, form) for form in forms])) == {303: 8}
    assert violations(heavy_house.storage) == []


def test_eight_parallel_requests_about_one_value_are_one(heavy_house: World):
    person = join(heavy_house)
    person.agree()
    page = "/me/correction"
    said = {"field": "mbti", "said": "예전 결과예요.", "act": "ask"}
    forms = [form_of(person, page) | said for _ in range(8)]
    assert Counter(at_once([poster(person, page, form) for form in forms])) == {303: 8}
    assert len(heavy_house.services.corrections.page(person.member_id).lines) == 1
    assert violations(heavy_house.storage) == []


def test_a_value_that_goes_while_it_is_shown_and_contested_takes_both_along(heavy_house: World):
    """Show, contest, change, settle nothing and withdraw race; what hangs on the value fits."""
    person = join(heavy_house)
    person.agree()
    field = form_of(person, "/me/edit/mbti")
    ask = form_of(person, "/me/correction") | {
        "field": "mbti",
        "said": "예전 결과예요.",
        "act": "ask",
    }
    acts = [
        poster(person, "/me/edit/mbti", field | {"audience": "matched", "act": "show"}),
        poster(
            person, "/me/edit/mbti", field | MBTI | {"ei": "E", "act": "agree", "change": "yes"}
        ),
        poster(person, "/me/correction", ask),
        poster(person, "/me/consents", field | {"notice": "mbti"}),
    ]
    assert set(at_once(acts)) <= {303, 409}
    assert kept(person) is None
    assert violations(heavy_house.storage) == []


def newcomer(house: World, kakao_id: str) -> Browser:
    """A browser at the gate with its own sign-up of this Kakao id."""
    browser = house.browser()
    away = browser.post("/auth/kakao")
    assert away.status_code == 303
    cookie = browser.get_cookie(COOKIE, domain=ORIGIN.removeprefix("https://"))
    assert cookie is not None
    with house.app.test_request_context("/", headers={"Cookie": f"{COOKIE}={cookie.value}"}):
        from_cookie = _browser_hash()
    arrive(house, kakao_id, Seen(from_cookie, "10.1.1.1", ""))
    return browser


def _browser_hash() -> bytes:
    found = browser_hash()
    assert found is not None
    return found


def test_eight_parallel_posts_of_one_newcomer_make_one_member(heavy_house: World):
    before = len(rows(heavy_house.storage, "member"))
    browser = newcomer(heavy_house, new_kakao_id())
    page = browser.get("/join").get_data(as_text=True)
    form = hidden_inputs(page) | GROWN
    cookie = browser.get_cookie(COOKIE, domain="duett.test")
    assert cookie is not None

    def post() -> tuple[int, str]:
        own = heavy_house.browser()
        own.set_cookie(COOKIE, cookie.value, domain="duett.test", secure=True)
        answer = own.post("/join", data=form)
        return answer.status_code, answer.headers.get("Set-Cookie", "").partition(";")[0]

    answered = at_once([post] * 8)
    assert {status for status, _ in answered} == {303}
    assert len({given for _, given in answered}) == 1, "every answer signs in to one session"
    assert len(rows(heavy_house.storage, "member")) == before + 1
    assert violations(heavy_house.storage) == []


def test_one_person_in_eight_browsers_becomes_one_member(heavy_house: World):
    before = len(rows(heavy_house.storage, "member"))
    kakao_id = new_kakao_id()
    posts = []
    for _ in range(8):
        browser = newcomer(heavy_house, kakao_id)
        form = hidden_inputs(browser.get("/join").get_data(as_text=True)) | GROWN
        posts.append(lambda b=browser, f=form: b.post("/join", data=f).status_code)
    assert Counter(at_once(posts)) == {303: 8}
    assert len(rows(heavy_house.storage, "member")) == before + 1
    assert violations(heavy_house.storage) == []


def test_the_way_back_from_kakao_works_once(heavy_house: World):
    """Two equal callbacks at once: one login, the other is told that it is over; no 5xx."""
    browser = heavy_house.browser()
    away = browser.post("/auth/kakao")
    told: dict[str, Any] = {}
    with Walker(f"{ORIGIN}/auth/kakao/callback") as walker:
        told |= walker.log_in(away.headers["Location"], "garam")
    cookie = browser.get_cookie(COOKIE, domain="duett.test")
    assert cookie is not None

    def back() -> int:
        own = heavy_house.browser()
        own.set_cookie(COOKIE, cookie.value, domain="duett.test", secure=True)
        return own.get("/auth/kakao/callback", query_string=told).status_code

    assert sorted(at_once([back] * 4)) == [303, 400, 400, 400]


@pytest.mark.parametrize("first,last", [("agree", "skip"), ("skip", "agree")])
def test_of_two_tabs_the_last_act_wins(heavy_house: World, first, last):
    person = join(heavy_house)
    tabs = {"agree": form_of(person) | YES, "skip": form_of(person) | {"act": "skip"}}
    for act in (first, last):
        assert poster(person, "/onboarding/mbti", tabs[act])() == 303
    assert kept(person) == ("INFP" if last == "agree" else None)
    assert answers(person)[-1] == {"agree": "given", "skip": "refused"}[last]


def test_a_retry_after_a_lost_answer_gives_the_same_answer_and_no_second_effect(heavy_house: World):
    person = join(heavy_house)
    form = form_of(person) | YES
    browser = person.browser()
    first = browser.post("/onboarding/mbti", data=form)
    again = browser.post("/onboarding/mbti", data=form)
    assert (first.status_code, first.headers["Location"]) == (
        again.status_code,
        again.headers["Location"],
    )
    assert answers(person) == ["given"]
