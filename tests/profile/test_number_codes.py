"""Codes: typed as people type, good for their own time, and ten misses at most."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.profile.number_desk import KEPT, Desk
from tests.rooms import Rooms
from tests.world import START
from webapp.profile.number_checking import MOST_MISSES
from webapp.profile.number_codes import (
    CodeExpired,
    CodeUnreadable,
    CodeWrong,
    TooManyMisses,
    new_code,
)


@pytest.fixture
def desk(rooms: Rooms) -> Desk:
    rooms.clock.moment = START
    return Desk(rooms, rooms.member())


def test_codes_are_six_digits_and_not_always_the_same():
    codes = {new_code() for _ in range(200)}
    assert len(codes) > 190
    assert {len(code) for code in codes} == {6}
    assert all(code.isascii() and code.isdigit() for code in codes)


@pytest.mark.parametrize("join", [" ", "-", "  ", "\u3000", "\t"])
def test_a_code_may_be_spaced_as_people_do(desk: Desk, join: str):
    code = desk.begin()
    desk.confirm(f" {code[:3]}{join}{code[3:]} ")
    assert desk.number() == KEPT


def test_full_width_digits_are_digits(desk: Desk):
    code = desk.begin()
    desk.confirm("".join(chr(ord(digit) + 0xFEE0) for digit in code))
    assert desk.number() == KEPT


@pytest.mark.parametrize("text", ["", "12345", "1234567", "12345a", "일이삼사오육", "\u202e123456"])
def test_what_is_no_code_is_said_so_and_counts_as_no_miss(desk: Desk, text: str):
    code = desk.begin()
    for _ in range(MOST_MISSES + 1):
        with pytest.raises(CodeUnreadable):
            desk.confirm(text)
    desk.confirm(code)
    assert desk.number() == KEPT


def test_after_ten_misses_nothing_is_taken_or_sent_until_the_time_is_over(desk: Desk):
    code, left = desk.begin(), []
    desk.rooms.clock.forward(minutes=5)
    for _ in range(MOST_MISSES):
        with pytest.raises(CodeWrong) as wrong:
            desk.confirm(desk.wrong())
        left.append(wrong.value.left)
    assert left == list(range(MOST_MISSES - 1, -1, -1))
    until = START + timedelta(minutes=15)
    for act in (lambda: desk.confirm(code), desk.again, desk.begin):
        with pytest.raises(TooManyMisses) as paused:
            act()
        assert paused.value.until == until
    waiting = desk.numbers.waiting(desk.who)
    assert waiting is not None
    assert waiting.paused_until == until
    assert len(desk.telephone.messages) == 1
    desk.rooms.clock.moment = until
    assert desk.numbers.waiting(desk.who) is None
    desk.confirm(desk.begin())
    assert desk.number() == KEPT


def test_misses_are_not_forgotten_for_a_corrected_number_or_another_code(desk: Desk):
    desk.begin()
    with pytest.raises(CodeWrong):
        desk.confirm(desk.wrong())
    desk.again()
    with pytest.raises(CodeWrong):
        desk.confirm(desk.wrong())
    desk.begin("010-8765-4321")
    with pytest.raises(CodeWrong) as wrong:
        desk.confirm(desk.wrong())
    assert wrong.value.left == MOST_MISSES - 3


def test_a_wrong_code_sent_twice_by_one_press_is_one_miss(desk: Desk):
    desk.begin()
    with pytest.raises(CodeWrong):
        desk.confirm(desk.wrong(), key="the same page of a code")
    with pytest.raises(CodeWrong) as wrong:
        desk.confirm(desk.wrong(), key="the same page of a code")
    assert wrong.value.left == MOST_MISSES - 1


def test_twenty_guesses_at_once_are_ten(desk: Desk):
    desk.begin()
    guesses = [f"{n:06}" for n in range(21) if f"{n:06}" != desk.code][:20]

    def guess(code: str) -> type[Exception]:
        try:
            desk.confirm(code)
        except (CodeWrong, TooManyMisses) as amiss:
            return type(amiss)
        raise AssertionError

    with ThreadPoolExecutor(5) as pool:
        found = list(pool.map(guess, guesses))
    assert found.count(CodeWrong) == MOST_MISSES
    assert found.count(TooManyMisses) == 10


def test_an_earlier_code_stays_good_in_its_own_time_and_expired_is_not_wrong(desk: Desk):
    first = desk.begin()
    desk.rooms.clock.forward(minutes=10)
    second = desk.again()
    assert first != second
    desk.rooms.clock.forward(minutes=5)
    with pytest.raises(CodeExpired):
        desk.confirm(first)
    desk.confirm(second)
    assert desk.number() == KEPT


def test_a_code_that_was_overtaken_still_works(desk: Desk):
    first = desk.begin()
    desk.again()
    desk.again()
    desk.confirm(first)
    assert desk.number() == KEPT


def test_only_the_latest_three_codes_are_good(desk: Desk):
    first = desk.begin()
    for _ in range(3):
        desk.again()
    with pytest.raises(CodeWrong):
        desk.confirm(first)


def test_a_code_is_kept_as_a_keyed_hash_of_its_own_person_and_number(desk: Desk):
    code = desk.begin()
    with desk.rooms.storage.read() as store:
        check = store.number_checks.get(desk.who)
    assert check is not None
    opened = desk.rooms.vault.open(check.sealed, ("phone_check", str(desk.who)))
    assert code.encode() not in opened
    places = [(desk.who, KEPT), (desk.rooms.member(), KEPT), (desk.who, "+821087654321")]
    assert len({desk.numbers._hash(*place, code) for place in places}) == 3
