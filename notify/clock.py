"""The time."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Tell the time in UTC; tests put another clock in its place."""
    return datetime.now(UTC)
