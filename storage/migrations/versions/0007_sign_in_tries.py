"""Tries to sign in, counted for all web processes together.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "sign_in_try",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_try")),
    )
    op.create_index(op.f("ix_sign_in_try_who_at"), "sign_in_try", ["who", "at"])
    op.create_index(op.f("ix_sign_in_try_at"), "sign_in_try", ["at"])


def downgrade() -> None:
    """Go one step back; tries of the last minutes are not counted any more."""
    op.drop_table("sign_in_try")
