"""Whole copies of a database, made while it is in use: SQLite's own way, or pg_dump's."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, make_url

from storage.copy_error import CopyError

# Owner and rights are the business of the server that it is restored to.
DUMP = ("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file")
RESTORE = (
    "pg_restore",
    "--clean",
    "--if-exists",
    "--single-transaction",
    "--exit-on-error",
    "--no-owner",
    "--no-privileges",
)


def copy_out(url: str, target: Path) -> None:
    """Copy a database into a new file, as it is at one moment.

    Args:
        url: The database, in SQLAlchemy's form.
        target: The file to make; only its owner may read it.

    Raises:
        CopyError: It could not be copied.
    """
    address = make_url(url)
    target.touch(mode=0o600)
    if address.get_backend_name() == "sqlite":
        _copy_sqlite(_file_of(address), target)
    else:
        _run_postgres([*DUMP, str(target)], address)


def copy_back(url: str, source: Path) -> Path | None:
    """Put a copy in the place of a database; nothing may use it meanwhile.

    Args:
        url: The database, in SQLAlchemy's form.
        source: What `copy_out` made.

    Returns:
        Where the former SQLite file went; None for PostgreSQL, or where there was none.

    Raises:
        CopyError: It could not be restored; the database is as it was.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _restore_sqlite(source, _file_of(address))
    _run_postgres([*RESTORE, "--dbname", address.database or "", str(source)], address)
    return None


def _file_of(address: URL) -> Path:
    return Path(address.database or "")


def _copy_sqlite(source: Path, target: Path) -> None:
    if not source.is_file():
        raise CopyError(f"There is no database at {source}.")
    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
            old.backup(new)
            # A single file: a copy in WAL mode would want a second one beside it.
            new.execute("PRAGMA journal_mode = DELETE")
        _require_sound(target)
    except sqlite3.Error as error:
        raise CopyError(f"{source} can not be copied: {error}.") from None


def _require_sound(file: Path) -> None:
    """Refuse a file that is no database, or a damaged one."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        raise CopyError(f"{file} is no sound copy: {error}.") from None
    if found != "ok":
        raise CopyError(f"{file} is damaged.")


def _restore_sqlite(source: Path, target: Path) -> Path | None:
    _require_sound(source)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f"{target.name}.restoring")
    shutil.copy(source, fresh)
    fresh.chmod(0o600)
    kept = None
    if target.exists():
        kept = target.with_name(f"{target.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%S.%f}")
        try:
            with closing(sqlite3.connect(target)) as old:
                # Busy is told in the first column: someone still uses it.
                busy = old.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except sqlite3.Error:
            busy = 0  # a damaged file is kept aside as it is
        if busy:
            fresh.unlink()
            raise CopyError(f"{target} is in use: stop the assistant first.")
        target.rename(kept)
        for ending in ("-wal", "-shm"):
            beside = Path(f"{target}{ending}")
            if beside.exists():
                beside.rename(f"{kept}{ending}")
    fresh.rename(target)
    return kept


def _run_postgres(command: list[str], address: URL) -> None:
    """Run a tool of PostgreSQL; its address goes by environment, so that no list shows it."""
    host = address.host or address.query.get("host")
    given = {
        "PGHOST": host,
        "PGPORT": str(address.port) if address.port else None,
        "PGUSER": address.username,
        "PGPASSWORD": address.password,
        "PGDATABASE": address.database,
    }
    known = {name: str(value) for name, value in given.items() if value}
    try:
        done = subprocess.run(command, env=os.environ | known, capture_output=True, text=True)  # noqa: S603 (our own words, no shell)
    except FileNotFoundError:
        raise CopyError(f"{command[0]} is not there: install PostgreSQL's client tools.") from None
    if done.returncode:
        # The first line says what is wrong; later ones may quote rows.
        reason = done.stderr.strip().splitlines()[:1] or ["no reason given"]
        raise CopyError(f"{command[0]} failed: {reason[0]}")
