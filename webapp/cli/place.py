"""Where this checkout and this process are: its folders and its settings."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from webapp.keys.memory import keep_private
from webapp.settings import Settings, SettingsError

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"  # what `./duett run` makes: keys, database; git does not see it
WRONG_SETTINGS = 2  # exit status


def settings_of_environment() -> Settings:
    """The settings of this process; without them, print every sentence and stop.

    In production nobody else looks into its memory from then on.
    """
    try:
        settings = Settings.from_env(os.environ)
    except SettingsError as refusal:
        click.echo("Duett does not start with these settings:", err=True)
        for sentence in refusal.sentences:
            click.echo(f"  - {sentence}", err=True)
        sys.exit(WRONG_SETTINGS)
    if settings.is_production:
        keep_private()
    return settings


def hand_over(module: str, arguments: Sequence[str]) -> NoReturn:
    """Become the module, run from the top of the checkout; it has the last word."""
    os.chdir(ROOT)
    os.execv(sys.executable, [sys.executable, "-m", module, *arguments])  # noqa: S606  # no shell


def own_command(*words: str) -> list[str]:
    """The command line that starts another of our commands with this same Python."""
    return [sys.executable, "-m", "webapp.cli", *words]
