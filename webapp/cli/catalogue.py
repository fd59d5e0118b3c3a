"""`./duett catalogue`: questions about the catalogue."""

import sys

import click

from webapp import wiring


@click.group()
def catalogue() -> None:
    """Ask about what may be collected, why, how long, for whom, in which words."""


@catalogue.command()
def audit() -> None:
    """Print a sentence for everything that is wrong with the catalogue; exit 1 if anything is."""
    sentences = wiring.catalogue_faults()
    for sentence in sentences:
        click.echo(sentence)
    if sentences:
        sys.exit(1)
    click.echo("The catalogue is whole.")
