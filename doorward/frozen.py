"""The entry of the packaged scanner: the commands of a door, none of a server.

Started without arguments, as by a double click, it opens the scanner.
"""

import logging
import multiprocessing
import sys

import click

from doorward import __version__
from doorward.cli import COMMANDS, LazyGroup

__all__ = ["main"]

_AT_A_DOOR = ("scan", "sync", "decode")


def _self_test(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:  # noqa: FBT001  # click calls it.
    if wanted and not ctx.resilient_parsing:
        # Imported only here: opening the scanner must not wait for it.
        import structlog  # noqa: PLC0415

        from scanner_app.selftest import run_self_test  # noqa: PLC0415

        # What parts say of their work is not of what this prints: one line for each.
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
        ctx.exit(run_self_test(sys.stdout))


main = LazyGroup(
    "doorward-scanner",
    lazy={name: COMMANDS[name] for name in _AT_A_DOOR},
    summary="Doorward: the door scanner that never loses a guest. Without a command it opens the scanner.",
)
main.params.append(
    click.Option(
        ["--self-test"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_self_test,
        help="Try every part of this program and exit.",
    )
)
main = click.version_option(__version__, prog_name="doorward-scanner")(main)

if __name__ == "__main__":
    multiprocessing.freeze_support()
    main(sys.argv[1:] or ["scan"])
