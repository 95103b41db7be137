"""The tables of phones: which joined a session, what each has asked for, and what people left on their way out."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table

from trainer_app.storage.columns import ID, key, metadata, to
from trainer_app.storage.types import UtcTime

phone = Table(
    "phone",
    metadata,
    key(),
    to("session.id"),
    to("attendee.id", optional=True),
    Column("role", String(8), nullable=False),
    Column("name", String),
    Column("digest", String(64), nullable=False),
    Column("waits", Boolean, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime),
    Column("revoked_at", UtcTime),
    Index("ix_phone_session_id_attendee_id", "session_id", "attendee_id"),
)

phone_room = Table(
    "phone_room",
    metadata,
    to("session.id", primary_key=True),
    Column("port", Integer, nullable=False),
    Column("secure", Boolean, nullable=False),
    Column("since", UtcTime, nullable=False),
)

phone_gesture = Table(
    "phone_gesture",
    metadata,
    Column("id", ID, primary_key=True),
    to("phone.id"),
    Column("digest", String(64), nullable=False),
    Column("answer", JSON, nullable=False),
    Column("at", UtcTime, nullable=False),
    sqlite_with_rowid=False,
)

exit_ticket = Table(
    "exit_ticket",
    metadata,
    to("session.id", primary_key=True),
    to("attendee.id", primary_key=True),
    Column("next_use", String),
    Column("in_the_way", String),
    Column("at", UtcTime, nullable=False),
    sqlite_with_rowid=False,
)
