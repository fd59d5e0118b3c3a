"""The design keeps its own rules: weight, twins, one order of layers, nothing inline."""

import gzip
import re
from pathlib import Path

import pytest

from webapp.web.assets import Assets

ROOT = Path(__file__).resolve().parents[2]
CSS = ROOT / "static" / "css"
TEMPLATES = ROOT / "webapp" / "web" / "templates"
MANIFEST = CSS / "main.css"
IMPORT = re.compile(r'^@import url\("([^"]+)"\) layer\((\w+)\);$', re.MULTILINE)
CSS_BUDGET = 9 * 1024  # bytes over the wire
JS_BUDGET = 4 * 1024  # bytes as written


def imports() -> list[tuple[str, str]]:
    """Return (file, layer) of every import of the manifest, in order."""
    return IMPORT.findall(MANIFEST.read_text("utf-8"))


def templates() -> list[Path]:
    """Return every template of the house."""
    return sorted(TEMPLATES.rglob("*.html"))


def test_manifest_names_every_stylesheet_once() -> None:
    named = [name for name, _ in imports()]
    written = {str(path.relative_to(CSS)) for path in CSS.rglob("*.css")} - {"main.css"}
    assert len(named) == len(set(named))
    assert set(named) == written


def test_layers_come_in_the_declared_order() -> None:
    text = MANIFEST.read_text("utf-8")
    declared = re.search(r"^@layer ([\w, ]+);$", text, re.MULTILINE)
    assert declared
    order = declared[1].split(", ")
    places = [order.index(layer) for _, layer in imports()]
    assert places == sorted(places)


def test_component_styles_have_a_macro() -> None:
    styles = {path.stem for path in (CSS / "components").glob("*.css")}
    macros = {path.stem for path in (TEMPLATES / "components").glob("*.html")}
    assert styles <= macros


def test_stylesheet_and_script_stay_in_their_budget() -> None:
    joined = Assets(ROOT / "static").content("css/main.css")  # as served: without its comments
    script = ROOT / "static" / "js" / "duett.js"
    assert len(gzip.compress(joined)) <= CSS_BUDGET
    assert script.stat().st_size <= JS_BUDGET


@pytest.mark.parametrize("path", sorted(CSS.rglob("*.css")), ids=lambda path: path.stem)
def test_styles_need_no_force_and_no_ids(path: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert "!important" not in rules
    assert not re.search(r"#[\w-]+[^;{}]*\{", rules)


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_templates_hold_nothing_inline(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert not re.search(r"<[^>]*\s(style|on\w+)\s*=", text)
    assert "<style" not in text
    assert not re.search(r"\|\s*safe\b", text)


def test_script_writes_no_markup() -> None:
    script = (ROOT / "static" / "js" / "duett.js").read_text("utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", script)
