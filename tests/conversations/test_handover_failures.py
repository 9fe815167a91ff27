"""A short run of tests/chaos/test_handover.py: every kind of failure once or twice."""

from __future__ import annotations

from pathlib import Path

from tests.chaos.broken_parts import breakable
from tests.chaos.handover_failures import stored_in
from tests.chaos.visits import CANARY_HOST, CANARY_NAME
from tests.conversations.traces import files_with


async def test_no_request_is_lost_or_doubled(tmp_path: Path) -> None:
    """What a visitor was told is saved is stored, once; and no file holds a visitor's details."""
    async with breakable(tmp_path, seed=7) as broken:
        result = await broken.run(20)
    stored = stored_in(tmp_path / "app.db")
    assert result.told
    assert result.wrong == []
    assert result.missing(stored) == []
    assert result.double(stored) == []
    for canary in (CANARY_NAME, CANARY_HOST):
        assert files_with(canary, tmp_path) == []
