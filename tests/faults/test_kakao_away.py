"""R6: with Kakao down, slow, talking rubbish or forged, a login ends in words and stores nothing."""

import time

import pytest
import requests

from tests.kakao.standin_server import Walker
from tests.promises.acts import join
from tests.promises.pages import one, soup, words
from tests.promises.rows import counts, rows
from tests.world import ORIGIN, World

# fault of the stand-in: status of our page
FAULTS = {
    "token_500": 503,
    "token_bad_json": 503,
    "token_huge": 503,
    "koe010": 503,
    "token_429": 503,
    "no_id_token": 400,
    "wrong_signature": 400,
    "wrong_aud": 400,
    "wrong_nonce": 400,
    "alg_none": 400,
    "expired": 400,
    "sub_number": 400,
    "code_reused": 400,
}
SLOW = {"token_hang": 503}


def come_back(house: World, fault: str):
    browser = house.browser()
    away = browser.post("/auth/kakao")
    with Walker(f"{ORIGIN}/auth/kakao/callback") as walker:
        told = walker.log_in(away.headers["Location"], "garam")
    requests.post(
        f"{house.standin.origins[0]}/standin/faults", data={"name": fault, "times": 3}, timeout=5
    )
    try:
        began = time.monotonic()
        answer = browser.get("/auth/kakao/callback", query_string=told)
        return browser, told, answer, time.monotonic() - began
    finally:
        requests.post(
            f"{house.standin.origins[0]}/standin/faults", data={"name": "none"}, timeout=5
        )


def check(house: World, fault: str, status: int) -> float:
    house.clock.forward(hours=2)  # a breaker opened by another test is closed again
    before = counts(house.storage)
    browser, told, answer, took = come_back(house, fault)
    assert answer.status_code == status
    page = soup(answer.get_data(as_text=True))
    assert words(one(page, "h1"))
    assert len(page.select("main p")) >= 2
    assert page.select("main a[href]")
    assert "Content-Security-Policy" in answer.headers
    text = answer.get_data(as_text=True)
    for secret in (told["code"], told["state"]):
        assert secret not in text
    assert counts(house.storage) == before, "something was stored"
    # Used up: the same address does not work a second time, and a new login does.
    assert browser.get("/auth/kakao/callback", query_string=told).status_code == 400
    return float(took)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_login_that_cannot_be_finished_stores_nothing(heavy_house: World, fault):
    check(heavy_house, fault, FAULTS[fault])


@pytest.mark.slow
@pytest.mark.parametrize("fault", SLOW)
def test_a_kakao_that_does_not_answer_is_not_waited_for(heavy_house: World, fault):
    assert check(heavy_house, fault, SLOW[fault]) < 9


def test_members_go_on_while_kakao_is_down(heavy_house: World):
    person = join(heavy_house)
    come_back(heavy_house, "token_500")
    person.agree()
    assert person.browser().get("/me").status_code == 200


def test_leaving_waits_for_kakao_behind_the_answer(heavy_house: World):
    """Kakao's API is down: the membership ends all the same, the unlink is tried again."""
    house = heavy_house
    house.clock.forward(hours=2)
    browser = house.member("dain")
    away = browser.fill("/withdraw")
    back = house.come_back(browser, away, "dain")
    assert "/withdraw/done" in back.headers["Location"]
    control = f"{house.standin.origins[0]}/standin/faults"
    worker = house.worker()
    requests.post(control, data={"name": "api_500"}, timeout=5)
    worker.tick()
    assert [row for row in rows(house.storage, "outbox") if row.reference]
    requests.post(control, data={"name": "none"}, timeout=5)
    house.clock.forward(hours=2)
    worker.tick()
    assert not [row for row in rows(house.storage, "outbox") if row.reference]
    page = browser.get(back.headers["Location"]).get_data(as_text=True)
    assert "카카오 연결도 끊었어요" in page
