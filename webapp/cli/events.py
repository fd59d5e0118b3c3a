"""`./duett events`: an organiser's desk. An event is a file; nothing here is code."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from webapp import wiring
from webapp.cli.development import development_environment
from webapp.cli.handing import COMMANDS
from webapp.cli.place import VAR, settings_of_environment
from webapp.consent.errors import StorageUnavailable
from webapp.events.dropping import Dropping
from webapp.events.publishing import (
    AnswersDropped,
    Done,
    NotPublished,
    Publishing,
    StaysCancelled,
)
from webapp.events.reading import LARGEST, SCHEMA, EventFileWrong
from webapp.events.shapes import EventFile

BUSY = (
    "The database cannot be reached, or others keep it busy. Nothing was published, ended or handed"
    " over: run the same command again in a moment."
)
_CALLED_OFF = "This event was called off and never opens again. Give a new one another id."
_WRONG_FILE = 1  # exit status
TRIAL_PORTS = 8000, 8001  # nothing is asked of either here
Judged = TypeVar("Judged", Done, EventFile)
_FILE = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))


class Desk(click.Group):
    """The commands of an organiser; a database that does not answer is a sentence for each."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  click's signature
        """Carry out a command."""
        try:
            return super().invoke(ctx)
        except StorageUnavailable:
            raise click.ClickException(BUSY) from None


@click.group(cls=Desk)
@click.option(
    "--trial", is_flag=True, help="Use the database that `./duett run` made in this checkout."
)
def events(*, trial: bool) -> None:
    """Look at, keep, publish and close events, each a file of JSON.

    `./duett events schema` prints what such a file may hold; two examples are in
    webapp/events/samples. The settings are those of the environment, or of a trial.
    """
    if trial:
        os.environ.update(development_environment(*TRIAL_PORTS, VAR))


@events.command()
def schema() -> None:
    """Print the JSON Schema (draft 2020-12) of an event's file."""
    click.echo(SCHEMA.read_text("utf-8"), nl=False)


@events.command()
@_FILE
def check(file: Path) -> None:
    """Print a sentence for everything that is wrong with FILE; exit 1 if anything is.

    Nothing is written.
    """
    looked_at = _judged(lambda desk: desk.check(_read(file)))
    click.echo(f"{_title(looked_at)}: {file.name} can be published.")


@events.command("import")
@_FILE
def import_(file: Path) -> None:
    """Keep FILE as the next version of its event, without publishing it."""
    done = _judged(lambda desk: desk.import_(_read(file)))
    said = "is kept. Nobody sees it yet" if done.is_new else "was kept already"
    click.echo(f"{_title(done.file)}: version {done.version} {said}.")


@events.command()
@_FILE
@click.option(
    "--drop", is_flag=True, help="Delete the answers to published questions that FILE asks no more."
)
def publish(file: Path, *, drop: bool) -> None:
    """Put FILE before people, or change the event it is about.

    Whoever agreed to something that is different now is asked again. Nothing is published while
    `./duett events check` has anything to say, or while answers would go without --drop.
    """
    try:
        done = _judged(lambda desk: _published(desk, _read(file), drop=drop))
    except AnswersDropped as refused:
        message = f"{_dropped(refused.drops)} Nothing was changed; give --drop if this is meant."
        raise click.ClickException(message) from None
    said = "is published" if done.is_new else "was published already"
    click.echo(f"{_title(done.file)}: version {done.version} {said}, at /events/{done.file.slug}.")
    if done.asked_again is not None:
        click.echo(_asked_again(done.asked_again))


@events.command()
@_FILE
@click.option(
    "--cancelled",
    is_flag=True,
    help="Call it off for ever: the worker deletes its answers within a minute.",
)
def close(file: Path, *, cancelled: bool) -> None:
    """Take no more applications for the event of FILE; those there are stay, unless --cancelled."""
    try:
        done = _judged(lambda desk: (desk.cancel if cancelled else desk.close)(_read(file)))
    except NotPublished:
        message = "This event was never published, so there is nothing to close."
        raise click.ClickException(message) from None
    click.echo(f"{_title(done.file)}: {_ended(done, cancelled=cancelled)}")


for _command in COMMANDS:
    events.add_command(_command)


def _published(desk: Publishing, raw: bytes, *, drop: bool) -> Done:
    """Say what a newer version dropped, if it was published."""
    lost = desk.drops(raw)
    done = desk.publish(raw, drop=drop)
    if lost.questions:
        click.echo(_dropped(lost))
    return done


def _dropped(lost: Dropping) -> str:
    asked = ", ".join(f'"{_printable(label.en)}"' for label in lost.questions)
    if not lost.answers:
        return f"Asked no more: {asked}. Nobody answered, so nothing is deleted."
    answers = "1 answer is" if lost.answers == 1 else f"{lost.answers} answers are"
    return f"Asked no more: {asked}. {answers} deleted within a minute of publishing."


def _asked_again(count: int) -> str:
    if not count:
        return "Nobody is asked again."
    people = "1 person agreed" if count == 1 else f"{count} people agreed"
    return f"{people} to what is different now and {'is' if count == 1 else 'are'} asked again."


def _title(file: EventFile) -> str:
    return _printable(file.title.en)


def _printable(text: str) -> str:
    """Return a text a terminal shows and does not obey: a file may hold signs that command it."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


def _ended(done: Done, *, cancelled: bool) -> str:
    if not done.is_new:
        return "closed already."
    if cancelled:
        return "called off. The worker deletes its answers within a minute."
    return "closed. It takes no more applications."


def _judged(act: Callable[[Publishing], Judged]) -> Judged:
    """Return what an act came to; without it, print every sentence there is and stop."""
    desk = wiring.build_organiser(settings_of_environment())
    try:
        return act(desk)
    except EventFileWrong as wrong:
        for sentence in wrong.sentences:
            click.echo(_printable(sentence))
        sys.exit(_WRONG_FILE)
    except StaysCancelled:
        raise click.ClickException(_CALLED_OFF) from None


def _read(file: Path) -> bytes:
    """Return the beginning of a file, one byte more than one may have."""
    with file.open("rb") as opened:
        return opened.read(LARGEST + 1)
