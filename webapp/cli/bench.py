"""`./duett bench`: what the design's numbers promise, measured against a bare Flask."""

import os
import sys

import click

from webapp.cli.place import ROOT

PASS_ON = {"ignore_unknown_options": True, "help_option_names": []}


@click.command(context_settings=PASS_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def bench(arguments: tuple[str, ...]) -> None:
    """Hand over to bench/, which lies beside the product and is no part of it."""
    os.chdir(ROOT)
    os.execv(sys.executable, [sys.executable, "-m", "bench", *arguments])  # noqa: S606  no shell
