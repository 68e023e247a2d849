"""What doors know guests by, tickets that other systems sold, and the symbologies that doors read for them.

Existing tables only get columns, as in 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TICKET_TEXTS = ("foreign_code", "foreign_key", "foreign_reference")


def upgrade() -> None:
    op.add_column("events", sa.Column("code_formats", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("events", sa.Column("door_contacts", sa.Boolean(), server_default="1", nullable=False))
    for name in _TICKET_TEXTS:
        op.add_column("tickets", sa.Column(name, sa.Text(), server_default="", nullable=False))
    for name, is_unique in (("foreign_code", True), ("foreign_key", False)):
        is_foreign = sa.text(f"{name} <> ''")
        op.create_index(
            f"ix_tickets_event_id_{name}",
            "tickets",
            ["event_id", name],
            unique=is_unique,
            sqlite_where=is_foreign,
            postgresql_where=is_foreign,
        )


def downgrade() -> None:
    op.drop_index("ix_tickets_event_id_foreign_key", "tickets")
    op.drop_index("ix_tickets_event_id_foreign_code", "tickets")
    for name in _TICKET_TEXTS:
        op.drop_column("tickets", name)
    op.drop_column("events", "door_contacts")
    op.drop_column("events", "code_formats")
