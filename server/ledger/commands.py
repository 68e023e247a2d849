"""``doorward admin verify-ledger``, ``payout-paid`` and ``payout-failed``."""

from dataclasses import asdict

import click
import msgspec

from server.app import make_context
from server.command_line import admin_session, clear_errors, find_organization, json_option, show
from server.config import ServerConfig
from server.ledger.payouts import mark_payout_failed, mark_payout_paid
from server.ledger.problems import Problem
from server.ledger.verify import verify_ledger

_ACTOR = "command line"


@click.command("verify-ledger")
@click.option("--organization", help="Only this one's books: an id, a slug or a ticket prefix.")
@json_option
@click.pass_context
def verify_ledger_command(ctx: click.Context, /, organization: str | None, *, as_json: bool) -> None:
    """Check that the books balance and agree with payments, refunds, payouts and invoices; exit code 1 if not."""
    problems = _verify(ctx.obj, organization)
    if as_json:
        click.echo(msgspec.json.encode({"problems": [asdict(problem) for problem in problems]}).decode())
    else:
        for problem in problems:
            click.echo(f"{problem.code}  {problem.organization_id}  {problem.object_id}: {problem.text}")
        click.echo(f"{len(problems)} problems" if problems else "The books are in order")
    if problems:
        ctx.exit(1)


@click.command("payout-paid")
@click.argument("payout")
@click.option("--reference", help="What the bank calls the transfer.")
@json_option
@click.pass_context
def payout_paid_command(ctx: click.Context, /, payout: str, reference: str | None, *, as_json: bool) -> None:
    """PAYOUT (an id) was transferred by hand."""
    with admin_session(ctx) as (session, _):
        paid = mark_payout_paid(session, payout, reference, actor=_ACTOR)
        fields = {"id": paid.id, "status": paid.status, "reference": paid.reference}
    show(fields, as_json=as_json)


@click.command("payout-failed")
@click.argument("payout")
@click.option("--reason", default="", help="What the bank said.")
@json_option
@click.pass_context
def payout_failed_command(ctx: click.Context, /, payout: str, reason: str, *, as_json: bool) -> None:
    """PAYOUT (an id) did not arrive or came back: its money is owed to the organization again."""
    with admin_session(ctx) as (session, _):
        failed = mark_payout_failed(session, payout, reason, actor=_ACTOR)
        fields = {"id": failed.id, "status": failed.status, "failure": failed.failure}
    show(fields, as_json=as_json)


def _verify(config: ServerConfig, organization: str | None) -> list[Problem]:
    """In a reading transaction, so that a running server goes on writing meanwhile."""
    with clear_errors():
        context = make_context(config)
        try:
            context.database.migrate()
            with_id = None
            if organization is not None:
                with_id = context.database.read_now(lambda session: find_organization(session, organization).id)
            return context.database.read_now(lambda session: verify_ledger(session, with_id))
        finally:
            context.database.close()


COMMANDS = (verify_ledger_command, payout_paid_command, payout_failed_command)
