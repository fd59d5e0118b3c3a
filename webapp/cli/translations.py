"""`./duett translations`: keeps the texts of all languages in step with the Korean source."""

import sys

import click

from webapp.cli import texts
from webapp.cli.place import ROOT


@click.group()
def translations() -> None:
    """Extract, update and check the texts; the source texts are Korean."""


@translations.command()
def extract() -> None:
    """Print the template of all texts that are marked for translation, without writing it."""
    click.echo(texts.template_text(), nl=False)


@translations.command()
def update() -> None:
    """Write translations/messages.pot and merge new texts into every language."""
    for file in texts.update():
        click.echo(f"Wrote {file.relative_to(ROOT)}.")


@translations.command()
def check() -> None:
    """Name each text that is new, untranslated, uncertain or loses a placeholder; exit 1 if any."""
    findings = list(texts.findings())
    for sentence in findings:
        click.echo(sentence)
    if findings:
        sys.exit(1)
    click.echo("Every text is translated.")
