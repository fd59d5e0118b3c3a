"""Everything Unicode has to hide with, typed into the lines people write on: refused or kept whole.

Never a fault, and never a sign on a page that turns its direction or shows nothing.
"""

import re

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from tests.onboarding.visitor import Visitor
from tests.world import hidden_inputs
from webapp.web.limits import limiter

PATHS = ("/onboarding/phone", "/onboarding/gender", "/onboarding/age", "/me/edit/name")
HIDING = (
    *"\t\n\x7f\x85\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200c\u200d\u200e\u200f",
    *"\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\u2800\u3164\ufe0f",
    *"\ufeff\uffa0\ufff9\ufffa\ufffb\ufffd\ufffe\uffff\U000e0001\U000e007f\U000f0000\U0010ffff",
)
PLAIN = (
    "소리",
    "010-1234-5678",
    "1999",
    "a@b.kr",
    "<b>&\"'",
    "e\u0301" * 30,
    "\u1100" * 40,
    "0" * 500,
)
LETTERS = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), max_size=6)
TEXT = st.lists(
    st.one_of(st.sampled_from(HIDING), st.sampled_from(PLAIN), LETTERS), max_size=12
).map("".join)
SHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def walk(visitor: Visitor, path: str, examples: int) -> None:
    browser = visitor.browser

    @seed(20261122)
    @settings(max_examples=examples, database=None, suppress_health_check=list(HealthCheck))
    @given(value=TEXT, own=TEXT, code=st.sampled_from(["own", "female", ""]))
    def answered(value: str, own: str, code: str) -> None:
        limiter.reset()
        hidden = hidden_inputs(browser.get(path).get_data(as_text=True))
        typed = {"value": code, "own": own} if path.endswith("gender") else {"value": value}
        answer = browser.post(path, data=hidden | typed | {"agree": "yes", "act": "agree"})
        assert answer.status_code in (303, 422)
        page = browser.get("/me/edit")
        assert page.status_code == 200
        assert not SHOWN.search(page.get_data(as_text=True))

    answered()


@pytest.mark.parametrize("path", ["/onboarding/gender", "/me/edit/name"])
def test_hostile_words_make_no_fault(visitor: Visitor, path: str):
    walk(visitor, path, 6)


@pytest.mark.slow
@pytest.mark.parametrize("path", [*PATHS, "/me/edit/email"])
def test_many_hostile_words_make_no_fault(visitor: Visitor, path: str):
    walk(visitor, path, 120)


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b[31m"])
@pytest.mark.parametrize("path", PATHS)
def test_what_no_keyboard_sends_is_turned_away_at_the_door(visitor: Visitor, path: str, sign: str):
    before = visitor.stored()
    answer = visitor.post(path, value=f"소{sign}리", own=sign, agree="yes", act="agree")
    assert (answer.status_code, visitor.stored()) == (400, before)
