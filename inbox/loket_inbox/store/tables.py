"""The tables. What stands here in clear is numbers, states, times and officers, nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
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
    false,
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


class DueDay(TypeDecorator[date]):
    """A day as ISO 8601 text; none is written as the last day there is, so that it sorts last."""

    impl = String(10)
    cache_ok = True
    none = "9999-12-31"

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Write a day."""
        return self.none if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Read a day back."""
        return None if value is None or value == self.none else date.fromisoformat(value)


officers = Table(
    "officers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", String(254), nullable=False),
    Column("name", String(200), nullable=False),
    Column("role", String(32), nullable=False),
    Column("division", String(64), nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("ended_at", Moment, nullable=True),
    # The sealed secret of the officer's one-time codes, and the newest step that was used (RFC
    # 6238, 5.2: a code opens once).
    Column("totp_sealed", LargeBinary, nullable=True),
    Column("totp_step", Integer, nullable=False, server_default="0"),
    # After too many wrong codes no mailed link opens, until somebody else opens them again.
    Column("links_closed_at", Moment, nullable=True),
)
# Whoever takes over an address is somebody else: what the one before was put on does not pass on.
Index(
    "uq_officers_working_email",
    officers.c.email,
    unique=True,
    sqlite_where=officers.c.ended_at.is_(None),
    postgresql_where=officers.c.ended_at.is_(None),
)

sign_in_links = Table(
    "sign_in_links",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("officer_id", ForeignKey("officers.id"), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("used_at", Moment, nullable=True),
    Column("failures", Integer, nullable=False, server_default="0"),
    Index("ix_sign_in_links_officer_id_created_at", "officer_id", "created_at"),
)

wrong_codes = Table(
    "wrong_codes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("officer_id", ForeignKey("officers.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_wrong_codes_officer_id_at", "officer_id", "at"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("officer_id", ForeignKey("officers.id"), nullable=False),
    # "Chrome, Android": no more of the browser than tells one's own devices apart.
    Column("device", String(64), nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("ended_at", Moment, nullable=True),
    Index("ix_sessions_officer_id", "officer_id"),
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
    # What the register is listed, filtered and numbered by: all of it follows from the events.
    Column("turn", Integer, nullable=False, server_default="0"),
    Column("due_on", DueDay, nullable=False, server_default=DueDay.none),
    Column("channel", String(32), nullable=False, server_default="web"),
    Column("division", String(64), nullable=False, server_default=""),
    Column("accused_division", String(64), nullable=False, server_default=""),
    Column("agenda_year", Integer, nullable=True),
    Column("agenda_number", Integer, nullable=True),
    # A robot seems to have sent it: it waits in a list of its own until an officer takes it up.
    Column("is_set_aside", Boolean, nullable=False, server_default=false()),
    # When officers were first written to about it; none while it waits for a digest.
    Column("told_at", Moment, nullable=True),
    # When the earliest of its drafted answers leaves; none while no answer waits.
    Column("answer_leaves_at", Moment, nullable=True),
    UniqueConstraint("agenda_year", "agenda_number"),
    Index("ix_cases_turn_due_on_received_at", "turn", "due_on", "received_at"),
    Index("ix_cases_received_at", "received_at"),
    Index("ix_cases_told_at", "told_at"),
    Index("ix_cases_answer_leaves_at", "answer_leaves_at"),
)

# Every form definition that ever took a submission, so that an old case shows what it was asked.
form_definitions = Table(
    "form_definitions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("form", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("definition", Text, nullable=False),
    Column("first_used_at", Moment, nullable=False),
)

# Files on their way: sealed to a key that only the sender's page holds, for an hour.
waiting_files = Table(
    "waiting_files",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("network", String(64), nullable=False, server_default=""),
    Index("ix_waiting_files_created_at", "created_at"),
)

case_files = Table(
    "case_files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    UniqueConstraint("case_id", "position"),
)

# Receipt codes that opened nothing, by network; the name of a network is good for one day.
failed_look_ups = Table(
    "failed_look_ups",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("network", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_failed_look_ups_network_at", "network", "at"),
    Index("ix_failed_look_ups_at", "at"),
)

# The key under which networks are named today; yesterday's is deleted with all its names.
network_keys = Table(
    "network_keys",
    metadata,
    Column("day", String(10), primary_key=True),
    Column("key", LargeBinary, nullable=False),
)

# The newest agenda number of each year. A row, not a sequence: it rolls back with its transaction,
# so that no number is ever missing.
agenda_years = Table(
    "agenda_years",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("newest", Integer, nullable=False),
)

# Who handles a case and of whom it complains, as its events say it.
case_officers = Table(
    "case_officers",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("officer_id", ForeignKey("officers.id"), primary_key=True),
    Column("part", String(16), primary_key=True),
    Index("ix_case_officers_officer_id_part", "officer_id", "part"),
)

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("officer_id", ForeignKey("officers.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("what", String(32), nullable=False),
    Index("ix_readings_case_id_at", "case_id", "at"),
    Index("ix_readings_at", "at"),
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
    # None: the sender of the case answers.
    Column("officer_id", ForeignKey("officers.id"), nullable=True),
    Column("action", String(32), nullable=False),
    # Whom a disposition names, or which event is to be stopped.
    Column("target", Integer, nullable=True),
    Column("created_at", Moment, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("message_id", String(128), nullable=False, unique=True),
    Column("letter", String(64), nullable=False),
    Column("case_id", ForeignKey("cases.id"), nullable=True),
    # None: to the sender of the case.
    Column("officer_id", ForeignKey("officers.id"), nullable=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("last_error", String(200), nullable=False, default=""),
    Column("sent_at", Moment, nullable=True),
    # The digest of the token in this letter's own return address: a bounce without any other sign
    # still names its letter (VERP).
    Column("bounce_digest", String(64), nullable=True, unique=True),
    # Nobody will get it, and somebody else was told: refused for good, or bounced.
    Column("failed_at", Moment, nullable=True),
    Index("ix_outbox_sent_at_failed_at_due_at", "sent_at", "failed_at", "due_at"),
    Index("ix_outbox_case_id", "case_id"),
    Index("ix_outbox_letter_created_at", "letter", "created_at"),
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
    # What a person did with a held message; the reason for discarding it is sealed.
    Column("settled_at", Moment, nullable=True),
    Column("settled_by", ForeignKey("officers.id"), nullable=True),
    Column("settlement", String(32), nullable=False, server_default=""),
    Column("settled_reason", LargeBinary, nullable=True),
    Index("ix_incoming_case_id", "case_id"),
    Index("ix_incoming_message_id_digest", "message_id_digest"),
    Index("ix_incoming_sender_digest_received_at", "sender_digest", "received_at"),
)

# Every case that a message names by a reply address or by a letter that it refers to: whoever may
# not read one of them may not read the message.
incoming_cases = Table(
    "incoming_cases",
    metadata,
    Column("incoming_id", ForeignKey("incoming.id"), primary_key=True),
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
)

# How far each IMAP mailbox has been read (RFC 9051, 2.3.1.1): a UID only means something under its
# UIDVALIDITY.
mailboxes = Table(
    "mailboxes",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("uid_validity", BigInteger, nullable=False),
    Column("newest_uid", BigInteger, nullable=False),
    Column("read_at", Moment, nullable=False),
)

# The keys that this database was begun with, by the names of their files.
fingerprints = Table(
    "fingerprints",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
)
