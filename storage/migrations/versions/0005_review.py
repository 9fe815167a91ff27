"""What the console reads: facts of conversations, topics, tags, notes, the search index.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

LIST_COLUMNS = [
    *("last_at", "id", "started_at", "message_count", "urgent_count"),
    *("unanswered_count", "lead_count", "helpful_count", "unhelpful_count"),
    *("lowest_confidence", "review_state", "reviewer_id", "page"),
]
COUNTS = ("lead_count", "helpful_count", "unhelpful_count")


def upgrade() -> None:
    """Go one step forward; the facts of conversations that are there are counted."""
    op.drop_index(op.f("ix_conversation_last_at"), table_name="conversation")
    with op.batch_alter_table("conversation") as batch:
        for name in COUNTS:
            batch.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("lowest_confidence", sa.Float(), nullable=True))
        batch.add_column(
            sa.Column("review_state", sa.String(length=8), nullable=False, server_default="open")
        )
        batch.add_column(sa.Column("reviewer_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_conversation_reviewer_id_account"), "account", ["reviewer_id"], ["id"]
        )
        batch.create_check_constraint(
            op.f("ck_conversation_review_state"), "review_state IN ('open', 'later', 'reviewed')"
        )
    _create_tables()
    _count_facts()
    op.create_index("ix_conversation_list", "conversation", LIST_COLUMNS)
    if op.get_bind().dialect.name == "sqlite":
        _create_sqlite_search()
    else:
        _create_postgresql_search()


def downgrade() -> None:
    """Go one step back; tags, notes and reviews are lost."""
    if op.get_bind().dialect.name == "sqlite":
        for event in ("insert", "delete", "update"):
            op.execute(f"DROP TRIGGER message_search_{event}")
    else:
        op.execute("DROP TRIGGER message_search_write ON message")
        op.execute("DROP FUNCTION message_search_write")
        op.execute("DROP FUNCTION message_words")
    op.execute("DROP TABLE message_search")

    op.drop_index("ix_conversation_list", table_name="conversation")
    op.drop_index(op.f("ix_conversation_note_conversation_id"), table_name="conversation_note")
    op.drop_table("conversation_note")
    for table in ("conversation_tag", "conversation_topic"):
        op.drop_index(op.f(f"ix_{table}_name_conversation_id"), table_name=table)
        op.drop_table(table)
    with op.batch_alter_table("conversation") as batch:
        batch.drop_constraint(op.f("ck_conversation_review_state"), type_="check")
        batch.drop_constraint(op.f("fk_conversation_reviewer_id_account"), type_="foreignkey")
        for name in ("reviewer_id", "review_state", "lowest_confidence", *COUNTS):
            batch.drop_column(name)
    op.create_index(op.f("ix_conversation_last_at"), "conversation", ["last_at"])


def _create_tables() -> None:
    for table, kind in (("conversation_topic", sa.Text()), ("conversation_tag", sa.String(30))):
        op.create_table(
            table,
            sa.Column("conversation_id", sa.String(length=64), nullable=False),
            sa.Column("name", kind, nullable=False),
            sa.ForeignKeyConstraint(
                ["conversation_id"],
                ["conversation.id"],
                name=op.f(f"fk_{table}_conversation_id_conversation"),
                ondelete="CASCADE",
            ),
            sa.PrimaryKeyConstraint("conversation_id", "name", name=op.f(f"pk_{table}")),
        )
        op.create_index(
            op.f(f"ix_{table}_name_conversation_id"), table, ["name", "conversation_id"]
        )
    op.create_table(
        "conversation_note",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_conversation_note_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_conversation_note_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_note")),
    )
    op.create_index(
        op.f("ix_conversation_note_conversation_id"), "conversation_note", ["conversation_id"]
    )


def _count_facts() -> None:
    """Count what is there; new messages keep it in step."""
    op.execute(
        "INSERT INTO conversation_topic (conversation_id, name) "
        "SELECT DISTINCT message.conversation_id, message_topic.name "
        "FROM message_topic JOIN message ON message.id = message_topic.message_id"
    )
    op.execute(
        "UPDATE conversation SET "
        "lead_count = (SELECT count(*) FROM lead WHERE lead.conversation_id = conversation.id), "
        "lowest_confidence = (SELECT min(confidence) FROM message "
        "WHERE message.conversation_id = conversation.id AND form IS NULL)"
    )
    for column, verdict in (("helpful_count", "helpful"), ("unhelpful_count", "NOT helpful")):
        op.execute(
            f"UPDATE conversation SET {column} = (SELECT count(*) FROM feedback "  # noqa: S608 - our own names
            "JOIN message ON message.id = feedback.message_id "
            f"WHERE message.conversation_id = conversation.id AND {verdict})"
        )


def _create_sqlite_search() -> None:
    """Index the words of messages; the words themselves stay in `message` alone."""
    op.execute(
        "CREATE VIRTUAL TABLE message_search USING fts5("
        "text, content='message', content_rowid='id', tokenize='unicode61 remove_diacritics 0')"
    )
    op.execute("INSERT INTO message_search(message_search) VALUES ('rebuild')")
    add = "INSERT INTO message_search(rowid, text) VALUES (new.id, new.text);"
    remove = (
        "INSERT INTO message_search(message_search, rowid, text) "
        "VALUES ('delete', old.id, old.text);"
    )
    for event, when, steps in (
        ("insert", "AFTER INSERT ON message", add),
        ("delete", "AFTER DELETE ON message", remove),
        ("update", "AFTER UPDATE OF text ON message", remove + add),
    ):
        op.execute(f"CREATE TRIGGER message_search_{event} {when} BEGIN {steps} END")


def _create_postgresql_search() -> None:
    """Do the same with the names that SQLite has, so that both are asked alike."""
    op.execute(
        "CREATE TABLE message_search ("
        "rowid integer CONSTRAINT pk_message_search PRIMARY KEY "
        "CONSTRAINT fk_message_search_rowid_message REFERENCES message ON DELETE CASCADE, "
        "words tsvector NOT NULL)"
    )
    # Punctuation parts words, as it does in SQLite; PostgreSQL would see numbers and hosts.
    op.execute(
        "CREATE FUNCTION message_words(text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS "
        "$$ SELECT to_tsvector('simple', regexp_replace($1, '[[:punct:]]+', ' ', 'g')) $$"
    )
    op.execute("INSERT INTO message_search SELECT id, message_words(text) FROM message")
    op.execute("CREATE INDEX ix_message_search_words ON message_search USING gin (words)")
    op.execute(
        "CREATE FUNCTION message_search_write() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "INSERT INTO message_search VALUES (new.id, message_words(new.text)) "
        "ON CONFLICT (rowid) DO UPDATE SET words = excluded.words; RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER message_search_write AFTER INSERT OR UPDATE OF text ON message "
        "FOR EACH ROW EXECUTE FUNCTION message_search_write()"
    )
