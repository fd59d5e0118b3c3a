"""`./duett catalogue`: questions about the catalogue."""

import sys

import click

from webapp.catalogue.audit import audit as findings


@click.group()
def catalogue() -> None:
    """Ask about what may be collected, why, how long, for whom, in which words."""


@catalogue.command()
def audit() -> None:
    """Print a sentence for everything that is wrong with the catalogue; exit 1 if anything is."""
    sentences = findings()
    for sentence in sentences:
        click.echo(sentence)
    if sentences:
        sys.exit(1)
    click.echo("The catalogue is whole.")
