"""`./duett bench`: hands over to bench/, which measures what the design's numbers promise."""

import click

from webapp.cli.place import hand_over


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def bench(arguments: tuple[str, ...]) -> None:
    """Compare what people do here with a bare Flask: same server, database and load, by turns.

    Choices: --sqlite, --quick, --statements, --big, --most N. Exit 1 when a promise falls short.
    """
    hand_over("bench", arguments)
