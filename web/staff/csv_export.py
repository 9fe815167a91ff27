"""CSV files that spreadsheet programs open without running anything in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from sanic import HTTPResponse, raw

# What a cell may not begin with: programs take it for a formula (OWASP, 'CSV Injection').
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_file(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HTTPResponse:
    """Make a download.

    Args:
        name: Name of the file; it names no visitor.
        header: Titles of the columns.
        rows: Their values.

    Returns:
        The answer, UTF-8 with a byte order mark, which Excel needs.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return raw(
        stream.getvalue().encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def safe_cell(value: object) -> str:
    """Write a value so that no program takes it for a formula.

    Args:
        value: Any value; None becomes an empty cell.
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text
