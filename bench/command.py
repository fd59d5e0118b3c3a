"""`./duett bench`: measures and prints; exit status 1 when a promise falls short."""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime

import click

from bench.acts import all_acts
from bench.big import STEPS, grow
from bench.cpu import memory
from bench.pages import weights
from bench.place import Place, place
from bench.report import Goal, goals, table
from bench.rounds import measure
from bench.statements import statements

ROUNDS, COUNT = 9, 240
QUICK_ROUNDS, QUICK_COUNT = 3, 80
MEGABYTE = 1024 * 1024


@click.command()
@click.option("--sqlite", "is_sqlite", is_flag=True, help="On SQLite instead of PostgreSQL.")
@click.option("--quick", is_flag=True, help="Few rounds: enough to see what is far off.")
@click.option("--statements", "shows_statements", is_flag=True, help="Print each statement, too.")
@click.option(
    "--big", is_flag=True, help="Instead: the permission check at up to 10 million decisions."
)
@click.option("--most", default=STEPS[-1], show_default=True, help="Where --big ends.")
def bench(*, is_sqlite: bool, quick: bool, shows_statements: bool, big: bool, most: int) -> None:
    """Compare what people do here with a bare Flask: same server, database and load, by turns.

    CPU is that of the whole process trees as Linux counts it; milliseconds are only indicative.
    Starts a private PostgreSQL that keeps what it commits, and needs nothing else.
    """
    if sys.platform != "linux":
        sys.exit("The CPU of a process is read from /proc: this needs Linux.")
    click.echo(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC")  # noqa: TID251  the hour of the run
    if big:
        _judge(grow(most, click.echo))
        return
    rounds, count = (QUICK_ROUNDS, QUICK_COUNT) if quick else (ROUNDS, COUNT)
    with place(is_sqlite=is_sqlite) as here:
        found = list(_compare(here, rounds, count, shows_statements=shows_statements))
    _judge(found)


def _compare(here: Place, rounds: int, count: int, *, shows_statements: bool) -> Iterable[Goal]:
    with all_acts(here) as acts:
        counted = statements(here, acts)
        for name, heard in counted.items() if shows_statements else ():
            click.echo("\n".join((f"{name}:", *(f"  {' '.join(one.split())}" for one in heard))))
        taken = measure(here, acts, rounds, count, lambda words: click.echo(words, err=True))
        signed_in = next(act for act in acts if act.name == "step GET").ready(1)
        weighed = weights(here.duett.load, signed_in[0].cookie)
    click.echo("\n".join(table(acts, taken, counted)))
    for name, tree in (("house", here.duett), ("bare", here.bare)):
        click.echo(f"memory of the {name}'s processes: {memory(tree.pid) / MEGABYTE:.0f} MB (PSS)")
    return goals(taken, counted, weighed)


def _judge(found: Iterable[Goal]) -> None:
    """Print every promise with what was found, and leave with what that means."""
    kept = list(found)
    click.echo("\n" + "\n".join(map(str, kept)))
    sys.exit(any(goal.found > goal.limit for goal in kept))
