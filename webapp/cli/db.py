"""`./duett db`: the one history of the database."""

import click

from webapp import wiring
from webapp.cli.place import settings_of_environment


@click.group()
def db() -> None:
    """Work on the database that DATABASE_URL_OWNER (SQLite: DATABASE_URL) names."""


@db.command()
def upgrade() -> None:
    """Apply the migrations that are missing, and make the two roles on PostgreSQL.

    Safe to repeat, and safe while the old version still serves: steps that remove anything come in
    a later release than the code that stops using it. There is no way down; restore a backup.
    """
    wiring.upgrade(settings_of_environment())
    click.echo("The database is up to date.")
