"""The texts of all languages: extracting the Korean source, merging, checking."""

import re
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from webapp.cli.place import ROOT

TRANSLATIONS = ROOT / "translations"
TEMPLATE = TRANSLATIONS / "messages.pot"
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
LANGUAGES = frozenset({"en"})  # beside Korean, in which the source is written
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|%[sd]")
HANGUL = re.compile("[가-힣ㄱ-ㅎㅏ-ㅣ]")
NAMES_IN_THEIR_OWN_TONGUE = frozenset({"한국어"})  # a language is listed under its own name


def extract() -> Catalog:
    """Every text of the tree that is marked for translation, by file and then by place."""
    catalog = Catalog(project="Duett", charset="utf-8")
    method_map, options_map = _mappings()
    found = extract_from_dir(
        ROOT / "webapp", method_map, options_map, KEYWORDS, comment_tags=("Translators:",)
    )
    for filename, _line, message, comments, context in found:
        where = [(f"webapp/{filename}", 0)]
        catalog.add(message, None, where, auto_comments=comments, context=context)
    return catalog


def template_text() -> bytes:
    """The template as it should stand in the tree; without header, so that no date changes it."""
    return _as_po(extract(), omit_header=True)


def update() -> list[Path]:
    """Write the template and merge it into every language; the files written."""
    template = extract()
    TRANSLATIONS.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(_as_po(template, omit_header=True))
    for file in po_files():
        catalog = read(file)
        catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
        file.write_bytes(_as_po(catalog))
    return [TEMPLATE, *po_files()]


def findings() -> Iterator[str]:
    """A sentence for everything that is wrong with the texts; nothing is written."""
    if not TEMPLATE.exists() or TEMPLATE.read_bytes() != template_text():
        yield "translations/messages.pot is out of date: run ./duett translations update."
        return
    with TEMPLATE.open("rb") as file:
        wanted = _keys(read_po(file))
    for lang in sorted(LANGUAGES - {file.parent.parent.name for file in po_files()}):
        yield f"translations/{lang} is not there."
    for po in po_files():
        name, catalog = po.relative_to(ROOT), read(po)
        if _keys(catalog) != wanted:
            yield f"{name} lacks texts of the template, or has more: ./duett translations update."
        for message in catalog:
            if message.id:
                yield from (f"{name}: {text!r} {wrong}" for text, wrong in _wrong(message))


def po_files() -> list[Path]:
    return sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po"))


def read(file: Path) -> Catalog:
    with file.open("rb") as stream:
        return read_po(stream, locale=file.parent.parent.name)


def _wrong(message: Message) -> Iterator[tuple[str, str]]:
    ids, strings = _all(message.id), _all(message.string)
    text = ids[0]
    if message.fuzzy:
        yield text, "is marked fuzzy."
    if not strings or not all(strings):
        yield text, "is not translated."
        return
    wanted = _placeholders(" ".join(ids))
    for string in strings:
        if _placeholders(string) != wanted:
            yield text, "and its translation name different placeholders."
        if HANGUL.search(string) and text not in NAMES_IN_THEIR_OWN_TONGUE:
            yield text, "is partly left in Korean."


def _all(one_or_more: object) -> list[str]:
    """The forms of a text: one, or the singular and the plural."""
    if isinstance(one_or_more, list | tuple):
        return [str(form or "") for form in one_or_more]
    return [str(one_or_more or "")]


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


def _keys(catalog: Catalog) -> set[tuple[str | None, Any]]:
    return {(message.context, message.id) for message in catalog if message.id}


def _as_po(catalog: Catalog, *, omit_header: bool = False) -> bytes:
    buffer = BytesIO()
    write_po(
        buffer,
        catalog,
        width=0,
        omit_header=omit_header,
        ignore_obsolete=True,
        include_lineno=False,
    )
    return buffer.getvalue()


def _mappings() -> tuple[list[tuple[str, str]], dict[str, dict[str, Any]]]:
    """The mapping in pyproject.toml, whose patterns begin at the top, seen from webapp/."""
    tables = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    method_map, options_map = [], {}
    for table in tables:
        options = {key: str(value) for key, value in table.items()}
        pattern = options.pop("pattern").removeprefix("webapp/")
        method_map.append((pattern, options.pop("method")))
        options_map[pattern] = options
    return method_map, options_map
