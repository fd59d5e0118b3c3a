"""`./duett events entries|transfer|notices`: what organisers read, and what goes to recipients."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from webapp import wiring
from webapp.cli.place import settings_of_environment
from webapp.cli.terminal import NO_REASON, REASON_HELP, clerk
from webapp.consent.errors import StorageUnavailable
from webapp.events.handing_over import (
    CORRECT,
    CalledOff,
    HandingOver,
    NotHanded,
    UnknownEvent,
    UnknownRecipient,
)
from webapp.events.sheet import Form, Sheet, private_file, written
from webapp.members.staff import NoReason
from webapp.profile.errors import CannotOpen

_SENTENCES: dict[type[Exception], str] = {
    UnknownEvent: "No published event has this address.",
    UnknownRecipient: "This event hands nothing to anybody of this name.",
    CalledOff: "The event is cancelled: its answers are being deleted and go to nobody.",
    NoReason: NO_REASON,
    CannotOpen: "An answer cannot be opened with the keys that are here. Nothing was handed on.",
}
_TAKEN = "There is such a file already. Nothing is written over."
_UNWRITABLE = (
    "There is no list, since its file cannot be written: {}. Run the same command again with"
    " another --out."
)
_NOT_NOTED = (
    "The list is complete, but the database went away before it was noted: what it names is printed"
    " once more next time."
)
Command = Callable[..., None]

_OUT = click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to a new file that only you can read, instead of printing.",
)
_FORM = click.option("--format", "form", type=click.Choice([f.value for f in Form]), default="csv")
_REASON = click.option("--reason", default="", help=REASON_HELP)


def _asked(command: Command) -> Command:
    """Give a command what all three take."""
    return _REASON(_FORM(_OUT(command)))


@click.command()
@click.argument("slug")
@_asked
def entries(slug: str, reason: str, form: str, out: Path | None) -> None:
    """Print the applications that were sent, with the answers that may be read now.

    Whose answers you read, when and why is on record. What was withdrawn is not there.
    """
    hand = _hand()
    with _told(), _place(out) as file:
        sheet = hand.entries(slug, clerk(), reason)
        file.write(written(sheet, Form(form)))
    _count(sheet, "application")


@click.command()
@click.argument("slug")
@click.argument("recipient")
@_asked
def transfer(slug: str, recipient: str, reason: str, form: str, out: Path | None) -> None:
    """Hand on the agreed items of those who agree now, to one recipient.

    Each person has a reference that says nothing about them; keep it with the data, for by it the
    recipient is told to delete. Run it again and the same people keep the same reference.
    """
    hand = _hand()
    with _told(), _place(out) as file:
        sheet = hand.transfer(slug, recipient, clerk(), reason)
        file.write(written(sheet, Form(form)))
    _count(sheet, "person", "people")


@click.command()
@click.argument("slug")
@click.argument("recipient")
@_asked
def notices(slug: str, recipient: str, reason: str, form: str, out: Path | None) -> None:
    """Print the references a recipient has to delete or to correct now.

    Pass them on without delay. Behind one to `delete` stands somebody who withdrew, cancelled or
    left; it is printed once. One to `correct` changed an answer since: it is printed until a
    transfer brought what it is now.
    """
    delivered: list[Sheet] = []

    def deliver(sheet: Sheet) -> None:
        with _place(out) as file:
            file.write(written(sheet, Form(form)))
            file.flush()
        delivered.append(sheet)

    try:
        with _told():
            sheet = _hand().notices(slug, recipient, clerk(), reason, deliver)
    except StorageUnavailable:
        if delivered:
            raise click.ClickException(_NOT_NOTED) from None
        raise
    _count(sheet, "reference")
    if changed := sum(row.facts["act"] == CORRECT for row in sheet.rows):
        click.echo(f"{changed} to correct: `transfer` has what they are now.", err=True)


COMMANDS = (entries, transfer, notices)
"""What the group of events takes over from here."""


def _hand() -> HandingOver:
    return wiring.build_handing_over(settings_of_environment())


@contextmanager
def _place(out: Path | None) -> Iterator[BinaryIO]:
    """Open where a list goes, before anything is read or handed on.

    Whatever the file system has against it, also when it is full at the end, is a sentence.
    """
    if out is None:
        yield sys.stdout.buffer
        return
    try:
        with private_file(out) as file:
            yield file
    except FileExistsError:
        raise click.ClickException(_TAKEN) from None
    except OSError as fault:
        raise click.ClickException(_UNWRITABLE.format(fault.strerror)) from None


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (NotHanded, NoReason, CannotOpen) as refused:
        raise click.ClickException(_SENTENCES[type(refused)]) from None


def _count(sheet: Sheet, one: str, several: str = "") -> None:
    """Say how many there were, beside the list."""
    found = len(sheet.rows)
    words = one if found == 1 else several or f"{one}s"
    click.echo(f"{found} {words}.", file=sys.stderr)
