"""Where a line may not break."""

import pytest
from markupsafe import Markup  # noqa: TID251  what is told from words here

from webapp.web.breaks import address, joined


@pytest.mark.parametrize(
    "text, written",
    [
        ("수집·이용하는", "수집\u2060·\u2060이용하는"),
        ("시·군·구", "시\u2060·\u2060군\u2060·\u2060구"),
        ("나만 · 직접 고름", "나만\u00a0· 직접 고름"),
        ("점이 없는 말", "점이 없는 말"),
        ("", ""),
    ],
)
def test_dots_stay_with_their_words(text: str, written: str) -> None:
    assert joined(text) == written


def test_an_address_breaks_after_its_sign_and_is_no_markup() -> None:
    assert address("hello@mono.example") == "hello@<wbr>mono.example"
    assert joined(address("<b>@x")) == "&lt;b&gt;@<wbr>x"
    assert address("02-123-4567") == "02-123-4567"


def test_a_date_stays_whole() -> None:
    assert joined("2026년 12월 13일까지") == "2026년 12월\u00a013일까지"
    assert joined("몇 월 며칠, 5월 중") == "몇 월 며칠, 5월 중"


@pytest.mark.parametrize(
    "text, written",
    [
        ("‘모노레코드’에 이름을", "‘모노레코드’\u2060에 이름을"),
        ("건너뛰기(선택)를 눌러", "건너뛰기(선택)\u2060를 눌러"),
        ("‘모노레코드’ 이름을", "‘모노레코드’ 이름을"),
        ("It’s (not) yours", "It’s (not) yours"),
    ],
)
def test_a_particle_stays_with_what_is_quoted(text: str, written: str) -> None:
    assert joined(text) == written


def test_markup_stays_markup_and_words_stay_words() -> None:
    made = joined(Markup("나만 · <b>가·나</b>"))
    assert made == "나만\u00a0· <b>가\u2060·\u2060나</b>"
    assert isinstance(made, Markup)
    assert not isinstance(joined("<b>가·나</b>"), Markup)
