"""`./duett corrections`: staff settle requests to correct a value, until there is a console."""

import click

from webapp import wiring
from webapp.catalogue.kinds import Raw, Unclean
from webapp.cli.place import settings_of_environment
from webapp.cli.terminal import NO_REASON, REASON_HELP, clerk
from webapp.members.staff import NoReason
from webapp.profile.ports import Outcome
from webapp.rights.desk import (
    Case,
    Desk,
    DeskError,
    NotByHand,
    NothingToSettle,
    Ruling,
    Unknown,
)

_SENTENCES = {
    Unknown: "No request has this number. It may be mistyped, or its person has left.",
    NoReason: NO_REASON,
    NothingToSettle: "This request has ended already.",
    NotByHand: "A value of this kind cannot be written here. Keep or delete it.",
}


@click.group()
def corrections() -> None:
    """List, look at and settle requests to correct a value (PIPA 36: within ten days).

    While a request is open, nothing reads the value. Nothing personal is printed unless you ask for
    it with --reveal, and whoever does is on record with their reason.
    """


@corrections.command("list")
def list_() -> None:
    """Print what is open, overdue first."""
    cases = _desk().waiting()
    for case in cases:
        click.echo(_line(case))
    if not cases:
        click.echo("Nothing is open.")


@corrections.command()
@click.argument("reference")
@click.option(
    "--reveal", is_flag=True, help="Also print what was said, and the value; needs --reason."
)
@click.option("--reason", default="", help=REASON_HELP)
def show(reference: str, *, reveal: bool, reason: str) -> None:
    """Print how a request stands."""
    desk = _desk()
    try:
        if not reveal:
            click.echo(_line(desk.case(reference)))
            return
        found = desk.reveal(reference, clerk(), reason)
    except (DeskError, NoReason) as refused:
        raise _told(refused) from None
    click.echo(_line(found.case))
    click.echo(f"Said: {found.words.said}")
    if found.words.answer:
        click.echo(f"Answered: {found.words.answer}")
    click.echo("Value: " + ("(not held any more)" if found.value is None else found.value))


@corrections.command()
@click.argument("reference")
@click.option("--keep", "outcome", flag_value=Outcome.KEPT.value, help="The value stays.")
@click.option(
    "--change", "outcome", flag_value=Outcome.CHANGED.value, help="A new value is asked for."
)
@click.option(
    "--delete", "outcome", flag_value=Outcome.DELETED.value, help="It goes with its consents."
)
@click.option("--reason", default="", help="What the person is told, and what is kept on record.")
def settle(reference: str, outcome: str | None, reason: str) -> None:
    """Settle a request: the hold ends, and the person finds outcome and reason on My page.

    With --change the new value is read line by line, so that it stands in no history of a shell.
    """
    if outcome is None:
        message = "Choose one of --keep, --change, --delete."
        raise click.UsageError(message)
    desk = _desk()
    try:
        raw = _typed(desk, reference) if outcome == Outcome.CHANGED else {}
        case = desk.settle(reference, clerk(), Ruling(Outcome(outcome), reason, raw))
    except (DeskError, NoReason) as refused:
        raise _told(refused) from None
    except Unclean as refusal:
        wrong = "\n".join(f"{problem.part}: {problem.words}" for problem in refusal.problems)
        raise click.ClickException(wrong) from None
    click.echo(_line(case))


def _desk() -> Desk:
    return wiring.build_desk(settings_of_environment())


def _typed(desk: Desk, reference: str) -> Raw:
    """Read a new value part by part; an empty line ends a part."""
    return {part: _lines(part) for part in desk.parts(reference)}


def _lines(part: str) -> list[str]:
    sent: list[str] = []
    while line := click.prompt(f"{part} (empty line ends)", default="", show_default=False):
        sent.append(line)
    return sent


def _line(case: Case) -> str:
    made = case.correction
    if made.settled_at is not None:
        ended = f"{made.outcome} on {made.settled_at:%Y-%m-%d}"
    elif case.days_left < 0:
        ended = f"OVERDUE since {made.due_on:%Y-%m-%d}"
    else:
        ended = f"due {made.due_on:%Y-%m-%d}, {case.days_left} days left"
    return f"{made.reference}  {made.field_key:<10} asked {made.opened_at:%Y-%m-%d}  {ended}"


def _told(refused: DeskError | NoReason) -> click.ClickException:
    return click.ClickException(_SENTENCES[type(refused)])
