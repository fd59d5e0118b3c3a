"""The list of commands; each is loaded only when called, so `check` runs on broken code, too."""

from importlib import import_module

import click

COMMANDS = {
    "run": "Try Duett out: application, Kakao stand-in and worker on this machine.",
    "test": "Run the tests; --slow for all of them.",
    "check": "Lint, types, floors, templates, translations, catalogue.",
    "shots": "Photograph every page and state as contact sheets.",
    "bench": "Measure what the design's numbers promise.",
    "serve": "Start the application with the settings of the environment.",
    "worker": "Carry out the outbox, the retention sweep and what else is due.",
    "standin": "Start the Kakao stand-in alone.",
    "db": "Bring the database up to date.",
    "keys": "Make the keyring of a deployment.",
    "sweep": "Delete once, now, whatever is past its date.",
    "corrections": "List and settle requests to correct a value.",
    "events": "Publish events, each a file; hand over what was agreed to.",
    "photos": "Delete files of photos that the database does not know of.",
    "catalogue": "Ask what is wrong with the catalogue.",
    "translations": "Extract, update and check the texts.",
    "lock": "Resolve the two requirement locks anew (maintainers).",
}


class Commands(click.Group):
    """A group that imports webapp/cli/<command>.py when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002  # click's signature
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"webapp.cli.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101  # the file's own fault
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002  # click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def duett() -> None:
    """The front door of Duett. Begin with `./duett run`; every command has --help."""
