"""What is kept of another system's code when its holder was erased: a hash, by which it is known again.

Existing tables only get columns, as in 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_INDEX = "ix_tickets_event_id_foreign_hash"


def upgrade() -> None:
    op.add_column("tickets", sa.Column("foreign_hash", sa.LargeBinary(), nullable=True))
    is_erased = sa.text("foreign_hash IS NOT NULL")
    op.create_index(
        _INDEX,
        "tickets",
        ["event_id", "foreign_hash"],
        unique=True,
        sqlite_where=is_erased,
        postgresql_where=is_erased,
    )


def downgrade() -> None:
    op.drop_index(_INDEX, "tickets")
    op.drop_column("tickets", "foreign_hash")
