"""Clusters of missed questions, corrections, training reports, sign-offs, edited answers.

Revision ID: 0006
Revises: 0005
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

DECISIONS = "state IN ('proposed', 'accepted', 'refused', 'written')"


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "question_cluster",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("wish", sa.Text(), nullable=True),
        _moment("created_at", False),
        _moment("changed_at", False),
        _moment("reopened_at", True),
        sa.CheckConstraint(
            "state IN ('open', 'answered', 'wanted', 'fixed', 'left')",
            name=op.f("ck_question_cluster_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_cluster")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_question_cluster_state"), "question_cluster", ["state"])
    _create_missed_questions()
    op.create_table(
        "training_report",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        _moment("started_at", False),
        _moment("ended_at", True),
        _moment("live_at", True),
        sa.Column(
            "found",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "state IN ('running', 'failed', 'refused', 'ready', 'live', 'taken_back')",
            name=op.f("ck_training_report_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_report")),
        sqlite_autoincrement=True,
    )
    _create_corrections()
    _create_sign_offs()
    _create_answer_edits()
    op.create_index(op.f("ix_feedback_created_at"), "feedback", ["created_at"])


def downgrade() -> None:
    """Go one step back; what staff decided about questions and answers is lost."""
    op.drop_index(op.f("ix_feedback_created_at"), table_name="feedback")
    for table in ("answer_edit", "sign_off", "correction", "missed_question"):
        op.drop_table(table)
    op.drop_table("training_report")
    op.drop_table("question_cluster")


def _create_missed_questions() -> None:
    op.create_table(
        "missed_question",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=14), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        _moment("missed_at", False),
        sa.CheckConstraint(
            "reason IN ('not_understood', 'unsure', 'not_helpful')",
            name=op.f("ck_missed_question_reason"),
        ),
        _points_to("missed_question", "message_id", "message", "CASCADE"),
        _points_to("missed_question", "cluster_id", "question_cluster", "CASCADE"),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_missed_question")),
    )
    op.create_index(op.f("ix_missed_question_cluster_id"), "missed_question", ["cluster_id"])
    op.create_index(op.f("ix_missed_question_missed_at"), "missed_question", ["missed_at"])


def _create_corrections() -> None:
    op.create_table(
        "correction",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        *_decision_columns(),
        sa.CheckConstraint(DECISIONS, name=op.f("ck_correction_state")),
        _points_to("correction", "message_id", "message", "CASCADE"),
        _points_to("correction", "cluster_id", "question_cluster", "SET NULL"),
        *_decision_keys("correction"),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_correction")),
    )
    for column in ("cluster_id", "state", "report_id"):
        op.create_index(op.f(f"ix_correction_{column}"), "correction", [column])


def _create_sign_offs() -> None:
    op.create_table(
        "sign_off",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("wording", sa.String(length=12), nullable=False),
        sa.Column("version", sa.String(length=12), nullable=False),
        sa.Column("clinician", sa.String(length=80), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        _moment("signed_at", False),
        _points_to("sign_off", "account_id", "account", None),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
        sa.UniqueConstraint(
            "topic", "number", "wording", name=op.f("uq_sign_off_topic_number_wording")
        ),
    )


def _create_answer_edits() -> None:
    op.create_table(
        "answer_edit",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("base", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("more", sa.Text(), nullable=False),
        *_decision_columns(),
        sa.CheckConstraint(DECISIONS, name=op.f("ck_answer_edit_state")),
        *_decision_keys("answer_edit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_edit")),
    )
    for column in ("topic", "state", "report_id"):
        op.create_index(op.f(f"ix_answer_edit_{column}"), "answer_edit", [column])


def _decision_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        _moment("proposed_at", False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        _moment("decided_at", True),
        sa.Column("report_id", sa.Integer(), nullable=True),
    ]


def _decision_keys(table: str) -> list[sa.ForeignKeyConstraint]:
    return [
        _points_to(table, "proposed_by", "account", None),
        _points_to(table, "decided_by", "account", None),
        _points_to(table, "report_id", "training_report", "SET NULL"),
    ]


def _moment(name: str, nullable: bool) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _points_to(
    table: str, column: str, target: str, ondelete: str | None
) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=ondelete)
