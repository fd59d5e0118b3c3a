"""Static files under hashed names, and pages packed."""

import gzip
from pathlib import Path

import pytest

from tests.web.world import World
from webapp import web
from webapp.web.assets import Assets, BrokenStylesheet

GZIP = {"Accept-Encoding": "gzip, br"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {
        "css/main.css": '/* why */\n@layer one, two;\n@import url("one.css") layer(one);\n'
        '@import url("rooms/two.css") layer(two);\n',
        "css/one.css": "/* two\n * lines */\nbody::before {\n  content: '/* kept */';\n}\n",
        "css/rooms/two.css": "a { background: url(../../img/mark.svg) }\n"
        "b { background: url(data:image/png;base64,x) }",
        "css/stray.css": "never served",
        "img/mark.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "js/duett.js": "'use strict';",
        "notes.txt": "never served",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def test_one_stylesheet_holds_all_layers_in_order(folder: Path) -> None:
    files = Assets(folder)
    name = files.url("css/main.css").removeprefix("/static/")
    text = files._files[name].body.decode()
    mark = files.url("img/mark.svg")
    assert text == (
        "@layer one, two;\n@layer one{body::before {\ncontent: '/* kept */';\n}}\n"
        f'@layer two{{a {{ background: url("{mark}") }}\n'
        "b { background: url(data:image/png;base64,x) }}"
    )


def test_names_follow_the_content(folder: Path) -> None:
    before = Assets(folder)
    (folder / "css" / "one.css").write_text("body { color: red }")
    after = Assets(folder)
    assert before.url("css/main.css") != after.url("css/main.css")
    assert before.url("js/duett.js") == after.url("js/duett.js")


@pytest.mark.parametrize("name", ["css/stray.css", "notes.txt", "css/one.css"])
def test_what_is_not_shown_has_no_address(folder: Path, name: str) -> None:
    with pytest.raises(KeyError):
        Assets(folder).url(name)


@pytest.mark.parametrize("gone", ["css/one.css", "img/mark.svg"])
def test_a_stylesheet_that_names_a_missing_file_stops_the_start(folder: Path, gone: str) -> None:
    (folder / gone).unlink()
    with pytest.raises(BrokenStylesheet):
        Assets(folder)


def address(world: World, name: str) -> str:
    found: str = world.app.jinja_env.globals["asset"](name)  # type: ignore[operator]
    return found


def test_files_come_packed_typed_and_for_ever(world: World) -> None:
    answer = world.client().get(address(world, "css/main.css"), headers=GZIP)
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    plain = world.client().get(address(world, "css/main.css"))
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(answer.data) == plain.data
    assert answer.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["ETag"] != plain.headers["ETag"]


def test_a_file_the_browser_has_is_not_sent_again(world: World) -> None:
    client = world.client()
    path = address(world, "js/duett.js")
    etag = client.get(path).headers["ETag"]
    again = client.get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    assert "Set-Cookie" not in again.headers


@pytest.mark.parametrize(
    "path", ["duett.css", "css/main.css", "..%2fwsgi.py", "../wsgi.py", "js/duett.js", ""]
)
def test_nothing_else_is_below_static(world: World, path: str) -> None:
    assert world.client().get(f"/static/{path}").status_code == 404


def test_every_file_of_the_house_is_served(world: World) -> None:
    drawings = list(web.STATIC.rglob("*.svg"))
    assert drawings
    for path in drawings:
        name = path.relative_to(web.STATIC).as_posix()
        assert world.client().get(address(world, name)).status_code == 200


def test_pages_come_packed_to_who_can_read_it(world: World) -> None:
    client = world.client()
    packed, plain = client.get("/form", headers=GZIP), client.get("/form")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
    assert b"<!doctype html>" in gzip.decompress(packed.data).lower()
    assert (
        "Content-Encoding"
        not in client.get("/form", headers={"Accept-Encoding": "gzip;q=0"}).headers
    )


def test_small_answers_stay_as_they_are(world: World) -> None:
    assert "Content-Encoding" not in world.client().get("/healthz", headers=GZIP).headers


def test_error_pages_are_packed_too(world: World) -> None:
    answer = world.client().get("/nowhere", headers=GZIP)
    assert "이 주소에는 화면이 없어요" in gzip.decompress(answer.data).decode()
