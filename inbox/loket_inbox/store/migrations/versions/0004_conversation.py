"""The conversation by mail: letters to senders, drafted answers, bounces, IMAP mailboxes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and the table of the conversation."""
    with op.batch_alter_table("reply_tokens") as table:
        table.alter_column("officer_id", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("target", sa.Integer(), nullable=True))
    with op.batch_alter_table("outbox") as table:
        table.alter_column("officer_id", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("bounce_digest", sa.String(64), nullable=True))
        table.add_column(sa.Column("failed_at", sa.String(32), nullable=True))
        table.create_unique_constraint(op.f("uq_outbox_bounce_digest"), ["bounce_digest"])
        table.drop_index("ix_outbox_sent_at_due_at")
        table.create_index("ix_outbox_sent_at_failed_at_due_at", ["sent_at", "failed_at", "due_at"])
    with op.batch_alter_table("cases") as table:
        table.add_column(sa.Column("answer_leaves_at", sa.String(32), nullable=True))
        table.create_index("ix_cases_answer_leaves_at", ["answer_leaves_at"])
    op.create_table(
        "mailboxes",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("uid_validity", sa.BigInteger(), nullable=False),
        sa.Column("newest_uid", sa.BigInteger(), nullable=False),
        sa.Column("read_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_mailboxes")),
    )
