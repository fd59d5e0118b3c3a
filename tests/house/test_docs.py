"""What the documents point at is there: paths, tests, commands, links, floors, tables, limits."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import PurePosixPath

import click
import pytest

from tests.tools import tree
from webapp.cli.commands import COMMANDS, duett
from webapp.storage.tables import metadata
from webapp.web.limits import TABLE

DOCUMENTS = [
    n
    for n in tree.tracked()
    if n.startswith(("docs/", "README.md", "CHANGELOG.md")) and n.endswith(".md")
]
README, OPERATING = tree.text_of("README.md"), tree.text_of("docs/operating.md")

# What looks like a path and is none of this tree's, and why it is named.
ELSEWHERE = {
    "file::test": "how that document names a test",
    "forms.py": "a name that no file may have",
    "image/webp": "a type of content",
    "models.py": "a name that no file may have",
    "ports.py": "one in each room that needs something of an edge",
    "routes.py": "a name that no file may have",
    "var/": "made by ./duett run",
    "var/keyring.json": "made by ./duett run",
    "var/photos": "made by ./duett run",
}
BELOW = ("", "webapp/", "tests/", "tests/browser/")  # where a path may begin, the first that fits

FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"[\w.*-]+(?:/[\w.*-]+)*/?")
SUFFIX = re.compile(r"\w\.(?:py|md|html|css|js|toml|lock|json|po)$")
TEST = re.compile(r"\btest_\w+")
DEFINED = re.compile(r"^ *def (test_\w+)", re.MULTILINE)
OF_A_FILE = re.compile(r"`([\w/.]+\.py)`(?: | \()`(\w+)(?:\(\))?`")
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)\s]*)?\)")
COMMAND = re.compile(r"\./duett ([a-z]+)(?: ([a-z]+)\b)?")
LIMIT = re.compile(r"(\d+) an? (minute|hour|day)")
NOWHERE = re.compile(r"\bdesign:? (?:\d|P\d)|\bkakao (?:policy|reference),", re.IGNORECASE)
DECISION = re.compile(r"docs/decisions/(\d{4})")


@cache
def places() -> frozenset[str]:
    """Every file, and every folder with its closing stroke."""
    folders = {f"{parent}/" for name in tree.tracked() for parent in PurePosixPath(name).parents}
    return frozenset(tree.tracked()) | folders - {"./"}


def found(path: str, beside: list[str]) -> str:
    """The file or folder a path means: from the top, or beside one named before on its line."""
    ways = (path,) if path.endswith("/") else (path, f"{path}/")
    for start in (*BELOW, *beside):
        for way in ways:
            matches = (place for place in places() if fnmatch(place, start + way))
            if match := way_in(start + way, matches):
                return match
    return ""


def way_in(wanted: str, matches: Iterator[str]) -> str:
    if "*" not in wanted:
        return wanted if wanted in places() else ""
    return min(matches, default="")


def is_path(span: str) -> bool:
    return bool(PATH.fullmatch(span)) and ("/" in span or bool(SUFFIX.search(span)))


def lost_paths(text: str) -> Iterator[str]:
    """Paths that lead nowhere, and functions that are not in the file named with them."""
    for number, line in enumerate(
        FENCE.sub(lambda fenced: "\n" * fenced[0].count("\n"), text).splitlines(), 1
    ):
        yield from (f"{number}: {wrong}" for wrong in lost_on(line))


def lost_on(line: str) -> Iterator[str]:
    beside: list[str] = []
    files: dict[str, str] = {}
    for span in SPAN.findall(line):
        path, _, name = span.removeprefix("./").partition("::")
        if name and not path.endswith(".py"):
            path += ".py"
        if span in ELSEWHERE or not is_path(path):
            continue
        place = files[path] = found(path, beside)
        beside.append(place if place.endswith("/") else place[: place.rfind("/") + 1])
        if not place:
            yield f"{span} leads nowhere"
        elif name and f"def {name}(" not in tree.text_of(place):
            yield f"{place} has no {name}"
    for path, name in OF_A_FILE.findall(line):
        if files.get(path) and not re.search(rf"\b{name}\b", tree.text_of(files[path])):
            yield f"{path} has no {name}"


@cache
def names_of_tests() -> frozenset[str]:
    """The name of every test, and of every module of tests."""
    modules = [n for n in tree.tracked() if n.startswith("tests/") and n.endswith(".py")]
    named = {name for module in modules for name in DEFINED.findall(tree.text_of(module))}
    return frozenset(named | {PurePosixPath(module).stem for module in modules})


def lost_tests(text: str) -> Iterator[str]:
    for span in SPAN.findall(text):
        for match in TEST.finditer(span):
            is_start = span[match.end() : match.end() + 1] == "*"
            known = (
                any(t.startswith(match[0]) for t in names_of_tests())
                if is_start
                else match[0] in names_of_tests()
            )
            if not known:
                yield f"{match[0]} is no test"


def lost_commands(text: str) -> Iterator[str]:
    for first, second in COMMAND.findall(text):
        if first not in COMMANDS:
            yield f"./duett {first} is no command"
            continue
        command = duett.get_command(click.Context(duett), first)
        if isinstance(command, click.Group) and second and second not in command.commands:
            yield f"./duett {first} {second} is no command"


def section(text: str, title: str) -> str:
    return text.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_leads_somewhere(name: str) -> None:
    assert list(lost_paths(tree.text_of(name))) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_test_that_is_named_is_there(name: str) -> None:
    assert list(lost_tests(tree.text_of(name))) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_is_there(name: str) -> None:
    assert list(lost_commands(tree.text_of(name))) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_to_a_file(name: str) -> None:
    folder = (tree.ROOT / name).parent
    assert [to for to in LINK.findall(tree.text_of(name)) if not (folder / to).exists()] == []


def test_every_command_is_in_the_readme() -> None:
    named = {first for first, _second in COMMAND.findall(section(README, "Commands"))}
    assert sorted(set(COMMANDS) - named) == []


def test_every_decision_is_in_the_list() -> None:
    decisions = {n.rpartition("/")[2] for n in DOCUMENTS if n.startswith("docs/decisions/0")}
    assert decisions == set(LINK.findall(tree.text_of("docs/decisions/README.md")))


def test_the_floors_of_the_readme_are_those_of_import_linter() -> None:
    contracts = tomllib.loads(tree.text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    floors = next(one["layers"] for one in contracts if one["id"] == "floors")
    lines = FENCE.findall(section(README, "The house"))[0].splitlines()
    drawn = [
        " ".join(re.split(r"\s{2,}", line.strip())[0].split())
        for line in lines
        if line.startswith("  ")
    ]
    assert drawn == floors


@pytest.mark.parametrize("title", ["Backups", "Keys"])
def test_every_table_with_a_wrapped_key_is_named(title: str) -> None:
    """A key-encryption key may go when none of these is wrapped by it any more."""
    wrapped = {table.name for table in metadata.sorted_tables if "kek_id" in table.columns}
    words = set(re.findall(r"\w+", " ".join(SPAN.findall(section(OPERATING, title)))))
    assert len(wrapped) > 1
    assert sorted(wrapped - words - ({"value_key"} if title == "Backups" else set())) == []


def test_every_limit_is_in_the_table() -> None:
    told = Counter(LIMIT.findall(section(OPERATING, "Limits").partition("\n\nReading")[0]))
    kept = Counter((str(row.times), row.per) for rows in TABLE.values() for row in rows)
    assert told == kept


@pytest.mark.parametrize("top", ["webapp/", "tests/", "bench/", "docs/", "static/"])
def test_nothing_cites_what_is_not_here(top: str) -> None:
    here = [n for n in tree.tracked() if n.startswith(top) and n != "tests/house/test_docs.py"]
    assert [n for n in here if NOWHERE.search(tree.text_of(n))] == []
    numbers = {number for name in here for number in DECISION.findall(tree.text_of(name))}
    written = {n.rpartition("/")[2][:4] for n in DOCUMENTS if n.startswith("docs/decisions/0")}
    assert sorted(numbers - written) == []


def test_every_exception_is_still_needed() -> None:
    spans = {span for name in DOCUMENTS for span in SPAN.findall(tree.text_of(name))}
    assert sorted(set(ELSEWHERE) - spans) == []


def test_these_rules_can_fail() -> None:
    assert (
        len(list(lost_paths("`webapp/nowhere.py`, `nowhere/`, `webapp/app.py` `of_nothing()`")))
        == 3
    )
    assert len(list(lost_paths("`web/test_logs.py::test_of_nothing`"))) == 1
    assert (
        list(lost_paths("`webapp/consent/edition.py`, `ticket.py`, `test_states`, `a/b.py")) == []
    )
    assert list(lost_tests("`test_of_nothing_at_all` `test_p06*`")) == [
        "test_of_nothing_at_all is no test"
    ]
    assert (
        len(list(lost_commands("`./duett fly`, `./duett keys destroy`, `./duett db upgrade`"))) == 2
    )
    assert NOWHERE.search("(design 11.9)")
    assert NOWHERE.search("(design: P8)")
