"""Wrong one-time codes, and officers whose mailed links are closed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table of wrong codes; nobody's links are closed."""
    op.create_table(
        "wrong_codes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("officer_id", sa.Integer, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrong_codes")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_wrong_codes_officer_id_officers")
        ),
    )
    op.create_index("ix_wrong_codes_officer_id_at", "wrong_codes", ["officer_id", "at"])
    op.add_column("officers", sa.Column("links_closed_at", sa.String(32), nullable=True))
