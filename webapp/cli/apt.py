"""Installing what tests need beside Python, with apt, where nobody has to be asked for it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import click


def install(
    packages: tuple[str, ...], what_for: str, instead: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Install Debian packages, or stop with the one line that does it by hand.

    `instead` names, for a package, the one that does where the distribution does not have it.
    """
    apt = shutil.which("apt-get")
    prefix = _privilege()
    if apt is None or prefix is None:
        sys.exit(f"{what_for} is missing. On Debian or Ubuntu: {_by_hand(packages)}")
    run = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", apt, "-qq"]
    _run([*run, "update"], packages)
    found = [name if _is_known(apt, name) else instead.get(name, name) for name in packages]
    click.echo(f"Installing {' and '.join(found)}, which the tests need.", err=True)
    _run([*run, "install", "-y", "--no-install-recommends", *found], packages)


def _run(command: list[str], packages: tuple[str, ...]) -> None:
    done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, stdout=sys.stderr)
    if done.returncode:
        sys.exit(f"apt-get did not succeed. By hand: {_by_hand(packages)}")


def _by_hand(packages: tuple[str, ...]) -> str:
    return f"sudo apt-get update && sudo apt-get install -y {' '.join(packages)}"


def _is_known(apt: str, package: str) -> bool:
    ask = [str(Path(apt).with_name("apt-cache")), "show", package]
    done = subprocess.run(ask, check=False, capture_output=True)
    return done.returncode == 0


def _privilege() -> list[str] | None:
    """How to become root without a question: not at all, by sudo, or None."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if (
        sudo
        and subprocess.run([sudo, "-n", "true"], check=False, capture_output=True).returncode == 0
    ):
        return [sudo, "-n"]
    return None
