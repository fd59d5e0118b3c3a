"""The words of the catalogue keep the voice of the house."""

import re

import pytest

from webapp.catalogue.audit.words import texts
from webapp.catalogue.declared import CATALOGUE

BANNED = re.compile(
    "[!\U0001f300-\U0001faff\u2600-\u27bf]|정말|아쉽|놓치|혜택|포인트|죄송|오류가 발생|잘못 입력"
    "|하시기 바랍니다|귀하|상기|파기|빠르게|곧(?![가-힣])|최선을 다해|감사"
)
PLAIN = re.compile("확인|취소|다음|완료")
READ = [(where, text) for where, text in texts(CATALOGUE) if text]


@pytest.mark.parametrize("where,text", READ, ids=[where for where, _ in READ])
def test_a_text_keeps_the_voice(where: str, text: str) -> None:
    assert not BANNED.search(text), where
    assert not re.search(r"(습니다|십시오)[. ]?", text), where
    assert text == text.strip()
    assert "  " not in text


def test_buttons_name_their_act() -> None:
    for notice in CATALOGUE.notices:
        for words in (notice.agree, notice.skip):
            assert not PLAIN.fullmatch(words)


def test_a_tick_says_what_is_agreed_to_and_is_no_policy() -> None:
    for notice in CATALOGUE.notices:
        assert "처리방침에 동의" not in notice.tick
        assert not notice.tick or notice.tick.endswith("동의해요")


def test_agreeing_and_skipping_are_of_like_length() -> None:
    for notice in CATALOGUE.notices:
        assert abs(len(notice.agree) - len(notice.skip)) <= 5
