"""`./duett shots`: hands over to tests/shots, which photographs every page and state."""

import click

from webapp.cli.place import hand_over


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def shots(arguments: tuple[str, ...]) -> None:
    """Photograph every page and state as contact sheets, on a walk through a Duett of its own.

    Choices: --out FOLDER (else var/shots), --lang ko en, --walk NAME, --only WORD, --axe.
    """
    hand_over("tests.shots", arguments)
