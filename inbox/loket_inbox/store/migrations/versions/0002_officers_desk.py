"""The officers' desk: sign-in, the register's columns and numbers, the read log, held mail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables and columns of the desk."""
    _people()
    _cases()
    _incoming()


def _people() -> None:
    with op.batch_alter_table("officers") as table:
        table.add_column(sa.Column("ended_at", sa.String(32), nullable=True))
        table.add_column(sa.Column("totp_sealed", sa.LargeBinary(), nullable=True))
        table.add_column(sa.Column("totp_step", sa.Integer(), server_default="0", nullable=False))
        table.drop_constraint(op.f("uq_officers_email"), type_="unique")
    op.create_index(
        "uq_officers_working_email",
        "officers",
        ["email"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "sign_in_links",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("used_at", sa.String(32), nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_sign_in_links_officer_id")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sign_in_links")),
    )
    op.create_index(
        "ix_sign_in_links_officer_id_created_at", "sign_in_links", ["officer_id", "created_at"]
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(64), nullable=False),
        sa.Column("started_at", sa.String(32), nullable=False),
        sa.Column("seen_at", sa.String(32), nullable=False),
        sa.Column("ended_at", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_sessions_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("digest", name=op.f("uq_sessions_digest")),
    )
    op.create_index("ix_sessions_officer_id", "sessions", ["officer_id"])


def _cases() -> None:
    with op.batch_alter_table("cases") as table:
        table.add_column(sa.Column("turn", sa.Integer(), server_default="0", nullable=False))
        table.add_column(
            sa.Column("due_on", sa.String(10), server_default="9999-12-31", nullable=False)
        )
        table.add_column(sa.Column("channel", sa.String(32), server_default="web", nullable=False))
        table.add_column(sa.Column("division", sa.String(64), server_default="", nullable=False))
        table.add_column(
            sa.Column("accused_division", sa.String(64), server_default="", nullable=False)
        )
        table.add_column(sa.Column("agenda_year", sa.Integer(), nullable=True))
        table.add_column(sa.Column("agenda_number", sa.Integer(), nullable=True))
        table.create_unique_constraint(
            op.f("uq_cases_agenda_year_agenda_number"), ["agenda_year", "agenda_number"]
        )
        table.create_index("ix_cases_turn_due_on_received_at", ["turn", "due_on", "received_at"])
        table.create_index("ix_cases_received_at", ["received_at"])
    op.create_table(
        "agenda_years",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_agenda_years")),
    )
    op.create_table(
        "case_officers",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_officers_case_id")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_case_officers_officer_id")
        ),
        sa.PrimaryKeyConstraint("case_id", "officer_id", "part", name=op.f("pk_case_officers")),
    )
    op.create_index("ix_case_officers_officer_id_part", "case_officers", ["officer_id", "part"])
    op.create_table(
        "readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("what", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_readings_case_id")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officers.id"], name=op.f("fk_readings_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
    )
    op.create_index("ix_readings_case_id_at", "readings", ["case_id", "at"])
    op.create_index("ix_readings_at", "readings", ["at"])
    op.create_index("ix_outbox_case_id", "outbox", ["case_id"])


def _incoming() -> None:
    with op.batch_alter_table("incoming") as table:
        table.add_column(sa.Column("settled_at", sa.String(32), nullable=True))
        table.add_column(sa.Column("settled_by", sa.Integer(), nullable=True))
        table.add_column(sa.Column("settlement", sa.String(32), server_default="", nullable=False))
        table.add_column(sa.Column("settled_reason", sa.LargeBinary(), nullable=True))
        table.create_foreign_key(op.f("fk_incoming_settled_by"), "officers", ["settled_by"], ["id"])
        table.create_index("ix_incoming_case_id", ["case_id"])
    op.create_table(
        "incoming_cases",
        sa.Column("incoming_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incoming_id"], ["incoming.id"], name=op.f("fk_incoming_cases_incoming_id")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_incoming_cases_case_id")),
        sa.PrimaryKeyConstraint("incoming_id", "case_id", name=op.f("pk_incoming_cases")),
    )
