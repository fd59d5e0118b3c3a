"""Style sheets: one component one sheet, colours from one file, no property out of nowhere."""

from pathlib import PurePosixPath

import pytest

from tests.tools import styles, tree

SHEETS = {
    name.removeprefix(styles.FOLDER): tree.text_of(name)
    for name in tree.tracked()
    if name.startswith(styles.FOLDER) and name.endswith(".css")
}
TOKENS = styles.token_names(SHEETS[styles.TOKENS])
MACROS = "webapp/web/templates/components/"


def stems(names, start):
    return frozenset(PurePosixPath(name).stem for name in names if name.startswith(start))


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_a_sheet_uses_tokens_that_exist_and_no_colour_of_its_own(name):
    found = list(styles.sheet_findings(name, SHEETS[name], TOKENS))
    assert found == [], "\n".join(found)


def test_every_token_is_used():
    assert list(styles.idle_tokens(SHEETS)) == []


def test_macros_and_sheets_of_components_are_twins():
    found = styles.twin_findings(stems(tree.tracked(), MACROS), stems(SHEETS, "components/"))
    assert list(found) == []


def test_the_manifest_imports_every_sheet_once():
    found = styles.manifest_findings(SHEETS["main.css"], frozenset(SHEETS) - {"main.css"})
    assert list(found) == []


def test_a_sheet_of_a_room_has_templates_beside_it():
    rooms = stems(SHEETS, "rooms/")
    folders = {
        PurePosixPath(name).parent.name
        for name in tree.tracked()
        if name.startswith("webapp/web/templates/")
    }
    assert sorted(rooms - folders) == []


@pytest.mark.parametrize(
    "rule",
    [
        "p { color: var(--unknown); }",
        "p { color: #fff; }",
        "p { background: white; }",
        "p { box-shadow: 0 0 1px rgb(0 0 0 / 5%); }",
    ],
)
def test_the_rule_of_sheets_can_fail(rule):
    assert len(list(styles.sheet_findings("base.css", rule, TOKENS))) == 1


@pytest.mark.parametrize(
    "rule",
    [
        "p { color: var(--ink); }",
        "p { --mine: 1px; width: var(--mine); }",
        "p { color: currentColor; border-color: transparent; background: Canvas; }",
        'p { background: url("data:image/svg+xml,%23fff"); }',
        "/* white is white */ .white-space { white-space: nowrap; }",
    ],
)
def test_what_is_right_passes(rule):
    assert list(styles.sheet_findings("base.css", rule, TOKENS)) == []


def test_the_rules_of_twins_and_manifest_can_fail():
    assert len(list(styles.twin_findings(frozenset({"a"}), frozenset({"b"})))) == 2
    manifest = '@import url("a.css"); @import url("a.css"); @import url("c.css");'
    assert len(list(styles.manifest_findings(manifest, frozenset({"a.css", "b.css"})))) == 3
    assert list(styles.idle_tokens({styles.TOKENS: ":root { --idle: 1px; }"})) == ["--idle"]
