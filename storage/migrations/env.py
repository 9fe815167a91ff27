"""Alembic's way to the tables; `storage.migrate` hands over the connection."""

from typing import Any, Literal

from alembic import context

from storage.tables import Base
from storage.tables.utc_datetime import UtcDateTime


def render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write plain types into new migrations: they must not follow later changes of ours."""
    return "sa.DateTime(timezone=True)" if isinstance(item, UtcDateTime) else False


def run() -> None:
    """Run the migrations on the connection that was handed over."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=Base.metadata,
        # SQLite can not alter most things in place: copy the table.
        render_as_batch=True,
        render_item=render,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
