"""SQLite's connection as SQLAlchemy sees it, with fewer trips to the thread that it lives on."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable
from typing import Any

from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
)

Found = tuple[Any, list[Any], Any, int]


class SqliteConnection(AsyncAdapt_aiosqlite_connection):
    """Goes to the thread once for a statement, where SQLAlchemy's own goes four times.

    A trip costs more processor time than most statements do.
    """

    __slots__ = ()

    def cursor(self, server_side: bool = False) -> AsyncAdapt_aiosqlite_cursor:
        """Give a cursor; one of SQLAlchemy's for a result that is read bit by bit."""
        return super().cursor(server_side) if server_side else _Cursor(self)


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    """Runs a statement and fetches all that it finds in one trip."""

    __slots__ = ()

    def execute(self, operation: Any, parameters: Any = None) -> None:
        """Run a statement."""
        self._run(lambda cursor: cursor.execute(operation, parameters or ()))

    def executemany(self, operation: Any, seq_of_parameters: Any) -> None:
        """Run a statement for each set of parameters."""
        self._run(lambda cursor: cursor.executemany(operation, seq_of_parameters))

    def _run(self, work: Callable[[sqlite3.Cursor], Any]) -> None:
        connection = self._connection

        def there() -> Found:
            cursor = connection._conn.cursor()
            try:
                work(cursor)
                rows = cursor.fetchall() if cursor.description else []
                return cursor.description, rows, cursor.lastrowid, cursor.rowcount
            finally:
                cursor.close()

        try:
            found: Found = self.await_(connection._execute(there))
        except Exception as error:
            self._adapt_connection._handle_exception(error)
        self.description, rows, self.lastrowid, self.rowcount = found
        self._rows = deque(rows)
