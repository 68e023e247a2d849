"""What a check of the books says, and whose books it looks at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select
from sqlalchemy.orm import InstrumentedAttribute, Session

_ROWS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not add up. ``object_id`` is the transaction, payment, order, … where it was seen."""

    code: str
    organization_id: str
    object_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose books are checked: one organization's, or all."""

    organization_id: str | None = None

    def stream(
        self, session: Session, statement: Select[*tuple[Any, ...]], column: InstrumentedAttribute[str]
    ) -> Iterator[Row[*tuple[Any, ...]]]:
        """The statement's rows of these books, few in memory at a time. ``column`` holds the organization."""
        if self.organization_id is not None:
            statement = statement.where(column == self.organization_id)
        yield from session.execute(statement, execution_options={"yield_per": _ROWS_AT_ONCE})


Check = Callable[[Session, Scope], Iterator[Problem]]
"""Gives problems one after the other."""
