"""Installing what tests need beside Python, with apt, where nobody has to be asked for it."""

import os
import shutil
import subprocess
import sys

import click


def install(packages: tuple[str, ...], what_for: str) -> None:
    """Install Debian packages, or stop with the one line that does it by hand."""
    apt = shutil.which("apt-get")
    by_hand = f"sudo apt-get update && sudo apt-get install -y {' '.join(packages)}"
    prefix = _privilege()
    if apt is None or prefix is None:
        sys.exit(f"{what_for} is missing. On Debian or Ubuntu: {by_hand}")
    click.echo(f"Installing {' and '.join(packages)}, which the tests need.", err=True)
    steps = (["update"], ["install", "-y", "--no-install-recommends", *packages])
    for step in steps:
        command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", apt, "-qq", *step]
        done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, stdout=sys.stderr)
        if done.returncode:
            sys.exit(f"apt-get did not succeed. By hand: {by_hand}")


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
