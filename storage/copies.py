"""Whole copies of a database, made while it is in use: SQLite's own way, or pg_dump's."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from sqlalchemy import URL, make_url

from storage.copy_error import CopyError

# Owner and rights are the business of the server that it is restored to.
DUMP = ("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file")
TO_SQL = ("pg_restore", "--no-owner", "--no-privileges", "--file")
RUN_SQL = ("psql", "-XqAt", "--single-transaction", "--set=ON_ERROR_STOP=1")
# A copy of an older version lacks tables of today: all that is there goes, not only what it names.
EMPTIED = "SET lock_timeout = '10s'; DROP SCHEMA public CASCADE; CREATE SCHEMA public"
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
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


def require_restorable(url: str, source: Path) -> None:
    """Refuse a damaged copy, and a database that somebody uses; changes nothing that is stored.

    Args:
        url: The database, in SQLAlchemy's form.
        source: What `copy_out` made.

    Raises:
        CopyError: It says which of the two.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        _require_sound(source)
        _require_unused(_file_of(address))
        return
    _run_postgres([*TO_SQL, os.devnull, str(source)], address)
    if int(_run_postgres([*RUN_SQL, "--command", OTHERS], address)):
        raise CopyError("The database is in use: stop the assistant first, notify too.")


def copy_back(url: str, source: Path) -> Path | None:
    """Put a copy in the place of a database; nothing may use it meanwhile.

    Args:
        url: The database, in SQLAlchemy's form.
        source: What `copy_out` made and `require_restorable` did not refuse.

    Returns:
        Where the former SQLite file went; None for PostgreSQL, or where there was none.

    Raises:
        CopyError: It could not be restored; the database is as it was.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _restore_sqlite(source, _file_of(address))
    # By a file, not a pipe: a copy that breaks off in its middle must not be committed.
    with NamedTemporaryFile(suffix=".sql") as whole:
        _run_postgres([*TO_SQL, whole.name, str(source)], address)
        _run_postgres([*RUN_SQL, "--command", EMPTIED, "--file", whole.name], address)
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


def _require_unused(file: Path) -> None:
    """Refuse a file that another connection has open; a damaged one may be replaced."""
    if not file.exists():
        return
    try:
        with closing(sqlite3.connect(file)) as connection:
            # Leaving the WAL mode needs the file for oneself; all is in one file after it.
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError:
        raise CopyError(f"{file} is in use: stop the assistant first, notify too.") from None
    except sqlite3.DatabaseError:
        return


def _restore_sqlite(source: Path, target: Path) -> Path | None:
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f"{target.name}.restoring")
    shutil.copy(source, fresh)
    fresh.chmod(0o600)
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())
    kept = None
    if target.exists():
        kept = target.with_name(f"{target.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%S.%f}")
        # A second name first: at no moment is there no database.
        kept.hardlink_to(target)
        for ending in ("-wal", "-shm"):  # a damaged file may have left them
            beside = Path(f"{target}{ending}")
            if beside.exists():
                beside.rename(f"{kept}{ending}")
    fresh.replace(target)
    return kept


def _run_postgres(command: list[str], address: URL) -> str:
    """Run a tool of PostgreSQL; its address goes by environment, so that no list shows it.

    Returns:
        What it wrote.
    """
    # Options such as sslmode have a variable of their name each.
    given = {f"PG{name.upper()}": value for name, value in address.query.items()}
    given |= {
        "PGHOST": address.host or address.query.get("host", ""),
        "PGPORT": str(address.port or address.query.get("port", "")),
        "PGUSER": address.username or "",
        "PGPASSWORD": str(address.password or ""),
        "PGDATABASE": address.database or "",
    }
    known = {name: str(value) for name, value in given.items() if value}
    try:
        done = subprocess.run(  # noqa: S603 (our own words, no shell)
            command, env=os.environ | known, capture_output=True, text=True
        )
    except FileNotFoundError:
        raise CopyError(f"{command[0]} is not there: install PostgreSQL's client tools.") from None
    if done.returncode:
        # The first line says what is wrong; later ones may quote rows.
        reason = done.stderr.strip().splitlines()[:1] or ["no reason given"]
        raise CopyError(f"{command[0]} failed: {reason[0]}")
    return done.stdout
