"""`./duett sweep`: the worker's retention sweep, once and now."""

import click

from webapp import wiring
from webapp.cli.place import settings_of_environment


@click.command()
def sweep() -> None:
    """Delete whatever is past its date, and print how much of what.

    The worker does this every minute. Values past their date cannot be read even before they are
    swept.
    """
    swept = wiring.build_worker(settings_of_environment()).sweep()
    for kind, count in sorted(swept.items()):
        click.echo(f"{kind}: {count}")
