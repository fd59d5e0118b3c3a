"""`./duett photos`: the files of photos, for operators."""

import click

from webapp import wiring
from webapp.cli.place import settings_of_environment


@click.group()
def photos() -> None:
    """Look after the files in the photo store."""


@photos.command()
def tidy() -> None:
    """Delete files that the database does not know of, and print how many.

    After restoring a backup of the database: photos that came after it have files, but neither rows
    nor keys, so nobody can open them any more.
    """
    worker = wiring.build_worker(settings_of_environment())
    click.echo(f"photo_file: {worker.tidy_photos()}")
