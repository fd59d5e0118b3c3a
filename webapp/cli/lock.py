"""`./duett lock`: resolves the requirement locks anew; for maintainers, needs uv."""

import shutil
import subprocess
import sys

import click

from webapp.cli.place import ROOT

# No index line, no address, no comment: a lock names packages and hashes, nothing of one machine.
FLAGS = (
    "--universal",
    "--python-version=3.11",
    "--only-binary=:all:",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-annotate",
    "--no-header",
    "--quiet",
)
RUNTIME, TEST = "requirements.lock", "requirements-test.lock"


@click.command()
@click.option(
    "--upgrade", is_flag=True, help="Take the newest versions that pyproject.toml allows."
)
def lock(*, upgrade: bool) -> None:
    """Write requirements.lock and requirements-test.lock from pyproject.toml.

    The test lock holds every line of the runtime lock. Without --upgrade, versions stay as they are
    where they still fit. Commit both; every start with a changed lock makes .venv anew.
    """
    uv = shutil.which("uv")
    if uv is None:
        sys.exit("This needs uv on the PATH: pipx install uv, or python3 -m pip install --user uv")
    newest = ("--upgrade",) if upgrade else ()
    resolve = (uv, "pip", "compile", "pyproject.toml", *FLAGS, *newest)
    groups = ("--group", "test", "--group", "lint", "--constraints", RUNTIME)
    subprocess.run([*resolve, "--output-file", RUNTIME], cwd=ROOT, check=True)
    subprocess.run([*resolve, *groups, "--output-file", TEST], cwd=ROOT, check=True)
    click.echo("Both locks are written. Run ./duett check and ./duett test before committing them.")
