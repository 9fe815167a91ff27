"""Brings a database to the newest schema: `python -m storage.migrate`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError

MIGRATIONS = Path(__file__).parent / "migrations"
# Any number will do, as long as all processes use the same.
_MIGRATION_LOCK = 7_306_001


def migrate(url: str, revision: str = "head") -> None:
    """Bring a database to the newest schema; nothing happens when it is there.

    Args:
        url: `sqlite+aiosqlite:///PATH` or `postgresql+psycopg://…`.
        revision: Another schema to go to, older or newer; `base` is the empty one.

    Raises:
        SQLAlchemyError: The database can not be reached or refuses.
    """
    with _connect(url) as connection:
        config = _config(connection)
        if revision == "head":
            command.upgrade(config, revision)
        else:
            command.downgrade(config, revision)


def is_current(url: str) -> bool:
    """Tell whether a database has the newest schema.

    Args:
        url: As for `migrate`.

    Raises:
        SQLAlchemyError: The database can not be reached.
    """
    with _connect(url) as connection:
        heads = ScriptDirectory.from_config(_config(connection)).get_heads()
        return set(MigrationContext.configure(connection).get_current_heads()) == set(heads)


def require_current(url: str) -> None:
    """End the process with one clear line unless the database has the newest schema.

    Args:
        url: As for `migrate`.

    Raises:
        SystemExit: It has not, or can not be reached; status 1, the reason is on standard error.
    """
    try:
        if is_current(url):
            return
        reason = "the schema is not the newest, run: python -m storage.migrate"
    except (SQLAlchemyError, OSError):
        reason = "the database can not be reached"
    sys.stderr.write(f"DATABASE_URL: {reason}\n")
    raise SystemExit(1)


def _config(connection: Connection) -> Config:
    """Make Alembic's configuration; there is no ini file to keep in step."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


@contextmanager
def _connect(url: str) -> Iterator[Connection]:
    """Open a transaction in which several processes can not migrate at once."""
    target = make_url(url)
    if target.drivername == "sqlite+aiosqlite":
        target = target.set(drivername="sqlite")
        Path(target.database or "").parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(target)
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"))
            else:
                # pysqlite opens no transaction for DDL by itself.
                connection.exec_driver_sql("PRAGMA busy_timeout = 30000")
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
    finally:
        engine.dispose()


def main() -> None:
    """Migrate the database of the settings, or say in one line why not."""
    # Here, not above: the package itself gets its values as parameters.
    from settings import load_settings

    settings = load_settings()
    try:
        migrate(settings.database_url)
    except (SQLAlchemyError, OSError) as error:
        reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
        sys.stderr.write(f"DATABASE_URL: the database can not be migrated: {reason}\n")
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
