"""Looks for a visitor's words where they may be and where they may not be."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet

_SEALED = "gAAAA"  # how everything that is encrypted with a data key begins


def rows_with(words: str, database: Path) -> list[str]:
    """Search every column of every table.

    Args:
        words: What to look for, as it was typed.
        database: An SQLite file.

    Returns:
        A table's name for each row that holds them.
    """
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return [
            name
            for (name,) in tables.fetchall()
            for row in connection.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - our own names
            if any(words in str(value) for value in row)
        ]


def opened_rows_with(words: str, database: Path, keys: str) -> list[str]:
    """Search every column of every table, also what is encrypted in them.

    Args:
        words: What to look for, as it was typed.
        database: An SQLite file.
        keys: The data keys, separated by commas.

    Returns:
        A table's name for each row that holds them.
    """
    vault = MultiFernet([Fernet(key) for key in keys.split(",")])
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return [
            name
            for (name,) in tables.fetchall()
            for row in connection.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - our own names
            if any(words in _opened(value, vault) for value in row)
        ]


def _opened(value: object, vault: MultiFernet) -> str:
    text = str(value)
    return vault.decrypt(text).decode() if text.startswith(_SEALED) else text


def files_with(words: str, folder: Path) -> list[Path]:
    """Search the bytes of all files, deleted rows and write-ahead logs included.

    Args:
        words: What to look for, ASCII.
        folder: Where.

    Returns:
        The files that hold them.
    """
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(path for path in files if words.encode() in path.read_bytes())
