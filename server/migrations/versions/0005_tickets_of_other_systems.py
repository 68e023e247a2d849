"""What doors read beside QR.

Existing tables only get columns, as in 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("events", sa.Column("code_formats", sa.JSON(), server_default="[]", nullable=False))


def downgrade() -> None:
    op.drop_column("events", "code_formats")
