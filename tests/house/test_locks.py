"""What is installed is what was chosen: hashes, floors above known faults, no address."""

import pytest

from tests.tools.requirements import pins, release
from tests.tools.tree import ROOT

RUNTIME = list(pins((ROOT / "requirements.lock").read_text()))
TEST = list(pins((ROOT / "requirements-test.lock").read_text()))

# The release that ends the newest fault known to reach us; raise a floor with the lock.
FLOORS = {
    "authlib": ("1.7.2", "redirects to unvalidated addresses, tokens accepted unsigned (-28802)"),
    "joserfc": ("1.6.8", "does Authlib's token work now"),
    "flask": ("3.1.3", "missing Vary: Cookie (CVE-2026-27205)"),
    "werkzeug": ("3.1.6", "device names, multipart CR/LF, memory of forms"),
    "jinja2": ("3.1.6", "attribute filter leaves the sandbox (CVE-2025-27516)"),
    "sqlalchemy": ("2.1", "the version whose behaviour the storage floor relies on"),
    "flask-wtf": ("1.2.2", "current line"),
    "requests": ("2.32.4", ".netrc leak (CVE-2024-47081)"),
    "urllib3": ("2.6.3", "redirect and decompression bombs"),
}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_a_dependency_is_not_older_than_its_floor(name):
    floor, reason = FLOORS[name]
    found = [pin for pin in RUNTIME if pin.name == name]
    assert found, f"{name} is not in the lock"
    assert all(release(pin.version) >= release(floor) for pin in found), reason


def test_the_test_lock_holds_every_line_of_the_runtime_lock():
    assert set(RUNTIME) - set(TEST) == set()


def test_the_owners_versions_are_kept():
    kept = {pin.name: pin.version for pin in RUNTIME}
    wanted = {"flask": "3.1.3", "werkzeug": "3.1.9", "authlib": "1.9.9", "flask-wtf": "1.3.0"}
    assert wanted.items() <= kept.items()


@pytest.mark.parametrize(
    "line",
    ["flask==3.1.3\n", "flask>=3\n", "--find-links x\n", "flask @ https://duett.example/f.whl\n"],
)
def test_the_rule_of_pins_can_fail(line):
    with pytest.raises(ValueError, match="no "):
        list(pins(line))
