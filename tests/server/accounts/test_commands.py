"""``doorward admin``: people on the command line."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from server.accounts.models import Membership, User
from server.commands import admin
from server.config import read_config
from tests.server.accounts.people import PASSWORD
from tests.serving import open_context

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def invoke(*arguments: str, password: str = PASSWORD) -> Result:
        environment = {"DOORWARD_NEW_PASSWORD": password}
        return CliRunner(env=environment).invoke(admin, ["--data-dir", str(tmp_path), *arguments])

    return invoke


def test_a_user_gets_a_role_and_the_platforms_trust(run: Run, tmp_path: Path) -> None:
    organization = msgspec.json.decode(run("create-organization", "Maguey", "--prefix", "MGY", "--json").stdout)
    made = msgspec.json.decode(run("create-user", "Ada@example.com", "--name", "Ada", "--json").stdout)
    assert run("add-member", "MGY", "ada@example.com", "manager").exit_code == 0
    assert run("add-member", "MGY", "ada@example.com", "owner").exit_code == 0
    assert run("make-admin", "ada@example.com").exit_code == 0

    with open_context(read_config({}, {"data_dir": tmp_path})) as context, context.database.transaction() as session:
        user = session.get_one(User, made["id"])
        assert (user.email_key, user.name, user.is_admin) == ("ada@example.com", "Ada", True)
        assert user.verified_at is not None
        member = session.scalars(select(Membership)).one()
        assert (member.organization_id, member.role) == (organization["id"], "owner")
        assert member.accepted_at is not None

    assert run("make-admin", "ada@example.com", "--revoke").exit_code == 0
    with open_context(read_config({}, {"data_dir": tmp_path})) as context, context.database.transaction() as session:
        assert session.get_one(User, made["id"]).is_admin is False


def test_what_cannot_be_done_is_one_clear_line(run: Run) -> None:
    run("create-organization", "Maguey", "--prefix", "MGY")
    run("create-user", "ada@example.com")
    for arguments, said in (
        (("create-user", "ada@example.com"), "This address has an account already"),
        (("create-user", "no address"), "email: is not an e-mail address"),
        (("add-member", "MGY", "nobody@example.com", "owner"), "No user has this address"),
        (("add-member", "XXX", "ada@example.com", "owner"), "No organization is called XXX"),
        (("make-admin", "nobody@example.com"), "No user has this address"),
    ):
        result = run(*arguments)
        assert result.exit_code == 1
        assert result.stderr.startswith(f"doorward: {said}")
    weak = run("create-user", "bob@example.com", password="short")
    assert (weak.exit_code, "12 to 256 characters" in weak.stderr) == (1, True)
