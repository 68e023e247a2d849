"""Groups, live codes, revocation and wipe of devices, what devices report, signed policies, and incidents.

Existing tables only get columns, as in 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("products", sa.Column("admits", sa.BigInteger(), server_default="1", nullable=False))
    op.add_column("tickets", sa.Column("admits", sa.BigInteger(), server_default="1", nullable=False))
    op.add_column("tickets", sa.Column("status_since", sa.BigInteger(), nullable=True))
    op.add_column("events", sa.Column("rotation", sa.Text(), server_default="off", nullable=False))
    op.add_column("events", sa.Column("pin_hash", sa.Text(), server_default="", nullable=False))
    op.add_column("events", sa.Column("keep_names_days", sa.BigInteger(), server_default="30", nullable=False))
    op.add_column("devices", sa.Column("is_desk", sa.Boolean(), server_default="0", nullable=False))
    op.add_column("devices", sa.Column("held", sa.JSON(), server_default="{}", nullable=False))
    op.add_column("devices", sa.Column("is_to_wipe", sa.Boolean(), server_default="0", nullable=False))
    op.add_column("devices", sa.Column("message", sa.Text(), server_default="", nullable=False))
    op.add_column("devices", sa.Column("message_id", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("devices", sa.Column("report", sa.JSON(), server_default="{}", nullable=False))
    op.add_column("devices", sa.Column("seen_at", sa.BigInteger(), nullable=True))
    op.add_column("devices", sa.Column("token_expires_at", sa.BigInteger(), nullable=True))
    op.add_column("grants", sa.Column("people", sa.BigInteger(), server_default="1", nullable=False))
    op.add_column("grants", sa.Column("party", sa.BigInteger(), server_default="1", nullable=False))
    op.add_column("grants", sa.Column("rule", sa.Text(), server_default="", nullable=False))
    op.add_column("policy_versions", sa.Column("issued_at", sa.BigInteger(), server_default="0", nullable=False))
    op.create_table(
        "incidents",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("log_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Text(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("found_at", sa.BigInteger(), nullable=False),
        sa.Column("acknowledged_at", sa.BigInteger(), nullable=True),
        sa.Column("acknowledged_by", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("kind", "log_id", "seq", name=op.f("pk_incidents")),
        sa.UniqueConstraint("id", name=op.f("uq_incidents_id")),
    )
    op.create_index("ix_incidents_event_id_at", "incidents", ["event_id", "at"], unique=False)
    op.create_index(op.f("ix_incidents_ticket_id"), "incidents", ["ticket_id"], unique=False)


def downgrade() -> None:
    op.drop_table("incidents")
    for table, columns in (
        ("policy_versions", ("issued_at",)),
        ("grants", ("people", "party", "rule")),
        (
            "devices",
            (
                "is_desk",
                "held",
                "is_to_wipe",
                "message",
                "message_id",
                "report",
                "seen_at",
                "token_expires_at",
            ),
        ),
        ("events", ("rotation", "pin_hash", "keep_names_days")),
        ("tickets", ("admits", "status_since")),
        ("products", ("admits",)),
    ):
        for column in columns:
            op.drop_column(table, column)
