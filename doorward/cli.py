"""The `doorward` command: a group whose subcommands are imported only when they are asked for.

The scanner brings Qt and OpenCV, the server brings SQLAlchemy; a door device may have only the first and a
server only the second. So the group knows each subcommand by its address and its one line of help, and
`doorward --help` starts without either.
"""

import importlib
from dataclasses import dataclass

import click

from doorward import __version__

__all__ = ["COMMANDS", "LazyCommand", "LazyGroup", "main"]


@dataclass(frozen=True, slots=True)
class LazyCommand:
    """Where a subcommand lives: `module:attribute`, the extra that it needs, and its line in the help."""

    module: str
    attribute: str
    extra: str
    summary: str

    def load(self) -> click.Command:
        """The command itself. Raises click.ClickException when a library that it needs is not installed."""
        try:
            loaded = getattr(importlib.import_module(self.module), self.attribute)
        except ModuleNotFoundError as error:
            if _is_ours(error.name):
                raise
            raise click.ClickException(self._advice(error.name)) from error
        if not isinstance(loaded, click.Command):
            raise TypeError(f"{self.module}:{self.attribute} is not a click command")
        return loaded

    def _advice(self, missing: str | None) -> str:
        return (
            f"this command needs the {self.extra!r} extra ({missing} is missing): "
            f"install it with  pip install 'doorward[{self.extra}]'"
        )


COMMANDS = {
    "scan": LazyCommand("scanner_app.commands", "scan", "scanner", "Open the scanner at a door."),
    "sync": LazyCommand("scanner_app.commands", "sync", "scanner", "Exchange with the server once, without a window."),
    "decode": LazyCommand("scanner_app.decode.command", "decode", "scanner", "Read the codes in picture files."),
    "serve": LazyCommand("server.commands", "serve", "server", "Run the booking and sync server."),
    "admin": LazyCommand("server.commands", "admin", "server", "Create organizations, keys, events and pairings."),
    "demo": LazyCommand("doorward.demo", "demo", "scanner,server", "Play the main job from booking to green light."),
}


class LazyGroup(click.Group):
    """A click group that lists its subcommands from a table and imports one when it is run."""

    def __init__(self, *, lazy: dict[str, LazyCommand], **attributes: object) -> None:
        super().__init__(**attributes)  # type: ignore[arg-type]  # click's own keyword arguments, passed through.
        self._lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self._lazy, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = self._lazy.get(cmd_name)
        return entry.load() if entry else super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # click's.
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in self._lazy.items()])


def _is_ours(module: str | None) -> bool:
    """Whether a missing module is a part of Doorward itself, which is a bug and not a missing extra."""
    return module is not None and module.split(".")[0] in {"doorward", "resources", "scanner_app", "server", "sync"}


main = LazyGroup(
    name="doorward",
    lazy=COMMANDS,
    help="Doorward: the door scanner that never loses a guest, and its booking and sync server.",
    params=[],
)
main = click.version_option(__version__, prog_name="doorward")(main)
