"""The files of this tree, and rules about their size, names and words."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MOST_FILE_LINES = 299
MOST_FUNCTION_LINES = 39
MOST_LETTERS = 100
MOST_LETTERS_OF_A_TEST = 130  # whole sentences of the pages stand in tests
DRAWERS = frozenset({"utils", "util", "helpers", "common", "core", "manager", "misc"})
PILES = frozenset({"models", "forms", "routes", "views"})  # one file for a topic each, never these
MIGRATIONS = "webapp/storage/migrations/"
MACHINE_PATH = re.compile(r"(?:^|[^A-Za-z0-9_.])/(?:work|farm|root|home)/[A-Za-z.]")
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (("pypi", "org"), ("files", "pythonhosted", "org"), ("registry", "npmjs", "org"))
)
INDEX_OPTION = re.compile(r"--(?:extra-)?index-url")
UNFINISHED = re.compile(r"\b(?:TOD[O]|FIXM[E]|XX[X]|HAC[K])\b")


@cache
def tracked() -> tuple[str, ...]:
    """What git tracks or would track, relative to the top."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return tuple(sorted(n for n in done.stdout.split("\0") if n and (ROOT / n).is_file()))


@cache
def text_of(name: str) -> str:
    """The file's text; nothing when it is not text."""
    try:
        return (ROOT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def python_files() -> list[str]:
    """Python under webapp/ and tests/, without migrations."""
    tops = ("webapp/", "tests/")
    return [
        name
        for name in tracked()
        if name.startswith(tops) and name.endswith(".py") and not name.startswith(MIGRATIONS)
    ]


def size_findings(name: str, text: str, *, is_data: bool = False) -> Iterator[str]:
    """Files and functions that have grown too long, lines that are too wide; data may be both."""
    lines = [] if is_data else text.splitlines()
    if len(lines) > MOST_FILE_LINES:
        yield f"{name} has {len(lines)} lines: make it a folder of the same name"
    most = MOST_LETTERS_OF_A_TEST if name.startswith("tests/") else MOST_LETTERS
    for number, line in enumerate(lines, 1):
        if len(line) > most:
            yield f"{name}:{number} has {len(line)} letters"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MOST_FUNCTION_LINES:
                yield f"{name}:{node.lineno} {node.name} has {length} lines"


def name_findings(name: str) -> Iterator[str]:
    """Drawers without a topic, and piles of all topics."""
    for part in Path(name).parts:
        stem = part.partition(".")[0]
        if stem in DRAWERS or (name.startswith("webapp/") and stem in PILES):
            yield f"{name}: {stem!r} is no topic"


def word_findings(name: str, text: str) -> Iterator[str]:
    """Paths of one machine, registries by name, marks of unfinished work."""
    for number, line in enumerate(text.splitlines(), 1):
        where = f"{name}:{number}"
        if MACHINE_PATH.search(line):
            yield f"{where} names a path of one machine"
        if any(host in line for host in REGISTRIES) or INDEX_OPTION.search(line):
            yield f"{where} names a package registry"
        if UNFINISHED.search(line):
            yield f"{where} is marked as unfinished"
