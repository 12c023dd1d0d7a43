"""The tables. What stands here in clear is numbers, states, times and officers, nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, as ISO 8601 text of fixed width: it sorts, and reads the same everywhere."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Write a moment; a naive one is a mistake of ours."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Read a moment back."""
        return None if value is None else datetime.fromisoformat(value)


officers = Table(
    "officers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", String(254), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("role", String(32), nullable=False),
    Column("division", String(64), nullable=False),
    Column("added_at", Moment, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", String(9), nullable=False, unique=True),
    Column("form", String(64), nullable=False),
    Column("state", String(32), nullable=False),
    Column("received_at", Moment, nullable=False),
    # Digests of the check page's random name and of the receipt code: both find, neither opens.
    Column("submission_digest", String(64), nullable=False, unique=True),
    Column("code_digest", String(64), nullable=False, unique=True),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("name", String(64), nullable=False),
    Column("data", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", String(64), nullable=False),
    Column("content_digest", String(64), nullable=False),
    Column("chain", String(64), nullable=False),
    Column("sealed", LargeBinary, nullable=True),
    # The message that caused the event, so that a repeated one changes nothing.
    Column("cause", String(64), nullable=True),
    UniqueConstraint("case_id", "sequence"),
    UniqueConstraint("case_id", "cause"),
)

reply_tokens = Table(
    "reply_tokens",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("officer_id", ForeignKey("officers.id"), nullable=False),
    Column("action", String(32), nullable=False),
    Column("created_at", Moment, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("message_id", String(128), nullable=False, unique=True),
    Column("letter", String(64), nullable=False),
    Column("case_id", ForeignKey("cases.id"), nullable=True),
    Column("officer_id", ForeignKey("officers.id"), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("last_error", String(200), nullable=False, default=""),
    Column("sent_at", Moment, nullable=True),
    Index("ix_outbox_sent_at_due_at", "sent_at", "due_at"),
)

incoming = Table(
    "incoming",
    metadata,
    Column("id", Integer, primary_key=True),
    # The identity of the message, and of its Message-ID alone; digests, since both can be personal.
    Column("digest", String(64), nullable=False, unique=True),
    Column("message_id_digest", String(64), nullable=False),
    Column("sender_digest", String(64), nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("outcome", String(32), nullable=False),
    Column("case_id", ForeignKey("cases.id"), nullable=True),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_incoming_message_id_digest", "message_id_digest"),
    Index("ix_incoming_sender_digest_received_at", "sender_digest", "received_at"),
)
