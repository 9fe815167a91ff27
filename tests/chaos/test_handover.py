"""A thousand failures while visitors leave their details: `make chaos PART=failures`."""

from __future__ import annotations

import os
from pathlib import Path

from tests.chaos.broken_parts import breakable
from tests.chaos.handover_failures import stored_in
from tests.chaos.visits import CANARY_HOST, CANARY_NAME
from tests.conversations.traces import files_with

FAILURES = int(os.environ.get("CHAOS_COUNT") or 1000)


async def test_no_request_is_lost_or_doubled(tmp_path: Path) -> None:
    """What a visitor was told is saved is stored, once; and no file holds a visitor's details."""
    async with breakable(tmp_path, seed=1) as broken:
        result = await broken.run(FAILURES)
    database = tmp_path / "app.db"
    print(f"\n{sum(result.failures.values())} failures: {dict(result.failures)}")
    print(f"{len(result.told)} requests confirmed to visitors")
    assert result.told
    assert result.wrong == []
    assert result.missing(stored_in(database)) == []
    assert result.double(stored_in(database)) == []
    for canary in (CANARY_NAME, CANARY_HOST):
        assert files_with(canary, tmp_path) == []
