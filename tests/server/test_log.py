"""What the log says of an exception: where and of which class, and nothing that it quotes."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from server.context import Context
from server.log import tell_exception

EMAIL = "max@example.com"
_INSERT = text("INSERT INTO server_state (key, value) VALUES (:key, :value)")


def _fail(names: dict[str, str]) -> None:
    try:
        names[EMAIL]
    except KeyError as error:
        raise ValueError(f"Nobody is called {EMAIL}") from error


def _put_twice(context: Context, row: dict[str, str]) -> None:
    with context.database.transaction() as session:
        session.execute(_INSERT, row)
        session.execute(_INSERT, row)


def test_an_exception_is_told_with_its_cause_and_without_what_they_say() -> None:
    with pytest.raises(ValueError, match="Nobody") as raised:
        _fail({})

    told = tell_exception((raised.type, raised.value, raised.tb))
    assert EMAIL not in told
    assert 0 < told.index("KeyError") < told.rindex("ValueError")
    assert "test_log.py" in told


def test_a_database_s_error_quotes_no_row(context: Context) -> None:
    with pytest.raises(IntegrityError) as raised:
        _put_twice(context, {"key": EMAIL, "value": EMAIL})

    assert EMAIL not in tell_exception((raised.type, raised.value, raised.tb))
    assert f"'{EMAIL}'" not in str(raised.value)
