"""Every form of the house filled in by a machine without manners: no fault, no other site."""

from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from tests.onboarding.visitor import Visitor
from tests.world import World
from webapp.web.limits import limiter

NAMES = [
    *("act", "agree", "ticket", "key", "change", "csrf_token", "notice", "session", "next", "back"),
    *("ei", "sn", "tf", "jp", "year", "month", "day", "terms", "lang", "value"),
    *("own", "code", "keep_year", "artist", "q", "sido", "sigungu"),
]
WORDS = [
    *("agree", "skip", "yes", "join", "others", "mbti", "terms", "I", "N", "F", "P", "ko", "en"),
    *("look", "jazz", "28", "28125", "28110", "새소년\r\nIU", "ㅅㅌ"),
    *("1999", "13", "/", "//evil.test", "profile.show", "\x00", "\ufeff", "\u202e", "e\u0301" * 50),
]
TEXT = st.one_of(st.sampled_from(WORDS), st.text(max_size=40), st.just("A" * 5000))
FORMS = st.dictionaries(
    st.one_of(st.sampled_from(NAMES), st.text(min_size=1, max_size=8)),
    st.one_of(TEXT, st.lists(TEXT, max_size=3)),
    max_size=12,
)
ROUTES = [
    *("/onboarding/mbti", "/me/edit/mbti", "/me/consents", "/me/sessions", "/withdraw"),
    *("/join", "/language", "/auth/kakao"),
    *(pytest.param(f"/onboarding/{key}", marks=pytest.mark.slow) for key in ("phone", "gender")),
    *(pytest.param(f"/me/edit/{key}", marks=pytest.mark.slow) for key in ("age", "name", "email")),
    *(pytest.param(f"/onboarding/{key}", marks=pytest.mark.slow) for key in ("music", "region")),
]


@pytest.fixture(scope="module")
def stranger(house: World) -> Visitor:
    browser = house.browser()
    house.log_in(browser, "maru")  # waits at the gate
    return Visitor(house, browser)


@pytest.mark.parametrize("path", ROUTES)
def test_any_form_is_answered(path: str, visitor: Visitor, stranger: Visitor):
    visit = stranger if path == "/join" else visitor
    hidden = visit.page("/join" if path == "/join" else "/onboarding/mbti")

    @seed(20261122)
    @settings(max_examples=40, database=None, suppress_health_check=list(HealthCheck))
    @given(form=FORMS, keeps=st.sets(st.sampled_from(sorted(hidden))))
    def answered(form: dict[str, str | list[str]], keeps: set[str]) -> None:
        limiter.reset()
        kept = {name: hidden[name] for name in keeps | {"csrf_token"}}
        answer = visit.browser.post(path, data={**_sendable(form), **kept})
        assert answer.status_code < 500
        place = urlsplit(answer.headers.get("Location", ""))
        is_kakao = f"{place.scheme}://{place.netloc}" == visit.house.standin.origins[0]
        assert place.netloc in ("", "duett.test") or is_kakao

    answered()


def _sendable(form: dict[str, str | list[str]]) -> dict[str, str | list[str]]:
    """Leave lone surrogates to the raw requests: no client of a form can encode them."""

    def plain(text: str) -> str:
        return text.encode("utf-8", "ignore").decode()

    return {
        plain(name) or "x": [plain(each) for each in sent]
        if isinstance(sent, list)
        else plain(sent)
        for name, sent in form.items()
    }
