"""Cutting a link as its person does, in KakaoTalk: done first, told afterwards."""

import pytest

from tests.standin.conftest import HERE
from webapp.standin import webhooks

PAGE = "/account/services"


@pytest.fixture
def told(monkeypatch) -> list[tuple[str, str]]:
    """What the app is told; it answers that it heard."""
    heard: list[tuple[str, str]] = []

    def take(_url: str, body: str, headers: dict[str, str]) -> dict[str, object]:
        heard.append((headers["Content-Type"].partition(";")[0], body))
        return {"status": 202, "body": ""}

    monkeypatch.setattr(webhooks, "_post", take)
    return heard


def press(browser, **form: str):
    return browser.client.post(PAGE, base_url=HERE, data=form)


def test_nobody_is_linked_yet(browser):
    page = browser.client.get(PAGE, base_url=HERE).get_data(as_text=True)
    assert "연결한 사람이 없어요." in page
    assert "카카오 흉내 (개발용)" in page


def test_a_link_is_cut_and_both_webhooks_tell_it(browser, state, told):
    browser.log_in("sori")
    assert "모든 정보 삭제" in browser.client.get(PAGE, base_url=HERE).get_data(as_text=True)
    page = press(browser, person="sori", act="cut").get_data(as_text=True)
    assert "연결 해제 웹훅: 202" in page
    assert not state._memory.links
    assert [kind for kind, _ in told] == [
        "application/x-www-form-urlencoded",
        "application/secevent+jwt",
    ]


def test_one_agreement_is_withdrawn_and_told(browser, state, told):
    browser.log_in("sori")
    press(browser, person="sori", scope="gender")
    assert "gender" not in state._memory.links["sori"].scopes
    assert [kind for kind, _ in told] == ["application/secevent+jwt"]


@pytest.mark.parametrize("person", ["", "nobody", "garam"])
def test_for_nobody_linked_nothing_is_told(browser, told, person):
    assert press(browser, person=person, act="cut").status_code == 200
    assert told == []


def test_no_page_of_another_site_can_press(browser, told):
    browser.log_in("sori")
    answer = browser.client.post(
        PAGE, base_url=HERE, data={"person": "sori"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403
    assert told == []
