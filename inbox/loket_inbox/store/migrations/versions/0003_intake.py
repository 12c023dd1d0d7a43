"""The intake: form definitions, files, cases set aside, failed look-ups."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables and columns of the intake."""
    with op.batch_alter_table("cases") as table:
        table.add_column(
            sa.Column("is_set_aside", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        table.add_column(sa.Column("told_at", sa.String(32), nullable=True))
        table.create_index("ix_cases_told_at", ["told_at"])
    # Until now every case was told of in the transaction that kept it.
    op.execute("UPDATE cases SET told_at = received_at")
    op.create_table(
        "form_definitions",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("form", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("first_used_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_form_definitions")),
    )
    op.create_table(
        "waiting_files",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_waiting_files")),
    )
    op.create_index("ix_waiting_files_created_at", "waiting_files", ["created_at"])
    op.create_table(
        "case_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_files_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_files")),
        sa.UniqueConstraint("case_id", "position", name=op.f("uq_case_files_case_id_position")),
    )
    op.create_table(
        "failed_look_ups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_look_ups")),
    )
    op.create_index("ix_failed_look_ups_network_at", "failed_look_ups", ["network", "at"])
    op.create_index("ix_failed_look_ups_at", "failed_look_ups", ["at"])
    op.create_index("ix_outbox_letter_created_at", "outbox", ["letter", "created_at"])
    op.create_table(
        "network_keys",
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_network_keys")),
    )
