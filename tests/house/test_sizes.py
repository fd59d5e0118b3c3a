"""Files stay readable: their size, their names, their words."""

import pytest

from tests.tools import tree

# Data literals: a file that is one table reads better whole.
DATA = {
    "webapp/catalogue/clauses.py": "the clauses of the policy, word for word, in its order",
    "webapp/catalogue/regions.py": "every place that can be chosen, and what became of others",
}
LONG_FUNCTIONS: dict[str, str] = {}


def test_python_files_and_functions_stay_short():
    found = [
        finding
        for name in tree.python_files()
        for finding in tree.size_findings(name, tree.text_of(name), is_data=name in DATA)
        if not any(finding.startswith(known) for known in LONG_FUNCTIONS)
    ]
    assert found == [], "\n".join(found)


def test_the_root_package_is_empty():
    assert (tree.ROOT / "webapp/__init__.py").read_bytes() == b""


def test_nothing_is_a_drawer_without_a_topic():
    assert [finding for name in tree.tracked() for finding in tree.name_findings(name)] == []


def test_no_file_names_a_machine_a_registry_or_work_left_undone():
    found = [f for name in tree.tracked() for f in tree.word_findings(name, tree.text_of(name))]
    assert found == [], "\n".join(found)


def test_every_tracked_file_is_small():
    assert [n for n in tree.tracked() if (tree.ROOT / n).stat().st_size > 1024 * 1024] == []


def test_the_exceptions_are_still_needed():
    assert [name for name in (*DATA, *LONG_FUNCTIONS) if name not in tree.tracked()] == []


@pytest.mark.parametrize(
    "text",
    [
        "x = 1\n" * 300,
        "def f():\n" + "    x = 1\n" * 39,
        f"x = '{'가' * 101}'\n",
    ],
)
def test_the_rule_of_sizes_can_fail(text):
    assert list(tree.size_findings("webapp/sample.py", text)) != []


@pytest.mark.parametrize("name", ["webapp/web/utils.py", "tests/helpers/x.py", "webapp/models.py"])
def test_the_rule_of_names_can_fail(name):
    assert list(tree.name_findings(name)) != []


@pytest.mark.parametrize(
    "line",
    [
        r"open('\x2froot/secret')",
        r"https://\x70ypi.org/simple",
        r"\x2d-index-url somewhere",
        r"# \x54ODO later",
    ],
)
def test_the_rule_of_words_can_fail(line):
    assert list(tree.word_findings("sample", line.encode().decode("unicode_escape"))) != []
