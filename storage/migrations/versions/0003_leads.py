"""Leads, people, sealed words.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward; messages and comments that are there stay as they are, not sealed."""
    op.add_column("conversation", sa.Column("visitor_key", sa.String(length=64), nullable=True))
    op.create_index(
        op.f("ix_conversation_visitor_key"), "conversation", ["visitor_key"], unique=False
    )
    op.add_column("message", sa.Column("sealed", sa.Text(), nullable=True))
    op.add_column("message", sa.Column("form", sa.Text(), nullable=True))
    op.add_column("feedback", sa.Column("sealed", sa.Text(), nullable=True))

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_person_fingerprint")),
    )
    op.create_table(
        "lead",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("form_run", sa.String(length=36), nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.Column(
            "automatic_reasons",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=5), nullable=False),
        sa.Column("name_sealed", sa.Text(), nullable=False),
        sa.Column("contact_sealed", sa.Text(), nullable=False),
        sa.Column("contact_raw_sealed", sa.Text(), nullable=False),
        sa.Column("preferred_time_sealed", sa.Text(), nullable=False),
        sa.Column("subject_sealed", sa.Text(), nullable=True),
        sa.Column("consent_text", sa.Text(), nullable=False),
        sa.Column("consent_version", sa.Text(), nullable=False),
        sa.Column("consent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("consent_words_sealed", sa.Text(), nullable=False),
        sa.CheckConstraint("channel IN ('phone', 'email')", name=op.f("ck_lead_channel")),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_lead_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_lead_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
        sa.UniqueConstraint(
            "conversation_id", "form_run", name=op.f("uq_lead_conversation_id_form_run")
        ),
        sa.UniqueConstraint("reference", name=op.f("uq_lead_reference")),
    )
    op.create_index(op.f("ix_lead_created_at"), "lead", ["created_at"], unique=False)
    op.create_index(op.f("ix_lead_person_id"), "lead", ["person_id"], unique=False)


def downgrade() -> None:
    """Go one step back; leads and sealed words are lost, masked words stay."""
    op.drop_index(op.f("ix_lead_person_id"), table_name="lead")
    op.drop_index(op.f("ix_lead_created_at"), table_name="lead")
    op.drop_table("lead")
    op.drop_table("person")

    op.drop_column("feedback", "sealed")
    op.drop_column("message", "form")
    op.drop_column("message", "sealed")
    op.drop_index(op.f("ix_conversation_visitor_key"), table_name="conversation")
    op.drop_column("conversation", "visitor_key")
