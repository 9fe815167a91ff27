"""Notices for tests that need no database."""

from __future__ import annotations

from datetime import UTC, datetime

from storage.tables import Notice

LEAD_ID = 7
URGENT_ID = 12


def lead() -> Notice:
    """Make a notice of a new request."""
    return Notice(
        id=LEAD_ID,
        kind="email",
        event="lead",
        reference="KX-4821",
        conversation_id="c" * 32,
        idempotency_key="8d1f1a4e-0000-4000-8000-000000000001",
        created_at=datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
    )


def urgent() -> Notice:
    """Make a notice of an urgent message."""
    return Notice(
        id=URGENT_ID,
        kind="email",
        event="urgent",
        reference=None,
        conversation_id="c" * 32,
        idempotency_key="8d1f1a4e-0000-4000-8000-000000000002",
        created_at=datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
    )
