"""The command line of the photographs: `python -m tests.shots [--out DIR]`."""

import argparse
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Error, sync_playwright

from tests.shots.camera import Camera
from tests.shots.house import House, house
from tests.shots.picture import make_picture
from tests.shots.sheet import make_sheets
from tests.shots.walks import WALKS, Visitor
from webapp.cli.browser import browser_or_stop

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars")
LOCALES = {"ko": "ko-KR", "en": "en-US"}
PHONE_AGENT = (
    "Mozilla/5.0 (Linux; Android 16; SM-A156N) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
)
PATIENCE_MS = 8000


def main() -> int:
    """Take the pictures; 1 if something could not be reached or is not as it must be."""
    chosen = _arguments()
    folder: Path = chosen.out.resolve()
    for lang in chosen.lang:
        shutil.rmtree(folder / lang, ignore_errors=True)
    findings: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_or_stop(), args=FLAGS)
        for lang in chosen.lang:
            camera = Camera(folder, lang, chosen.axe, chosen.only)
            with _logs_in(folder, lang), _home() as home:
                _walk_all(browser, home, camera, chosen.walk)
            findings += camera.findings
        if chosen.picture:
            make_picture(browser, folder / "ko" / "360x740-light", chosen.picture.resolve())
        for sheet in make_sheets(browser, folder):
            sys.stdout.write(f"{sheet}\n")
        browser.close()
    for finding in findings:
        sys.stderr.write(f"{finding}\n")
    return 1 if findings else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./duett shots", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("var/shots"), help="default: var/shots")
    parser.add_argument("--lang", nargs="*", choices=LOCALES, default=list(LOCALES))
    parser.add_argument("--walk", default="", help="only the walk of this name")
    parser.add_argument("--only", default="", help="only states whose name holds this word")
    parser.add_argument("--axe", action="store_true", help="also ask axe about every state")
    parser.add_argument("--picture", type=Path, help="also make the picture of the README here")
    return parser.parse_args()


@contextmanager
def _home() -> Iterator[House]:
    with TemporaryDirectory(prefix="duett-shots-") as place, house(Path(place)) as home:
        yield home


@contextmanager
def _logs_in(folder: Path, lang: str) -> Iterator[None]:
    """Keep what the house logs beside the pictures instead of printing it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{lang}.log").open("w", encoding="utf-8") as log, redirect_stderr(log):
        yield


def _walk_all(browser: Browser, home: House, camera: Camera, only: str) -> None:
    for number, (walk, agent) in enumerate(WALKS, 1):
        if only not in walk.__name__:
            continue
        context = browser.new_context(
            locale=LOCALES[camera.lang],
            user_agent=agent or PHONE_AGENT,
            extra_http_headers={"X-Forwarded-For": f"192.0.2.{number}"},
            bypass_csp=camera.with_axe,
        )
        context.set_default_timeout(PATIENCE_MS)
        try:
            walk(Visitor(context.new_page(), home, camera, camera.lang))
        except Error as error:
            reason = error.message.splitlines()[0]
            camera.findings.append(f"{camera.lang} {walk.__name__} did not get through: {reason}")
        context.close()


if __name__ == "__main__":
    sys.exit(main())
