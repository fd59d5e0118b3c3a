"""P5: refusing costs nothing: same way, same answers, never more acts, nothing pre-ticked."""

import re

import pytest
from bs4 import BeautifulSoup

from tests.promises.acts import Person, join
from tests.promises.pages import get, one, soup, words
from tests.promises.rows import rows
from tests.world import ANSWERS, GROWN, MBTI, ORIGIN, Browser, World, hidden_inputs
from webapp.catalogue.declared import CATALOGUE

pytestmark = pytest.mark.above_the_engine

PAGES = (
    "/",
    "/why",
    "/privacy",
    "/terms",
    "/help",
    "/login",
    "/onboarding",
    "/onboarding/mbti",
    "/onboarding/check",
    "/onboarding/done",
    "/me",
    "/me/edit",
    "/me/edit/mbti",
    "/me/consents",
    "/me/correction",
    "/me/notifications",
    "/me/sessions",
    "/withdraw",
)
CONSENTING = "agree", "terms"


def ticked(page: BeautifulSoup) -> list[str]:
    """Boxes that say yes beforehand (a radio refilled with one's own value is no consent)."""
    boxes = page.select("input[type=checkbox][checked], input[name=agree][checked]")
    return [str(box.get("name")) for box in boxes]


def walk_to_home(browser: Browser, act: str) -> list[tuple[str, int]]:
    """Answer every question with `act` and press what leads on until home; say what came."""
    seen: list[tuple[str, int]] = []
    path = f"/onboarding/{CATALOGUE.asked()[0].key}"
    while (key := path.rpartition("/")[2]) in CATALOGUE.journey:
        form = ANSWERS[key] | {"agree": "yes"} if act == "agree" else {}
        answer = browser.fill(path, **form, act=act)
        seen.append((path, answer.status_code))
        path = answer.headers["Location"]
        if path.endswith("/crop"):  # how a photo that was given is cut is no question
            path = browser.fill(path, place="center", zoom="1", act="keep").headers["Location"]
    for label in ("프로필 마치기", "Duett 둘러보기", ""):
        page = get(browser, path)
        seen.append((path, 200))
        links = [a for a in page.select("main a") if label and label in words(a)]
        path = str(links[0]["href"]) if links else path
    return seen


def test_refusing_everything_reaches_home_over_the_same_pages(house: World):
    yes, no = join(house), join(house)
    agreed, refused = (walk_to_home(p.browser(), a) for p, a in ((yes, "agree"), (no, "skip")))
    assert agreed == refused
    assert refused[-1] == ("/", 200)
    assert len(refused) == len(CATALOGUE.asked()) + 3


def test_every_page_opens_for_a_refuser_as_for_anybody(house: World):
    yes, no = join(house), join(house)
    yes.agree()
    no.skip()
    for path in PAGES:
        theirs = yes.browser().get(path).status_code
        assert no.browser().get(path).status_code == theirs, path


def test_home_differs_for_a_refuser_in_the_signs_only(house: World):
    yes, no = join(house), join(house)
    yes.agree()
    no.skip()
    shown = []
    for person in (yes, no):
        page = get(person.browser(), "/")
        for sign in page.select(".staff"):
            sign.decompose()
        shown.append(words(one(page, "main")))
    assert shown[0] == shown[1]


def test_no_takes_fewer_acts_than_yes(house: World):
    """Counted from the controls: yes needs its choices, its tick and its button; no one button."""
    page = get(join(house).browser(), "/onboarding/mbti")
    form = one(page, "form.step-form")
    choices = {str(r["name"]) for r in form.select("input[type=radio]")}
    boxes = form.select("input[type=checkbox]")
    agree = one(form, 'button[name=act][value="agree"]')
    skip = one(form, 'button[name=act][value="skip"]')
    acts_of_yes = len(choices) + len(boxes) + 1
    assert (acts_of_yes, len(boxes)) == (6, 1)
    # One press, no page in between, same form, same size and weight by class.
    assert skip.find_parent("form") is agree.find_parent("form")
    assert skip["class"] == agree["class"]
    assert {"disabled", "hidden", "aria-disabled"} & (set(skip.attrs) | set(agree.attrs)) == set()
    following = house.services.journey.after(CATALOGUE.field("mbti"))
    assert following is not None
    onward = join(house).browser().fill("/onboarding/mbti", act="skip").headers["Location"]
    assert onward == f"/onboarding/{following.key}"


def test_being_seen_by_nobody_takes_no_more_acts_than_being_seen(house: World):
    """A chip and a button either way; the person alone is what stands there beforehand."""
    person = join(house)
    person.agree()
    for audience in ("matched", "only_me"):
        page = get(person.browser(), "/me/edit/mbti")
        (form,) = [f for f in page.select("form") if f.select("[name=audience]")]
        assert not form.select("input[type=checkbox], textarea, select")
        show, hide = form.select("button")
        assert show["class"] == hide["class"]
        act = "hide" if audience == "only_me" else "show"
        assert person.browser().fill("/me/edit/mbti", audience=audience, act=act).status_code == 303
    assert get(person.browser(), "/me/edit/mbti").select('[value="only_me"][checked]')


