"""What people read when something does not work."""

import re

import pytest

from tests.web.world import ORIGIN, World, make_world
from webapp.web.errors import answer as answering
from webapp.web.errors import table

BANNED = re.compile(
    r"!|정말|아쉽|놓치|혜택|포인트|죄송|오류가 발생|잘못 입력|다시 시도해 주세요|하시기 바랍니다"
    r"|귀하|상기|파기|빠르게|곧 |최선을 다해|감사"
)
KEYS = list(table.PAGES)


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_each_page_speaks_in_three_short_parts(key: int | type[Exception]) -> None:
    page = table.PAGES[key]
    for text in (page.what, page.why, page.now, page.way[0]):
        assert text
        assert not BANNED.search(text)
        assert all(len(sentence) <= 40 for sentence in text.split(". "))
    assert page.why.endswith("요.")
    assert page.now.endswith("요.")
    assert page.way[1].startswith("/")


@pytest.mark.parametrize(
    "name, words",
    [
        ("404", "이 주소에는 화면이 없어요"),
        ("410", "이제 볼 수 없는 화면이에요"),
        ("409", "그 사이에 내용이 바뀌었어요"),
        ("503", "오후 7:36에 다시 열어 주세요."),
        ("unavailable", "5분 뒤 다시 눌러 주세요."),
        ("refused", "저장된 정보는 없어요."),
    ],
)
def test_pages_say_what_to_do(world: World, name: str, words: str) -> None:
    assert words in world.client().get(f"/fail/{name}").text


def test_each_page_offers_one_way_on(world: World) -> None:
    text = world.client().get("/fail/unavailable").text
    main = text[text.index("<main") : text.index("</main>")]
    assert re.findall(r'href="([^"]+)"', main) == ["/login"]


def test_the_limit_says_when(world: World) -> None:
    client = world.client()
    for _ in range(10):
        assert client.post("/limited", headers={"Origin": ORIGIN}).status_code == 200
    answer = client.post("/limited", headers={"Origin": ORIGIN})
    assert "1분 뒤 다시 할 수 있어요." in answer.text
    assert 1 <= int(answer.headers["Retry-After"]) <= 61


def test_a_closed_door_says_when_to_machines_too(world: World) -> None:
    client = world.client()
    assert client.get("/fail/503").headers["Retry-After"] == "300"
    assert client.get("/fail/unavailable").headers["Retry-After"] == "300"


def test_a_wrong_method_names_the_right_ones(world: World) -> None:
    assert set(world.client().get("/press").headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


def test_an_unexpected_error_shows_the_number_the_log_has(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = world.client().get("/fail/unexpected")
    found = re.search(r"[0-9A-F]{4}-[0-9A-F]{4}", answer.text)
    assert found
    assert f'"code": "{found[0]}"' in capsys.readouterr().err
    assert "ValueError" not in answer.text


def test_without_templates_the_page_is_plain_but_whole(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> str:
        raise ValueError

    monkeypatch.setattr(answering, "render_template", broken)
    answer = world.client().get("/nowhere")
    assert answer.status_code == 404
    assert "<h1>이 주소에는 화면이 없어요</h1>" in answer.text
    assert answer.headers["Content-Security-Policy"]


def test_a_host_we_do_not_serve_gets_a_plain_page(world: World) -> None:
    answer = world.client().get("/form", base_url="https://evil.test")
    assert answer.status_code == 400
    assert "evil" not in answer.text


def test_the_words_of_an_address_are_escaped(world: World) -> None:
    answer = world.client().get("/<script>alert(1)</script>?q=<script>")
    assert "<script>" not in answer.text


def test_a_missing_slash_is_a_redirect_not_an_error() -> None:
    world = make_world()
    world.app.add_url_rule("/folder/", "folder", lambda: "in")
    assert world.client().get("/folder").status_code == 308
