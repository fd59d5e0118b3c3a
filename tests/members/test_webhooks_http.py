"""The unlink webhook at its address: who is answered how, and what nobody is told."""

import pytest

from tests.faults.statements import listed, statements
from tests.kakao.events import APP_ID, UNLINKED, Events
from tests.kakao.standin_server import ADMIN_KEY
from tests.members.kakao_sends import ACCOUNT, KEY, UNLINK, cut, stored, tell, work
from tests.promises.acts import Person, join
from tests.promises.rows import rows
from tests.world import World


@pytest.fixture
def person(house: World) -> Person:
    return join(house)


@pytest.fixture
def events(house: World) -> Events:
    return Events(house.standin)


@pytest.fixture(autouse=True)
def nothing_waits(house: World) -> None:
    work(house)


@pytest.mark.parametrize(
    "referrer",
    [
        "ACCOUNT_DELETE",
        "FORCED_ACCOUNT_DELETE",
        "UNLINK_FROM_ADMIN",
        "UNLINK_FROM_APPS",
        "INCOMPLETE_SIGN_UP",
        "SOMETHING_NEW",
    ],
)
def test_every_reason_ends_the_membership(house: World, person: Person, referrer):
    person.agree()
    answer = cut(house, person.kakao_id, referrer_type=referrer)
    assert (answer.status_code, answer.data) == (200, b"")
    assert "Set-Cookie" not in answer.headers
    work(house)
    (gone,) = [m for m in rows(house.storage, "member") if m.member_id == person.member_id]
    assert gone.status == "left"
    assert not [c for c in house.standin.state.calls() if "unlink" in c["path"]]


def test_the_browser_is_told_what_an_ended_login_may_mean(house: World, person: Person):
    browser = person.browser()
    assert browser.get("/me").status_code == 200
    cut(house, person.kakao_id)
    work(house)
    away = browser.get("/me")
    assert away.headers["Location"] == "/login?next=profile.show&done=over"
    page = browser.get(away.headers["Location"]).get_data(as_text=True)
    assert "카카오에서 연결을 끊으셨다면 탈퇴도 끝났고" in page
    assert "카카오에서 연결을 끊으셨다면" in browser.get("/").get_data(as_text=True)
    assert "카카오에서 연결을 끊으셨다면" not in house.browser().get("/").get_data(as_text=True)
    posted = browser.post("/me/consents", data={"notice": "mbti"})
    assert posted.headers["Location"].endswith("done=ended")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": ADMIN_KEY},
        {"Authorization": f"Bearer {ADMIN_KEY}"},
        {"Authorization": f"KakaoAK {ADMIN_KEY}x"},
        {"Authorization": "KakaoAK \xff"},
    ],
)
def test_without_the_key_nothing_happens(house: World, person: Person, headers):
    with statements(house) as sent:
        answer = cut(house, person.kakao_id, headers)
    assert (answer.status_code, answer.data) == (401, b"")
    assert sent == []
    work(house)
    assert person.browser().get("/me").status_code == 200


@pytest.mark.parametrize("app_id", ["1000002", "", "01000001", [APP_ID, "1000002"]])
def test_a_message_for_another_application_is_not_ours(house: World, person: Person, app_id):
    with statements(house) as sent:
        assert cut(house, person.kakao_id, app_id=app_id).status_code == 401
    assert sent == []


@pytest.mark.parametrize("user_id", ["4999999999", "", "me", "-1", "9" * 30, "'; --", "４"])
def test_whoever_it_is_about_the_answer_is_the_same(house: World, user_id):
    before = stored(house)
    answer = cut(house, user_id)
    assert (answer.status_code, answer.data) == (200, b"")
    assert stored(house) == before


def test_a_stranger_costs_two_statements_and_somebody_known_five(house: World, person: Person):
    with statements(house) as sent:
        cut(house, "4999999999")
    assert len(sent) == 2, listed(sent)
    assert not [one for one in sent if not one.startswith("SELECT")]
    with statements(house) as sent:
        cut(house, person.kakao_id)
    assert len(sent) <= 5, listed(sent)
    with statements(house) as sent:
        cut(house, person.kakao_id)
    assert not [one for one in sent if not one.startswith("SELECT")], "a replay writes nothing"


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data", ""])
def test_only_a_form_is_read(house: World, person: Person, kind):
    client = house.app.test_client()
    body = f"app_id={APP_ID}&user_id={person.kakao_id}&referrer_type=x"
    origin = house.settings.public_url
    answer = client.post(UNLINK, base_url=origin, data=body, headers=KEY, content_type=kind)
    assert answer.status_code == 401
    work(house)
    assert person.browser().get("/me").status_code == 200


def test_a_form_that_is_too_large_is_not_read(house: World, person: Person):
    assert cut(house, person.kakao_id, more="x" * 17_000).status_code == 401


@pytest.mark.parametrize("path", [UNLINK, ACCOUNT])
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE"])
def test_post_only(house: World, person: Person, path, method):
    with statements(house) as sent:
        answer = house.browser().open(
            f"{path}?app_id={APP_ID}&user_id={person.kakao_id}", method=method, headers=KEY
        )
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert sent == []
    if method != "HEAD":
        assert "카카오의 알림만 받는 주소예요" in answer.get_data(as_text=True)


def test_it_comes_from_anywhere_and_carries_no_form_token(house: World, person: Person):
    """A webhook has no page; its key is its proof, and foreign headers change nothing."""
    foreign = {"Origin": "https://kauth.kakao.com", "Sec-Fetch-Site": "cross-site"}
    assert cut(house, person.kakao_id, KEY | foreign).status_code == 200
    assert cut(house, person.kakao_id, foreign).status_code == 401


def test_nobody_reads_the_key_or_a_person_in_the_logs(house: World, person, events, capfd):
    token = events.event(person.kakao_id, UNLINKED, house.clock(), reason="ACCOUNT_DELETE")
    capfd.readouterr()
    cut(house, person.kakao_id)
    cut(house, person.kakao_id, {"Authorization": "KakaoAK canary-key"})
    cut(house, "canary-user")
    tell(house, token)
    tell(house, token[:-9])
    house.browser().get(f"{UNLINK}?user_id={person.kakao_id}", headers=KEY)
    work(house)
    said = "".join(capfd.readouterr())
    assert '"route": "/webhooks/kakao/unlink"' in said
    for secret in (
        ADMIN_KEY,
        person.kakao_id,
        str(person.member_id),
        "canary",
        "ACCOUNT_DELETE",
        "UNLINK_FROM_APPS",
        token.decode()[:60],
    ):
        assert secret not in said, secret
