"""What all ``doorward admin`` commands share: the transaction they work in, and how they answer."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click
import msgspec
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.app import make_context
from server.audit.commands_trail import recorded_command
from server.config import ConfigError, ServerConfig
from server.context import Context
from server.error_answers import describe_invalid
from server.errors import DoorwardError, NotFoundError

CommandT = TypeVar("CommandT", bound=Callable[..., Any])


def json_option(command: CommandT) -> CommandT:
    """``--json``: one JSON object in place of lines for people."""
    return click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")(command)


@contextmanager
def admin_session(ctx: click.Context) -> Iterator[tuple[Session, Context]]:
    """One transaction on the server's database, brought up to date first; errors become one line and exit code 1."""
    config: ServerConfig = ctx.obj
    with clear_errors():
        context = make_context(config)
        try:
            context.database.migrate()
            with context.database.transaction() as session, recorded_command(ctx, session):
                yield session, context
        finally:
            context.database.close()


def show(fields: dict[str, Any], *, as_json: bool) -> None:
    """Print one object: a line a field, or JSON."""
    if as_json:
        click.echo(msgspec.json.encode(fields).decode())
        return
    for name, value in fields.items():
        click.echo(f"{name}: {'' if value is None else value}")


def find_organization(session: Session, named: str) -> Organization:
    """The organization by id, slug or ticket prefix; NotFoundError where there is none."""
    for column in (Organization.id, Organization.slug, Organization.ticket_prefix):
        found = session.scalar(select(Organization).where(column == named))
        if found is not None:
            return found
    raise NotFoundError(f"No organization is called {named}")


@contextmanager
def clear_errors() -> Iterator[None]:
    """What the caller can put right is one line on stderr and exit code 1."""
    try:
        yield
    except (ConfigError, DoorwardError) as error:
        click.echo(f"doorward: {error}", err=True)
        sys.exit(1)
    except ValidationError as error:
        problems = [{**problem, "loc": ("", *problem["loc"])} for problem in error.errors()]
        click.echo(f"doorward: {describe_invalid(problems)}", err=True)
        sys.exit(1)
