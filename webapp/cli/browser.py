"""Finding the browser and the Korean font that tests and photographs need, or installing them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_A_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
PACKAGES = ("chromium", "fonts-noto-cjk")


def find_browser() -> str | None:
    """$DUETT_CHROMIUM, else a Chromium or Chrome on the PATH, else None."""
    found = os.environ.get("DUETT_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    return found or (str(ON_A_MAC) if ON_A_MAC.exists() else None)


def has_korean_font() -> bool:
    listing = shutil.which("fc-list")
    if listing is None:
        return sys.platform == "darwin"  # which brings one
    done = subprocess.run([listing, ":lang=ko"], check=False, capture_output=True)
    return bool(done.stdout.strip())


def browser_or_stop() -> str:
    """The browser's path; what is missing is installed with apt where that is allowed."""
    browser = find_browser()
    if browser is None or not has_korean_font():
        _install()
        browser = find_browser()
    if browser is None:
        sys.exit("No Chromium was found. Name one in $DUETT_CHROMIUM.")
    return browser


def _install() -> None:
    apt = shutil.which("apt-get")
    by_hand = f"sudo apt-get update && sudo apt-get install -y {' '.join(PACKAGES)}"
    prefix = _privilege()
    if apt is None or prefix is None:
        sys.exit(f"Chromium or a Korean font is missing. On Debian or Ubuntu: {by_hand}")
    click.echo(f"Installing {' and '.join(PACKAGES)}, which the browser tests need.", err=True)
    steps = (["update"], ["install", "-y", "--no-install-recommends", *PACKAGES])
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
