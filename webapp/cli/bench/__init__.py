"""`./duett bench`: what the design's numbers promise, measured against a bare Flask."""

import sys
from statistics import median

import click

from webapp.cli.bench.measure import compare

GOAL, STRETCH = 3.0, 2.0


@click.command()
@click.option("--rounds", default=150, show_default=True, help="How many posts of each kind.")
def bench(rounds: int) -> None:
    """Compare the CPU of one consent with a bare Flask post that inserts one row.

    Both use SQLite with the same engine, behind the same server, in the same run and by turns. The
    CPU is that of all threads of the server's process, as Linux counts it. Exit 1 over the goal.
    """
    if sys.platform != "linux":
        sys.exit("Another process's CPU clock is read: this needs Linux.")
    taken = compare(rounds)
    for name, microseconds in taken.items():
        click.echo(f"{name:<44}{median(microseconds):8.0f} µs CPU (median of {len(microseconds)})")
    ratio = median(taken["consent POST"]) / median(taken["bare Flask POST with one insert"])
    click.echo(f"{'consent / bare':<44}{ratio:8.2f}    goal {GOAL:g}, stretch {STRETCH:g}")
    sys.exit(0 if ratio <= GOAL else 1)
