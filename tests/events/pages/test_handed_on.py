"""What went to whom: told by the words that were agreed to, and that it is taken back."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.events.applicant import Applicant, Fair, status, words
from tests.events.desk import hand_over
from tests.events.pages.test_mine import CONSENTS, withdraw
from tests.world import World
from webapp.catalogue.korea import KOREA
from webapp.events.shapes import Words


@pytest.mark.parametrize("key, word", [("name", "erased"), ("phone", "unsent"), ("food", "")])
def test_deleting_what_was_handed_on_says_that_the_recipient_hears_of_it(
    house: World, party: Fair, sori: Applicant, key: str, word: str
):
    sori.apply(1, 2, 3, 4)
    hand_over(house.storage, party.file, sori.member_id, house.clock())
    done = withdraw(sori, key, back="mine")
    said = words(sori.get(done.headers["Location"]))
    assert ("받은 곳에도 지워 달라고 알려요" in said) is bool(word)
    assert ("이제 어디에도 쓰지 않아요" in said) is not bool(word)
    assert status(done)[1] == f"{party.mine}?done={f'{word}_handed' if word else 'erased'}"


def test_the_sponsor_is_told_no_more_and_the_page_says_what_went(
    house: World, party: Fair, sori: Applicant
):
    sori.apply(1, 3, 4)
    hand_over(house.storage, party.file, sori.member_id, house.clock())
    assert "2026년 11월 22일(일)에 줬어요: 이름" in words(sori.get(party.mine))
    assert "철회하면 더 주지 않고, 이미 준 것이 있으면 지워 달라고 알려요" in words(
        sori.get(CONSENTS)
    )
    done = withdraw(sori, "to_monorecord", back="mine")
    assert status(done) == (303, f"{party.mine}?done=not_handed_any_more")
    page = words(sori.get(done.headers["Location"]))
    for there in (
        "앞으로 주지 않고, 이미 준 것이 있으면 지워 달라고 알려요",
        "동의를 철회했어요. 더 주지 않아요.",
        "줬어요: 이름",
        "받은 곳에 지워 달라고 알려요",
    ):
        assert there in page
    assert sori.values() == ["name", "phone"]


def test_of_two_hand_overs_on_one_day_it_is_plain_which_is_taken_back(
    house: World, party: Fair, sori: Applicant
):
    sori.apply(1, 3, 4)
    first = hand_over(house.storage, party.file, sori.member_id, house.clock())
    withdraw(sori, "to_monorecord")
    with house.storage.write() as store:
        store.transfers.tell([first], house.clock())
    house.clock.forward(minutes=90)
    sori.answer(4, way="?from=mine")
    hand_over(house.storage, party.file, sori.member_id, house.clock())
    before, after = (time_of(house.clock() - gone) for gone in (timedelta(minutes=90), timedelta()))
    said = words(sori.get(party.mine))
    day = "2026년 11월 22일(일)"
    told = f"{before}에 준 것은 {day}에 지워 달라고 알렸어요."
    assert f"{day} {before}에 줬어요: 이름 {told}" in said
    assert f"{day} {after}에 줬어요: 이름" in said
    assert said.count("지워 달라고 알") == 1
    withdraw(sori, "to_monorecord")
    assert f"{after}에 준 것은 받은 곳에 지워 달라고 알려요." in words(sori.get(party.mine))


def time_of(moment: datetime) -> str:
    here = moment.astimezone(KOREA)
    return f"{'오전' if here.hour < 12 else '오후'} {here.hour % 12 or 12}:{here.minute:02}"


@pytest.mark.parametrize("newer", ["renamed", "dropped", "another name asked"])
def test_what_went_is_told_by_the_words_that_were_agreed_to(
    house: World, party: Fair, sori: Applicant, newer: str
):
    sori.apply(1, 3, 4)
    hand_over(house.storage, party.file, sori.member_id, house.clock())
    (them,), asked = party.file.recipients, party.file.questions
    other = replace(them, name=Words("다른 회사", "Another firm"))
    titled = tuple(
        replace(q, label=Words("상호", "Firm"), items=Words("회사 이름", "A firm’s name"))
        if q.key == "name"
        else q
        for q in asked
    )
    changes: dict[str, dict[str, Any]] = {
        "renamed": {"recipients": (other,)},
        "dropped": {"recipients": (), "provisions": ()},
        "another name asked": {"questions": titled, "recipients": (other,)},
    }
    party.publish(replace(party.file, **changes[newer]))
    said = words(sori.get(party.mine))
    what = "이름이나 별명" if newer == "another name asked" else "이름"
    assert f"모노레코드에 준 것 2026년 11월 22일(일)에 줬어요: {what}" in said
    assert "다른 회사에 준 것" not in said
    if newer != "dropped":
        row = said[said.index("다른 회사") : said.index("모노레코드에 준 것")]
        assert "줬어요" not in row


def test_the_page_says_of_a_changed_answer_that_its_recipient_hears_of_it(
    house: World, party: Fair, sori: Applicant
):
    sori.apply(1, 3, 4)
    reference = hand_over(house.storage, party.file, sori.member_id, house.clock())
    house.clock.forward(minutes=1)
    assert "그 뒤에 고친 답은" not in words(sori.get(party.mine))
    sori.answer(3, value="노래", way="?from=mine")
    assert "줬어요: 이름 그 뒤에 고친 답은 받은 곳에도 알려요." in words(sori.get(party.mine))
    with house.storage.write() as store:
        store.transfers.again([reference], house.clock() + timedelta(days=1))
    page = words(sori.get(party.mine))
    assert "줬어요: 이름 2026년 11월 23일(월)에 한 번 더 줬어요." in page
    assert "그 뒤에 고친 답은" not in page
