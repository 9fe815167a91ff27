"""The connection to SQLite or PostgreSQL, and its transactions."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Dialect, event, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from storage.sqlite_connection import SqliteConnection

# A second writer (a migration, a backup) may hold SQLite's lock this long.
BUSY_TIMEOUT_MS = 5000
POOL_TIMEOUT_SECONDS = 5
_TRANSACTION = "sqlite_transaction"
# Pages of the search index in one transaction: other writers wait for some milliseconds.
_MERGE_PAGES = 500


class Database:
    """Gives out transactions: `async with database.write() as session`.

    Args:
        url: `sqlite+aiosqlite:///PATH` or `postgresql+psycopg://…`.
    """

    def __init__(self, url: str) -> None:
        self.engine: AsyncEngine = create_async_engine(
            url,
            pool_timeout=POOL_TIMEOUT_SECONDS,
            pool_pre_ping=not url.startswith("sqlite"),
            # An error's message must not carry a visitor's words.
            hide_parameters=True,
        )
        # Taking SQLite's write lock at once avoids the upgrade that can not wait.
        self._writing = self.engine.execution_options(**{_TRANSACTION: "BEGIN IMMEDIATE"})
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        # SQLite has one writer at a time. Queueing here is fair and does not poll.
        self._writer = asyncio.Lock()
        if self.is_sqlite:
            Path(self.engine.url.database or "").parent.mkdir(parents=True, exist_ok=True)
            event.listen(self.engine.sync_engine, "do_connect", _connect_sqlite)
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite)
            event.listen(self.engine.sync_engine, "begin", _begin_sqlite)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """Open a transaction that only reads.

        Yields:
            The session; what it loaded stays readable after its end.
        """
        async with AsyncSession(self.engine, expire_on_commit=False) as session:
            yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """Open a transaction that writes; it commits at the end, and rolls back on an error.

        Yields:
            The session; what it loaded stays readable after its end.
        """
        async with AsyncExitStack() as stack:
            if self.is_sqlite:
                await stack.enter_async_context(self._writer)
            session = AsyncSession(self._writing, expire_on_commit=False)
            await stack.enter_async_context(session)
            await stack.enter_async_context(session.begin())
            yield session

    async def ping(self) -> None:
        """Ask the database for a sign of life.

        Raises:
            SQLAlchemyError: It can not be reached.
        """
        async with self.read() as session:
            await session.execute(text("SELECT 1"))

    async def scrub(self) -> None:
        """Get erased text out of where SQLite would keep it for a while; best effort.

        That is the search index, which only marks words as gone, and the write-ahead log.
        """
        if not self.is_sqlite:
            return
        pages = -_MERGE_PAGES  # negative: take all parts of the index together
        while await self._merge_search_index(pages):
            pages = _MERGE_PAGES
        bind = self.engine.execution_options(**{_TRANSACTION: None})
        async with self._writer, bind.connect() as connection:
            await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    async def _merge_search_index(self, pages: int) -> bool:
        """Rewrite some of the search index without the words that are gone.

        Returns:
            False when nothing was left to do.
        """
        async with self.write() as session:
            changes = text("SELECT total_changes()")
            before = await session.scalar(changes) or 0
            await session.execute(
                text("INSERT INTO message_search (message_search, rank) VALUES ('merge', :pages)"),
                {"pages": pages},
            )
            # FTS5's own sign that the work is done: the statement itself counts as one.
            return (await session.scalar(changes) or 0) - before >= 2

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()


def _connect_sqlite(
    dialect: Dialect, _record: Any, arguments: Sequence[Any], options: Mapping[str, Any]
) -> SqliteConnection:
    """Open a SQLite connection that makes few trips to its thread."""
    plain: Any = dialect.connect(*arguments, **options)
    return SqliteConnection(plain.dbapi, plain.driver_connection)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Set up a new SQLite connection."""
    # The driver must not open transactions by itself: `_begin_sqlite` does.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",
        # A committed message survives a power cut as well.
        "synchronous = FULL",
        "foreign_keys = ON",
        # Erased text is overwritten, not only unlinked.
        "secure_delete = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Open the transaction in the way that the caller asked for."""
    statement = connection.get_execution_options().get(_TRANSACTION, "BEGIN")
    if statement:
        connection.exec_driver_sql(statement)