def test_a_refusal_needs_no_reason_and_no_second_question(house: World):
    person = join(house)
    browser = person.browser()
    answer = browser.fill("/onboarding/mbti", act="skip", **MBTI)
    assert answer.status_code == 303
    last = max(
        (d for d in rows(house.storage, "decision") if d.member_id == person.member_id),
        key=lambda d: d.seq,
    )
    assert (last.notice_key, last.answer) == ("mbti", "refused")


def test_no_page_ticks_anything_beforehand(house: World):
    fresh, yes, no = join(house), join(house), join(house)
    yes.agree()
    no.skip()
    for person in (fresh, yes, no):
        browser = person.browser()
        for path in PAGES:
            answer = browser.get(path)
            assert ticked(soup(answer.get_data(as_text=True))) == [], path


@pytest.mark.parametrize("path", ["/onboarding/mbti", "/me/edit/mbti"])
def test_no_page_shown_again_ticks_anything(house: World, path):
    """422 without the tick, 422 without the value, 409 after a change, 400 with a foreign token."""
    person = join(house)
    browser = person.browser()
    hidden = hidden_inputs(browser.get(path).get_data(as_text=True))
    yes = hidden | MBTI | {"agree": "yes", "act": "agree"}
    attempts = [
        ({k: v for k, v in yes.items() if k != "agree"}, 422),
        (yes | {"ei": "?"}, 422),
        (yes | {"ticket": "forged"}, 409),
        (yes | {"csrf_token": "forged"}, 400),
        (yes | {"act": "both"}, 400),
    ]
    for form, status in attempts:
        answer = browser.post(path, data=form)
        assert answer.status_code == status
        assert ticked(soup(answer.get_data(as_text=True))) == [], status
    decided = [
        d.notice_key for d in rows(house.storage, "decision") if d.member_id == person.member_id
    ]
    assert "mbti" not in decided


def test_the_gate_ticks_nothing_even_when_shown_again(house: World):
    browser = house.browser()
    house.log_in(browser, "onyu")
    assert ticked(get(browser, "/join")) == []
    hidden = hidden_inputs(browser.get("/join").get_data(as_text=True))
    for form, status in (
        (hidden | GROWN | {"year": ""}, 422),
        (hidden | GROWN | {"ticket": "forged"}, 409),
        (hidden | GROWN | {"csrf_token": "forged"}, 400),
    ):
        answer = browser.post("/join", data=form)
        assert answer.status_code == status
        assert ticked(soup(answer.get_data(as_text=True))) == []


def test_no_control_sets_more_than_one_consent(house: World):
    """One box, one notice; no button, link or hidden part answers several; no agree-to-all."""
    person = join(house)
    for path in PAGES:
        page = get(person.browser(), path) if path != "/login" else soup("")
        for form in page.select("form"):
            boxes = [b for b in form.select("input[type=checkbox]") if b["name"] in CONSENTING]
            assert len(boxes) <= 1, path
            assert not form.select('input[type=hidden][name="agree"]'), path
        for control in page.select("button, label, main a"):
            assert not re.search(r"(모두|전체) ?(동의|건너뛰)", control.get_text()), path
    given_at_once = [d for d in rows(house.storage, "decision") if d.member_id == person.member_id]
    assert [d.notice_key for d in given_at_once if d.answer == "given"] == ["terms"]


def test_one_post_makes_one_decision_whatever_is_added_to_it(house: World):
    person = join(house)
    browser = person.browser()
    hidden = hidden_inputs(browser.get("/onboarding/mbti").get_data(as_text=True))
    extra = {"notice": "photo", "photo": "yes", "marketing": "yes", "all": "yes"}
    form = hidden | MBTI | extra | {"agree": "yes", "act": "agree"}
    assert browser.post("/onboarding/mbti", data=form).status_code == 303
    mine = [d for d in rows(house.storage, "decision") if d.member_id == person.member_id]
    assert [d.notice_key for d in mine if d.answer != "told"] == ["terms", "mbti"]


@pytest.mark.parametrize("act", ["skip", "withdraw"])
def test_home_does_not_ask_again_for_what_was_refused(house: World, act):
    person = join(house)
    asked = get(person.browser(), "/").select('main a[href^="/onboarding"]')
    assert asked, "home offers what was never answered"
    if act == "withdraw":
        person.agree()
    getattr(person, act)()
    for other in {field.key for field in CATALOGUE.asked()} - {"mbti"}:
        person.browser().fill(f"/onboarding/{other}", act="skip")
    for path in ("/", "/login"):
        page = _page(person, path)
        assert not page.select('main a[href^="/onboarding"], main form[action^="/onboarding"]')
        assert not page.select("main input[type=radio], main input[type=checkbox]")


def _page(person: Person, path: str) -> BeautifulSoup:
    answer = person.browser().get(path, follow_redirects=True)
    assert answer.request.url.startswith(ORIGIN)
    return soup(answer.get_data(as_text=True))
