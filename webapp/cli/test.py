"""`./duett test`: every kind of test, on SQLite and a private PostgreSQL, with a real browser."""

import os

import click

from webapp.cli.browser import browser_or_stop
from webapp.cli.place import hand_over
from webapp.cli.reader import reader_or_stop

AT_ONCE = 3
"""On two processors: a quarter of the time a test waits for a disk, a browser or a clock."""


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--slow", is_flag=True, help="Also what takes minutes: crash loops, faults, sweeps.")
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED)
def test(*, slow: bool, pytest_arguments: tuple[str, ...]) -> None:
    """Run the tests; whatever follows goes to pytest: `./duett test tests/consent -k withdraw`.

    Chromium, fonts-noto-cjk and exiftool are installed with apt when they are missing and that is
    allowed. $DUETT_CHROMIUM names another browser, $DUETT_EXIFTOOL another exiftool,
    $DUETT_TEST_DATABASE_URL another PostgreSQL (as its superuser) than the private one.
    """
    os.environ["DUETT_CHROMIUM"] = browser_or_stop()
    os.environ["DUETT_EXIFTOOL"] = reader_or_stop()
    part = () if slow else ("-m", "not slow")
    hand_over("pytest", ["-n", str(AT_ONCE), *part, *pytest_arguments])
