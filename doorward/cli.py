"""The `doorward` command: a group whose subcommands are imported only when they are asked for.

The scanner brings Qt and OpenCV, the server brings SQLAlchemy; a door device may have only the first and a
server only the second. So the group knows each subcommand by its address and its one line of help, and
`doorward --help` starts without either.
"""

import importlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import click

from doorward import __version__

__all__ = ["COMMANDS", "LazyCommand", "LazyGroup", "main"]

_OUR_PACKAGES = frozenset({"doorward", "resources", "scanner_app", "server", "sync"})


@dataclass(frozen=True, slots=True)
class LazyCommand:
    """Where a subcommand lives: `module:attribute`, the extra that it needs, and its line in the help."""

    module: str
    attribute: str
    extra: str
    summary: str

    def load(self) -> click.Command:
        """Import the command. Raises ImportError when a library that it needs is not there."""
        loaded = getattr(importlib.import_module(self.module), self.attribute)
        if not isinstance(loaded, click.Command):
            raise TypeError(f"{self.module}:{self.attribute} is not a click command")
        return loaded


COMMANDS = {
    "scan": LazyCommand("scanner_app.commands", "scan", "scanner", "Open the scanner at a door."),
    "sync": LazyCommand("scanner_app.commands", "sync", "scanner", "Exchange with the server once, without a window."),
    "decode": LazyCommand("scanner_app.decode.command", "decode", "scanner", "Read the codes in picture files."),
    "serve": LazyCommand("server.commands", "serve", "server", "Run the booking and sync server."),
    "admin": LazyCommand("server.commands", "admin", "server", "Create organizations, keys, events and pairings."),
    "demo": LazyCommand("doorward.demo", "demo", "scanner,server", "Play the main job, from booking to green light."),
}


class LazyGroup(click.Group):
    """A click group that lists its subcommands from a table and imports one when it is asked for."""

    def __init__(self, name: str, *, lazy: Mapping[str, LazyCommand], summary: str = "") -> None:
        super().__init__(name, help=summary)
        self._lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self._lazy, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the subcommand; one that needs what is not installed ends with a line that says so."""
        entry = self._lazy.get(cmd_name)
        if entry is None:
            return super().get_command(ctx, cmd_name)
        with _explained(entry.extra):
            return entry.load()

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table, so that the help imports none of them."""
        shown = [(name, entry.summary) for name, entry in self._lazy.items()]
        shown += [(name, self.commands[name].get_short_help_str()) for name in super().list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(shown)

    def invoke(self, ctx: click.Context) -> object:
        """Run the subcommand, which may import more libraries only now."""
        try:
            return super().invoke(ctx)
        except ImportError:
            entry = self._lazy.get(ctx.invoked_subcommand or "")
            if entry is None:
                raise
            with _explained(entry.extra):
                raise


@contextmanager
def _explained(extra: str) -> Iterator[None]:
    """Turn a library that cannot be imported into one line for people. A part of ours is a bug: its traceback stays."""
    try:
        yield
    except ImportError as error:
        if (error.name or "").split(".")[0] in _OUR_PACKAGES:
            raise
        raise click.ClickException(_advice(error, extra)) from error


def _advice(error: ImportError, extra: str) -> str:
    if isinstance(error, ModuleNotFoundError):
        return (
            f"this command needs the {extra!r} extra, of which {error.name} is missing. "
            f"Install it with:  pip install 'doorward[{extra}]'"
        )
    return f"a library cannot be loaded: {error}. On Linux tools/system-libraries.sh installs what is missing."


main = click.version_option(__version__, prog_name="doorward")(
    LazyGroup(
        "doorward",
        lazy=COMMANDS,
        summary="Doorward: the door scanner that never loses a guest, with its booking and sync server.",
    )
)
