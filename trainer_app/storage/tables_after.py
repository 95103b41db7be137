"""Every table of what follows a training, once: access, usage, and following up."""

from __future__ import annotations

from sqlalchemy import Column, Date, Float, Index, Integer, String, Table, UniqueConstraint

from trainer_app.storage.columns import key, metadata, to
from trainer_app.storage.types import UtcTime

access_grant = Table(
    "access_grant",
    metadata,
    key(),
    to("attendee.id"),
    Column("provider", String, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("identifier", String, nullable=False),
    Column("granted_on", Date),
    Column("ended_on", Date),
    UniqueConstraint("attendee_id", "provider", "kind", "identifier"),
)

usage_import = Table(
    "usage_import",
    metadata,
    key(),
    Column("at", UtcTime, nullable=False),
    Column("file_name", String, nullable=False),
    Column("file_hash", String(64), nullable=False, unique=True),
    Column("layout", String(32), nullable=False),
    Column("source", String, nullable=False),
    Column("scope", String, nullable=False),
    Column("basis", String(12), nullable=False),
    Column("identified_by", String, nullable=False),
    Column("covers_from", Date, nullable=False),
    Column("covers_to", Date, nullable=False),
    Column("rows", Integer, nullable=False),
)

usage_day = Table(
    "usage_day",
    metadata,
    Column("source", String, primary_key=True),
    Column("scope", String, primary_key=True),
    Column("identity_kind", String(8), primary_key=True),
    Column("identity", String, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("units", Float, nullable=False),
    Column("basis", String(12), nullable=False),
    Index("ix_usage_day_source_scope_day", "source", "scope", "day"),
    sqlite_with_rowid=False,
)

usage_set_aside = Table(
    "usage_set_aside",
    metadata,
    Column("identity_kind", String(8), primary_key=True),
    Column("identity", String, primary_key=True),
    Column("at", UtcTime, nullable=False),
    sqlite_with_rowid=False,
)

follow_up = Table(
    "follow_up",
    metadata,
    to("attendee.id", primary_key=True),
    Column("state", String(16), primary_key=True),
    Column("owner", String),
    Column("due_on", Date),
    Column("done_on", Date),
    Column("next_step", String),
    Column("note", String),
    Column("reason", String(24)),
    Column("changed_at", UtcTime, nullable=False),
    sqlite_with_rowid=False,
)

revisit_answer = Table(
    "revisit_answer",
    metadata,
    to("attendee.id", primary_key=True),
    Column("after_days", Integer, primary_key=True),
    Column("answered_on", Date, nullable=False),
    Column("fate", String(16), nullable=False),
    Column("why", String(24)),
    Column("text", String, nullable=False),
    sqlite_with_rowid=False,
)
