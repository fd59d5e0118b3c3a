"""`./duett shots`: photographs of every page and state, to be looked at by people."""

from pathlib import Path

import click
from playwright.sync_api import Browser, sync_playwright

from webapp.cli.browser import browser_or_stop
from webapp.cli.place import VAR
from webapp.cli.shots.sheet import make_sheet
from webapp.cli.shots.walk import walk
from webapp.cli.trial import trial

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
LOCALES = {"ko": "ko-KR", "en": "en-US"}


@click.command()
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=VAR / "shots",
    show_default="var/shots",
    help="Where the pictures go; older ones of the same names are replaced.",
)
@click.option("--only", default="", help="States whose name holds this word.")
def shots(folder: Path, only: str) -> None:
    """Walk through a Duett of its own and photograph every page and state.

    Each is taken at 360x740 and 1280x800, light and dark, in Korean and English; one contact sheet
    for each of these eight.
    """
    failures: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_or_stop(), args=FLAGS)
        for lang in LOCALES:
            failures += _photograph(browser, lang, folder.resolve(), only)
        for sheet in sorted(folder.resolve().glob("*/*")):
            if sheet.is_dir():
                click.echo(make_sheet(browser, sheet))
        browser.close()
    for failure in failures:
        click.echo(failure, err=True)
    if failures:
        raise SystemExit(1)


def _photograph(browser: Browser, lang: str, folder: Path, only: str) -> list[str]:
    with trial() as place:
        context = browser.new_context(locale=LOCALES[lang])
        missed = list(walk(context.new_page(), place.origin, folder / lang, only))
        context.close()
    return [f"{lang}: {sentence}" for sentence in missed]
