"""The first tables: program, people, sessions, check-in, floor, access and usage."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table of the first version."""
    op.create_table(
        "activity",
        sa.Column("cursor", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("topic", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("attendee_id", sa.Uuid(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["undoes"], ["activity.cursor"], name=op.f("fk_activity_undoes")),
        sa.PrimaryKeyConstraint("cursor", name=op.f("pk_activity")),
    )
    op.create_index(
        "uq_activity_undoes",
        "activity",
        ["undoes"],
        unique=True,
        sqlite_where=sa.text("undoes IS NOT NULL"),
        postgresql_where=sa.text("undoes IS NOT NULL"),
    )
    op.create_table(
        "attempt",
        sa.Column("gesture_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("attendee_id", sa.Uuid(), nullable=True),
        sa.Column("check_in_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.String(length=24), nullable=False),
        sa.Column("input", sa.String(length=16), nullable=False),
        sa.Column("raw", sa.String(), nullable=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("gesture_id", name=op.f("pk_attempt")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "checklist",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist")),
        sa.UniqueConstraint("digest", name=op.f("uq_checklist_digest")),
    )
    op.create_table(
        "series",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("name", name=op.f("uq_series_name")),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("folded", name=op.f("uq_team_folded")),
    )
    op.create_table(
        "usage_day",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("identity_kind", sa.String(length=8), nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("units", sa.Float(), nullable=False),
        sa.Column("basis", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("source", "scope", "identity_kind", "identity", "day", name=op.f("pk_usage_day")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_usage_day_source_scope_day", "usage_day", ["source", "scope", "day"], unique=False)
    op.create_table(
        "usage_import",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        sa.Column("layout", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("basis", sa.String(length=12), nullable=False),
        sa.Column("identified_by", sa.String(), nullable=False),
        sa.Column("covers_from", sa.Date(), nullable=False),
        sa.Column("covers_to", sa.Date(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_usage_import")),
        sa.UniqueConstraint("file_hash", name=op.f("uq_usage_import_file_hash")),
    )
    op.create_table(
        "attendee",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("email_folded", sa.String(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("system", sa.String(length=24), nullable=True),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("walk_in", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["merged_into_id"], ["attendee.id"], name=op.f("fk_attendee_merged_into_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_attendee_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendee")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_attendee_email_folded"), "attendee", ["email_folded"], unique=False)
    op.create_index(op.f("ix_attendee_merged_into_id"), "attendee", ["merged_into_id"], unique=False)
    op.create_table(
        "program",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("one", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checklist_id", sa.Uuid(), nullable=True),
        sa.Column("window_days", sa.Integer(), nullable=False),
        sa.Column("min_active_days", sa.Integer(), nullable=False),
        sa.Column("min_active_weeks", sa.Integer(), nullable=False),
        sa.Column("lapse_gap_days", sa.Integer(), nullable=False),
        sa.Column("min_units", sa.Float(), nullable=False),
        sa.CheckConstraint("one = 1", name=op.f("ck_program_single")),
        sa.ForeignKeyConstraint(["checklist_id"], ["checklist.id"], name=op.f("fk_program_checklist_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program")),
        sa.UniqueConstraint("one", name=op.f("uq_program_one")),
    )
    op.create_table(
        "session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("series_id", sa.Uuid(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("room", sa.String(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("hard_capacity", sa.Boolean(), nullable=False),
        sa.Column("facilitator", sa.String(), nullable=True),
        sa.Column("helpers", sa.JSON(), nullable=False),
        sa.Column("phase", sa.String(length=24), nullable=False),
        sa.Column("checklist_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("capacity IS NULL OR capacity > 0", name=op.f("ck_session_capacity")),
        sa.ForeignKeyConstraint(["checklist_id"], ["checklist.id"], name=op.f("fk_session_checklist_id")),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_session_series_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("name", name=op.f("uq_session_name")),
    )
    op.create_index(op.f("ix_session_starts_at"), "session", ["starts_at"], unique=False)
    op.create_table(
        "access_grant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("attendee_id", sa.Uuid(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("identifier", sa.String(), nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["attendee_id"], ["attendee.id"], name=op.f("fk_access_grant_attendee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_grant")),
        sa.UniqueConstraint(
            "attendee_id",
            "provider",
            "kind",
            "identifier",
            name=op.f("uq_access_grant_attendee_id_provider_kind_identifier"),
        ),
    )
    op.create_table(
        "alias",
        sa.Column("attendee_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["attendee_id"], ["attendee.id"], name=op.f("fk_alias_attendee_id")),
        sa.PrimaryKeyConstraint("attendee_id", "kind", "folded", name=op.f("pk_alias")),
    )
    op.create_index("ix_alias_kind_folded", "alias", ["kind", "folded"], unique=False)
    op.create_index(
        "uq_alias_tool_identity",
        "alias",
        ["kind", "folded"],
        unique=True,
        sqlite_where=sa.text("kind IN ('key', 'login')"),
        postgresql_where=sa.text("kind IN ('key', 'login')"),
    )
    op.create_table(
        "badge",
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("attendee_id", sa.Uuid(), nullable=False),
        sa.Column("short", sa.String(length=12), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["attendee_id"], ["attendee.id"], name=op.f("fk_badge_attendee_id")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_badge")),
        sa.UniqueConstraint("short", name=op.f("uq_badge_short")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_badge_attendee_id", "badge", ["attendee_id"], unique=False)
    op.create_table(
        "check_in",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("attendee_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("input", sa.String(length=16), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("guest", sa.Boolean(), nullable=False),
        sa.Column("override_reason", sa.String(), nullable=True),
        sa.Column("seat", sa.String(), nullable=True),
        sa.Column("moved_from_id", sa.Uuid(), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["attendee_id"], ["attendee.id"], name=op.f("fk_check_in_attendee_id")),
        sa.ForeignKeyConstraint(["moved_from_id"], ["session.id"], name=op.f("fk_check_in_moved_from_id")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_check_in_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_check_in_attendee_id", "check_in", ["attendee_id"], unique=False)
    op.create_index(
        "uq_check_in_session_id_attendee_id",
        "check_in",
        ["session_id", "attendee_id"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.create_table(
        "completion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("attendee_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made", sa.String(), nullable=True),
        sa.Column("witness", sa.String(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["attendee_id"], ["attendee.id"], name=op.f("fk_completion_attendee_id")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_completion_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completion")),
    )
    op.create_index("ix_completion_session_id", "completion", ["session_id"], unique=False)
    op.create_index(
        "uq_completion_attendee_id",
        "completion",
        ["attendee_id"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.create_table(
        "confidence",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("attendee_id", sa.Uuid(), nullable=False),
        sa.Column("moment", sa.String(length=8), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("moment IN ('before', 'after')", name=op.f("ck_confidence_moment")),
        sa.CheckConstraint("value BETWEEN 1 AND 5", name=op.f("ck_confidence_value")),
        sa.ForeignKeyConstraint(["attendee_id"], ["attendee.id"], name=op.f("fk_confidence_attendee_id")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_confidence_session_id")),
        sa.PrimaryKeyConstraint("session_id", "attendee_id", "moment", name=op.f("pk_confidence")),
    )
    op.create_table(
        "fix_shown",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("step_key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_fix_shown_session_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_fix_shown")),
    )
    op.create_index("ix_fix_shown_session_id", "fix_shown", ["session_id"], unique=False)
    op.create_table(
        "nudge",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("attendee_id", sa.Uuid(), nullable=False),
        sa.Column("step_key", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["attendee_id"], ["attendee.id"], name=op.f("fk_nudge_attendee_id")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_nudge_session_id")),
        sa.PrimaryKeyConstraint("session_id", "attendee_id", "step_key", name=op.f("pk_nudge")),
    )
    op.create_table(
        "phase_change",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("phase", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_phase_change_session_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_phase_change")),
    )
    op.create_index("ix_phase_change_session_id", "phase_change", ["session_id"], unique=False)
    op.create_table(
        "registration",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("attendee_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["attendee_id"], ["attendee.id"], name=op.f("fk_registration_attendee_id")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_registration_session_id")),
        sa.PrimaryKeyConstraint("session_id", "attendee_id", name=op.f("pk_registration")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_registration_attendee_id", "registration", ["attendee_id"], unique=False)
    op.create_table(
        "step_mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("attendee_id", sa.Uuid(), nullable=False),
        sa.Column("step_key", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["attendee_id"], ["attendee.id"], name=op.f("fk_step_mark_attendee_id")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_step_mark_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_mark")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_step_mark_session_id_attendee_id_step_key",
        "step_mark",
        ["session_id", "attendee_id", "step_key"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.create_table(
        "ticket",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("attendee_id", sa.Uuid(), nullable=False),
        sa.Column("step_key", sa.String(), nullable=True),
        sa.Column("raised_by", sa.String(length=16), nullable=False),
        sa.Column("error_key", sa.String(), nullable=True),
        sa.Column("error_text", sa.String(), nullable=True),
        sa.Column("tried", sa.JSON(), nullable=False),
        sa.Column("remedy_key", sa.String(), nullable=True),
        sa.Column("left_over", sa.String(length=24), nullable=True),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("stages", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["attendee_id"], ["attendee.id"], name=op.f("fk_ticket_attendee_id")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_ticket_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
    )
    op.create_index("ix_ticket_session_id", "ticket", ["session_id"], unique=False)
    op.create_index(
        "uq_ticket_session_id_attendee_id",
        "ticket",
        ["session_id", "attendee_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL AND undone_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL AND undone_at IS NULL"),
    )
    op.create_table(
        "ticket_stage",
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_stage_ticket_id")),
        sa.PrimaryKeyConstraint("ticket_id", "position", name=op.f("pk_ticket_stage")),
        sqlite_with_rowid=False,
    )
    # ### end Alembic commands ###
