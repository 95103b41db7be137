"""Every table of the program, its people and its room, once; what follows a training is in `tables_after`.

The database itself holds what must be unique; what can be derived is never stored.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    text,
)

from trainer_app.domain.attendee import AliasKind, Role, System
from trainer_app.domain.changes import Topic
from trainer_app.domain.session import Phase, SessionKind
from trainer_app.storage.columns import ID, key, metadata, to
from trainer_app.storage.types import EnumText, UtcTime

program = Table(
    "program",
    metadata,
    key(),
    Column("one", Integer, nullable=False, unique=True, server_default=text("1")),
    Column("name", String, nullable=False),
    Column("timezone", String, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("checklist_id", ID, ForeignKey("checklist.id")),
    Column("window_days", Integer, nullable=False),
    Column("min_active_days", Integer, nullable=False),
    Column("min_active_weeks", Integer, nullable=False),
    Column("lapse_gap_days", Integer, nullable=False),
    Column("min_units", Float, nullable=False),
    CheckConstraint("one = 1", name="single"),
)

checklist = Table(
    "checklist",
    metadata,
    key(),
    Column("key", String, nullable=False),
    Column("title", String, nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("document", JSON, nullable=False),
    Column("created_at", UtcTime, nullable=False),
)

team = Table(
    "team",
    metadata,
    key(),
    Column("name", String, nullable=False),
    Column("folded", String, nullable=False, unique=True),
)

attendee = Table(
    "attendee",
    metadata,
    key(),
    Column("name", String, nullable=False),
    Column("email", String),
    Column("email_folded", String, index=True),
    to("team.id", optional=True),
    Column("system", EnumText(System)),
    Column("role", EnumText(Role), nullable=False),
    Column("walk_in", Boolean, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("merged_into_id", ID, ForeignKey("attendee.id"), index=True),
    Column("removed_at", UtcTime),
    Column("forgotten_at", UtcTime),
    sqlite_with_rowid=False,
)

alias = Table(
    "alias",
    metadata,
    to("attendee.id", primary_key=True),
    Column("kind", EnumText(AliasKind), primary_key=True),
    Column("folded", String, primary_key=True),
    Column("text", String, nullable=False),
    Index("ix_alias_kind_folded", "kind", "folded"),
    Index(
        "uq_alias_tool_identity",
        "kind",
        "folded",
        unique=True,
        sqlite_where=text("kind IN ('key', 'login')"),
    ),
)

badge = Table(
    "badge",
    metadata,
    Column("code", String(64), primary_key=True),
    to("attendee.id"),
    Column("short", String(12), nullable=False, unique=True),
    Column("issued_at", UtcTime, nullable=False),
    Column("revoked_at", UtcTime),
    Index("ix_badge_attendee_id", "attendee_id"),
    sqlite_with_rowid=False,
)

series = Table(
    "series",
    metadata,
    key(),
    Column("name", String, nullable=False, unique=True),
)

session = Table(
    "session",
    metadata,
    key(),
    Column("name", String, nullable=False, unique=True),
    Column("kind", EnumText(SessionKind), nullable=False),
    to("series.id", optional=True),
    Column("starts_at", UtcTime, nullable=False, index=True),
    Column("ends_at", UtcTime, nullable=False),
    Column("zone", String, nullable=False),
    Column("room", String),
    Column("capacity", Integer),
    Column("hard_capacity", Boolean, nullable=False),
    Column("facilitator", String),
    Column("helpers", JSON, nullable=False),
    Column("phase", EnumText(Phase), nullable=False),
    Column("checklist_id", ID, ForeignKey("checklist.id")),
    CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity"),
)

phase_change = Table(
    "phase_change",
    metadata,
    Column("number", Integer, primary_key=True),
    to("session.id"),
    Column("phase", EnumText(Phase), nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_phase_change_session_id", "session_id"),
)

registration = Table(
    "registration",
    metadata,
    to("session.id", primary_key=True),
    to("attendee.id", primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("cancelled_at", UtcTime),
    Index("ix_registration_attendee_id", "attendee_id"),
    sqlite_with_rowid=False,
)

check_in = Table(
    "check_in",
    metadata,
    key(),
    to("session.id"),
    to("attendee.id"),
    Column("at", UtcTime, nullable=False),
    Column("input", String(16), nullable=False),
    Column("author", String, nullable=False),
    Column("device", String, nullable=False),
    Column("guest", Boolean, nullable=False),
    Column("override_reason", String),
    Column("seat", String),
    Column("moved_from_id", ID, ForeignKey("session.id")),
    Column("left_at", UtcTime),
    Column("undone_at", UtcTime),
    Index(
        "uq_check_in_session_id_attendee_id",
        "session_id",
        "attendee_id",
        unique=True,
        sqlite_where=text("undone_at IS NULL"),
    ),
    Index("ix_check_in_attendee_id", "attendee_id"),
    sqlite_with_rowid=False,
)

attempt = Table(
    "attempt",
    metadata,
    Column("gesture_id", ID, primary_key=True),
    Column("session_id", ID, nullable=False),
    Column("attendee_id", ID),
    Column("check_in_id", ID),
    Column("outcome", String(24), nullable=False),
    Column("input", String(16), nullable=False),
    Column("raw", String),
    Column("author", String, nullable=False),
    Column("device", String, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("answer", JSON, nullable=False),
    sqlite_with_rowid=False,
)

activity = Table(
    "activity",
    metadata,
    Column("cursor", Integer, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("author", String, nullable=False),
    Column("device", String, nullable=False),
    Column("topic", EnumText(Topic), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("session_id", ID),
    Column("attendee_id", ID),
    Column("subject_id", ID),
    Column("detail", JSON, nullable=False),
    Column("undoes", Integer, ForeignKey("activity.cursor")),
    Index(
        "uq_activity_undoes",
        "undoes",
        unique=True,
        sqlite_where=text("undoes IS NOT NULL"),
    ),
)

step_mark = Table(
    "step_mark",
    metadata,
    key(),
    to("session.id"),
    to("attendee.id"),
    Column("step_key", String, nullable=False),
    Column("state", String(12), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("author", String, nullable=False),
    Column("undone_at", UtcTime),
    Index(
        "uq_step_mark_session_id_attendee_id_step_key",
        "session_id",
        "attendee_id",
        "step_key",
        unique=True,
        sqlite_where=text("undone_at IS NULL"),
    ),
    sqlite_with_rowid=False,
)

ticket = Table(
    "ticket",
    metadata,
    key(),
    to("session.id"),
    to("attendee.id"),
    Column("step_key", String),
    Column("raised_by", String(16), nullable=False),
    Column("error_key", String),
    Column("error_text", String),
    Column("tried", JSON, nullable=False),
    Column("remedy_key", String),
    Column("left_over", String(24)),
    Column("pinned", Boolean, nullable=False),
    Column("stages", Integer, nullable=False),
    Column("closed_at", UtcTime),
    Column("undone_at", UtcTime),
    Index("ix_ticket_session_id", "session_id"),
    Index(
        "uq_ticket_session_id_attendee_id",
        "session_id",
        "attendee_id",
        unique=True,
        sqlite_where=text("closed_at IS NULL AND undone_at IS NULL"),
    ),
)

ticket_stage = Table(
    "ticket_stage",
    metadata,
    to("ticket.id", primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("state", String(16), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("by", String),
    sqlite_with_rowid=False,
)

fix_shown = Table(
    "fix_shown",
    metadata,
    Column("number", Integer, primary_key=True),
    to("session.id"),
    Column("step_key", String, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_fix_shown_session_id", "session_id"),
)

nudge = Table(
    "nudge",
    metadata,
    to("session.id", primary_key=True),
    to("attendee.id", primary_key=True),
    Column("step_key", String, primary_key=True),
    Column("sent_at", UtcTime, nullable=False),
    Column("answer", String(16)),
    Column("answered_at", UtcTime),
)

confidence = Table(
    "confidence",
    metadata,
    to("session.id", primary_key=True),
    to("attendee.id", primary_key=True),
    Column("moment", String(8), primary_key=True),
    Column("value", Integer, nullable=False),
    Column("at", UtcTime, nullable=False),
    CheckConstraint("value BETWEEN 1 AND 5", name="value"),
    CheckConstraint("moment IN ('before', 'after')", name="moment"),
)

completion = Table(
    "completion",
    metadata,
    key(),
    to("attendee.id"),
    to("session.id"),
    Column("at", UtcTime, nullable=False),
    Column("made", String),
    Column("witness", String),
    Column("undone_at", UtcTime),
    Index("ix_completion_session_id", "session_id"),
    Index(
        "uq_completion_attendee_id",
        "attendee_id",
        unique=True,
        sqlite_where=text("undone_at IS NULL"),
    ),
)
