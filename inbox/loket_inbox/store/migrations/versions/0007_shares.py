"""Where a waiting file came from, so that each network has its share of the room."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Files that wait already come from nowhere; they are gone within the hour."""
    op.add_column(
        "waiting_files", sa.Column("network", sa.String(64), nullable=False, server_default="")
    )
