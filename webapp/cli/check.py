"""`./duett check`: every check that needs no running Duett, each on one line."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import click

from webapp.cli.place import ROOT, own_command

AT_ONCE = 2
TEMPLATES = "webapp/web/templates"
HOUSE_RULES = "not browser and not postgres and not slow"


@dataclass(frozen=True)
class Tool:
    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    tool: Tool
    passed: bool
    seconds: float
    output: str


def _module(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", *words)


TOOLS = (
    Tool("types (mypy)", _module("mypy")),
    Tool(
        "house rules",
        _module("pytest", "-q", "-p", "no:randomly", "-m", HOUSE_RULES, "tests/house"),
    ),
    Tool("lint (ruff)", _module("ruff", "check", "--quiet")),
    Tool("format (ruff)", _module("ruff", "format", "--check", "--quiet")),
    Tool("floors (import-linter)", (str(Path(sys.executable).with_name("lint-imports")),)),
    Tool("templates (djlint)", _module("djlint", TEMPLATES, "--lint", "--quiet")),
    Tool("spelling (codespell)", _module("codespell_lib")),
    Tool("translations", tuple(own_command("translations", "check"))),
    Tool("catalogue", tuple(own_command("catalogue", "audit"))),
)


@click.command()
@click.argument("only", nargs=-1)
def check(only: tuple[str, ...]) -> None:
    """Run every check and print a line for each; exit 1 if any fails.

    ONLY picks checks by the start of their name: `./duett check lint types`.
    """
    chosen = [tool for tool in TOOLS if not only or tool.name.startswith(only)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        verdicts = list(pool.map(_judge, chosen))
    for verdict in verdicts:
        if not verdict.passed:
            click.echo(f"--- {verdict.tool.name} ---\n{verdict.output.strip()}\n")
    for verdict in verdicts:
        word = "ok    " if verdict.passed else "FAILED"
        click.echo(f"{word} {verdict.tool.name:<24}{verdict.seconds:6.1f} s")
    sys.exit(0 if verdicts and all(verdict.passed for verdict in verdicts) else 1)


def _judge(tool: Tool) -> Verdict:
    began = time.monotonic()
    done = subprocess.run(
        tool.command,
        cwd=ROOT,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return Verdict(tool, done.returncode == 0, time.monotonic() - began, done.stdout)
