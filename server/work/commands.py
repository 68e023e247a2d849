"""``doorward admin work`` and ``retry-work``: see what is to be done and what failed, and have it tried again."""

import dataclasses

import click
import msgspec

from server.command_line import admin_session, json_option
from server.errors import NotFoundError
from server.work.dead_letters import list_dead_letters, list_waiting, try_again


@click.command("work")
@click.option("--failed", is_flag=True, help="Only what failed and waits for a person.")
@json_option
@click.pass_context
def work_command(ctx: click.Context, /, *, failed: bool, as_json: bool) -> None:
    """List the work that waits or runs, and the work that failed."""
    with admin_session(ctx) as (_, context):
        letters = [dataclasses.asdict(letter) for letter in list_dead_letters(context)]
        waiting = [] if failed else [dataclasses.asdict(work) for work in list_waiting(context)]
    if as_json:
        click.echo(msgspec.json.encode({"failed": letters, **({} if failed else {"waiting": waiting})}).decode())
        return
    for work in waiting:
        click.echo("  ".join(("waiting", work["id"], work["kind"], work["reference"], f"tried {work['attempts']}")))
    for letter in letters:
        click.echo("  ".join(("failed", letter["id"], letter["kind"], letter["reference"], letter["error"])))


@click.command("retry-work")
@click.argument("work", required=False)
@click.option("--all", "is_all", is_flag=True, help="All that failed.")
@json_option
@click.pass_context
def retry_work_command(ctx: click.Context, /, work: str | None, *, is_all: bool, as_json: bool) -> None:
    """Have WORK, which failed, tried again; a running server does so at once."""
    if (work is None) == (not is_all):
        raise click.UsageError("Name one piece of work, or give --all.")
    with admin_session(ctx) as (session, context):
        letters = list_dead_letters(context, () if work is None else (work,))
        if work is not None and not letters:
            raise NotFoundError(f"No failed work is called {work}")
        try_again(session, letters)
    if as_json:
        click.echo(msgspec.json.encode({"retried": [letter.id for letter in letters]}).decode())
        return
    for letter in letters:
        click.echo(f"{letter.id}  {letter.kind}  {letter.reference}")


COMMANDS = (work_command, retry_work_command)
