"""The outbox.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=7), nullable=False),
        sa.Column("event", sa.String(length=6), nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=True),
        sa.Column("idempotency_key", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dead_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=32), nullable=True),
        sa.CheckConstraint(
            "(next_attempt_at IS NULL) = (sent_at IS NOT NULL OR dead_at IS NOT NULL)",
            name=op.f("ck_notice_next_attempt_at"),
        ),
        sa.CheckConstraint("event IN ('lead', 'urgent')", name=op.f("ck_notice_event")),
        sa.CheckConstraint("kind IN ('email', 'webhook')", name=op.f("ck_notice_kind")),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_notice_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_notice_idempotency_key")),
        sa.UniqueConstraint("reference", "kind", name=op.f("uq_notice_reference_kind")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_notice_conversation_id"), "notice", ["conversation_id"], unique=False)
    op.create_index(op.f("ix_notice_next_attempt_at"), "notice", ["next_attempt_at"], unique=False)


def downgrade() -> None:
    """Go one step back."""
    op.drop_index(op.f("ix_notice_next_attempt_at"), table_name="notice")
    op.drop_index(op.f("ix_notice_conversation_id"), table_name="notice")

    op.drop_table("notice")
