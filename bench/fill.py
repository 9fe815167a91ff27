"""Fills a database with conversations: `python -m bench.fill URL [CONVERSATIONS]`.

The database must be migrated and empty. 100,000 conversations take some minutes. The same
count gives the same conversations, so that two databases can be compared.
"""

from __future__ import annotations

import sys
import time
from itertools import islice
from typing import Any

from sqlalchemy import Connection, create_engine, insert, text

from bench.filled_conversation import FilledConversation, filled_conversations
from storage.tables import (
    Base,
    Conversation,
    ConversationTag,
    ConversationTopic,
    Feedback,
    Lead,
    Message,
    MessageTopic,
    Person,
)

# Parents before children.
TABLES: list[type[Base]] = [
    *(Conversation, ConversationTopic, ConversationTag, Message, MessageTopic, Feedback),
    *(Person, Lead),
]
BATCH = 500


def fill(url: str, count: int) -> None:
    """Fill a migrated, empty database.

    Args:
        url: `sqlite+aiosqlite:///PATH` or `postgresql+psycopg://…`.
        count: How many conversations; one of them has 1,000 turns.
    """
    engine = create_engine(url.replace("+aiosqlite", ""), hide_parameters=True)
    conversations = filled_conversations(count)
    while batch := list(islice(conversations, BATCH)):
        with engine.begin() as connection:
            if engine.dialect.name == "sqlite":
                # A bench database may be lost in a power cut.
                connection.exec_driver_sql("PRAGMA synchronous = OFF")
            _insert(connection, batch)
    with engine.begin() as connection:
        _settle(connection)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            # What autovacuum does by itself in the minutes after.
            connection.execute(text("VACUUM ANALYZE"))
    engine.dispose()


def _insert(connection: Connection, batch: list[FilledConversation]) -> None:
    for table in TABLES:
        rows: list[dict[str, Any]] = [
            row for filled in batch for row in filled.rows.get(table.__tablename__, [])
        ]
        if rows:
            connection.execute(insert(table), rows)


def _settle(connection: Connection) -> None:
    """Let the numbers of new rows begin behind those that were given here."""
    if connection.dialect.name != "postgresql":
        return
    for table in ("message", "lead", "person"):
        connection.execute(
            text(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "  # noqa: S608 - our own names
                f"(SELECT coalesce(max(id), 1) FROM {table}))"
            )
        )


def main() -> None:
    """Fill the database that the command line names, and tell how long it took."""
    url = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    started = time.perf_counter()
    fill(url, count)
    print(f"{count} conversations in {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
