"""`./duett keys`: the keyring of a deployment."""

import sys
from pathlib import Path

import click

from webapp.keys.keyring import KeyringError, create_keyring, load_keyring


@click.group()
def keys() -> None:
    """Make and look after the keyring that KEYRING names."""


@keys.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
def create(path: Path) -> None:
    """Write a fresh keyring to PATH, readable by you alone; an existing one is left as it is.

    Whoever has this file and the database can read every value; without it, nobody can. Back it
    up apart from the database.
    """
    existed = path.exists()
    create_keyring(path)
    try:
        load_keyring(path)
    except KeyringError as fault:
        sys.exit(f"Refused: {fault}.")
    click.echo(f"{path} was there already." if existed else f"Made {path} (mode 0600).")
