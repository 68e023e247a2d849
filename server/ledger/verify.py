"""Check the books against what they record: every sum, every payment, refund and payout, every invoice's number.

The database adds up, and what it finds is read row by row, so that a million entries need no more memory than a few.
Each check stops after ``MOST_A_CHECK`` problems: books that are that wrong need a person anyway.
"""

from itertools import islice

from sqlalchemy.orm import Session

from server.ledger import balance_checks, invoice_checks, ledger_checks, source_checks
from server.ledger.problems import Problem, Scope

MOST_A_CHECK = 100
_CHECKS = (*ledger_checks.CHECKS, *source_checks.CHECKS, *balance_checks.CHECKS, *invoice_checks.CHECKS)


def verify_ledger(session: Session, organization_id: str | None = None) -> list[Problem]:
    """What is wrong with the books of one organization, or of all; nothing, where all is well.

    Best run in a reading transaction, which sees one moment and keeps nobody waiting.
    """
    scope = Scope(organization_id)
    return [problem for check in _CHECKS for problem in islice(check(session, scope), MOST_A_CHECK)]
