"""Finding the browser and the Korean font that tests and photographs need, or installing them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from webapp.cli.apt import install

# First the same Chromium without the windows nobody sees: it needs a third less processor time.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
ON_A_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
PACKAGES = ("chromium-headless-shell", "fonts-noto-cjk")
INSTEAD = {"chromium-headless-shell": "chromium"}  # where the distribution has no such package


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
        install(PACKAGES, "Chromium or a Korean font", INSTEAD)
        browser = find_browser()
    if browser is None:
        sys.exit("No Chromium was found. Name one in $DUETT_CHROMIUM.")
    return browser
