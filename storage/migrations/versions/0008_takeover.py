"""Colleagues in a conversation: takeovers, and who said what in them.

Columns are added, no table is copied: `message` is the largest one.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

COLUMNS = (("said_by", 80), ("event", 8), ("staff_key", 36))


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "takeover",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=True),
        sa.Column("first_seq", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=5), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('back', 'idle', 'unmet')", name=op.f("ck_takeover_outcome")
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (outcome IS NULL)", name=op.f("ck_takeover_ended")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_takeover_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_takeover_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_takeover")),
    )
    op.create_index(op.f("ix_takeover_conversation_id"), "takeover", ["conversation_id"])
    still_open = sa.text("ended_at IS NULL")
    op.create_index(
        "ix_takeover_open",
        "takeover",
        ["conversation_id"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
    for name, length in COLUMNS:
        op.add_column("message", sa.Column(name, sa.String(length=length), nullable=True))
    op.create_index(
        "ix_message_staff_key", "message", ["conversation_id", "staff_key"], unique=True
    )


def downgrade() -> None:
    """Go one step back; what colleagues said stays, as if the assistant had said it."""
    op.drop_index("ix_message_staff_key", table_name="message")
    for name, _ in COLUMNS:
        op.drop_column("message", name)
    op.drop_table("takeover")
