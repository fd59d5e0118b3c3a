"""`./duett bench`: hands over to bench/, which measures what the design's numbers promise."""

import click

from webapp.cli.place import hand_over


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def bench(arguments: tuple[str, ...]) -> None:
    """Measure Duett against a bare Flask behind the same server and a database of its own.

    Choices: --quick, --sqlite, --statements, --big; `python -m bench --help` tells all.
    """
    hand_over("bench", arguments)
