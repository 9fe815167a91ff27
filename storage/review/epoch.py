"""Seconds since 1970 of a column, on either database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class epoch(FunctionElement[int]):  # noqa: N801 - it is used as `func.…` is
    """`epoch(Conversation.started_at)`: whole seconds since 1970 (UTC)."""

    type = Integer()
    inherit_cache = True


@compiles(epoch, "sqlite")
def _in_sqlite(element: epoch, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(strftime('%s', {compiler.process(element.clauses, **options)}) AS INTEGER)"


@compiles(epoch, "postgresql")
def _in_postgresql(element: epoch, compiler: SQLCompiler, **options: Any) -> str:
    # CAST alone would round.
    column = compiler.process(element.clauses, **options)
    return f"CAST(floor(extract(epoch FROM {column})) AS INTEGER)"
