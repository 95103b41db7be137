"""Following up: what was agreed with whom, answers at a revisit, usage that is nobody's, and people forgotten."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables of following up, and when a person was forgotten."""
    op.add_column("attendee", sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "usage_set_aside",
        sa.Column("identity_kind", sa.String(length=8), nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("identity_kind", "identity", name=op.f("pk_usage_set_aside")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "follow_up",
        sa.Column("attendee_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("next_step", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("reason", sa.String(length=24), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["attendee_id"], ["attendee.id"], name=op.f("fk_follow_up_attendee_id")),
        sa.PrimaryKeyConstraint("attendee_id", "state", name=op.f("pk_follow_up")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "revisit_answer",
        sa.Column("attendee_id", sa.Uuid(), nullable=False),
        sa.Column("after_days", sa.Integer(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("fate", sa.String(length=16), nullable=False),
        sa.Column("why", sa.String(length=24), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["attendee_id"], ["attendee.id"], name=op.f("fk_revisit_answer_attendee_id")),
        sa.PrimaryKeyConstraint("attendee_id", "after_days", name=op.f("pk_revisit_answer")),
        sqlite_with_rowid=False,
    )
