"""What somebody gave leaves the house by one way: to named recipients, by hand, on record.

PIPA 17; `docs/decisions/0040-handing-over-is-one-way.md`. Everything else that goes out goes to its
person (their page, their copy), to Kakao about its own link, or to the processors of the policy.
"""

import ast
from pathlib import Path

import pytest

from tests.promises.test_p07_reads_are_bound_to_a_purpose import callers
from tests.tools.tree import ROOT

HANDING_OVER = "webapp/events/handing_over.py"
READERS = {  # who opens values of people who are not there, and for which purpose
    ("webapp/profile/reading.py", "read"),  # the same door for one person
    (HANDING_OVER, "_read"),  # an event's own purposes and recipients
}
ONE_BY_ONE = {
    "webapp/profile/calling.py",  # a number, to call its person
    "webapp/members/inactivity_mail.py",  # an address, for a letter to its person
}


def importers(root: Path, module: str) -> set[str]:
    """Return which files under webapp/ import from a module."""
    found = set()
    for file in sorted((root / "webapp").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            if module in names:
                found.add(str(file.relative_to(root)))
    return found


def test_values_of_many_are_read_in_one_place():
    assert callers(ROOT, ".read_many") == READERS


def test_values_of_one_are_read_for_a_purpose_in_few_places():
    assert {file for file, _ in callers(ROOT, "profile.read")} == ONE_BY_ONE


def test_nothing_is_handed_on_without_the_row_that_says_so():
    assert callers(ROOT, "transfers.add") == {(HANDING_OVER, "_parcels")}
    assert callers(ROOT, "transfers.tell") == {(HANDING_OVER, "notices")}


def test_what_may_go_to_a_recipient_is_known_to_the_event_and_to_nobody_else():
    assert {file for file, _ in callers(ROOT, "recipient_purpose")} == {"webapp/events/event.py"}


def test_only_a_command_writes_lists_and_only_to_who_called_it():
    """No page, no worker, no socket: whoever sits at the terminal carries the list away."""
    lists = importers(ROOT, "webapp.events.sheet")
    assert lists == {HANDING_OVER, "webapp/cli/handing.py"}
    hands = importers(ROOT, "webapp.events.handing_over")
    assert hands == {"webapp/wiring.py", "webapp/cli/handing.py"}
    assert callers(ROOT, "build_handing_over") == {("webapp/cli/handing.py", "_hand")}


@pytest.mark.parametrize(
    "line",
    [
        "def leak(self, who):\n    return self._profile.read_many(who, 'name', 'x')\n",
        "def leak(store, made, handed):\n    store.transfers.add(made, handed)\n",
    ],
)
def test_the_rule_can_fail(tmp_path: Path, line: str):
    (tmp_path / "webapp").mkdir()
    (tmp_path / "webapp/leaking.py").write_text(f"from webapp.events.sheet import Sheet\n{line}")
    found = callers(tmp_path, ".read_many", "transfers.add")
    assert found == {("webapp/leaking.py", "leak")}
    assert importers(tmp_path, "webapp.events.sheet") == {"webapp/leaking.py"}
