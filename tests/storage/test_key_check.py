"""A lost key stops the start: it is not noticed by visitors first."""

from __future__ import annotations

import asyncio

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from storage.database import Database
from storage.key_check import require_known_keys
from storage.vault import Vault
from tests.storage.test_rotation import BOTH, NEW, OLD, fill


async def check(url: str, vault: Vault) -> None:
    """Check as a program does at its start, where no event loop runs yet."""
    await asyncio.to_thread(require_known_keys, url, vault)


async def test_known_keys_pass(database: Database, database_url: str) -> None:
    """An empty database, the same key, a new key in front: all start."""
    await check(database_url, NEW)
    await fill(database, "c", OLD)
    await check(database_url, OLD)
    await check(database_url, BOTH)


@pytest.mark.parametrize("kept", ["message", "lead"])
async def test_other_key_stops(
    database: Database, database_url: str, kept: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Messages or leads that do not open: one line that names the setting and no key."""
    await fill(database, "c", OLD)
    async with database.write() as session:
        away = "UPDATE message SET sealed = NULL" if kept == "lead" else "DELETE FROM lead"
        await session.execute(text(away))
    other = Fernet.generate_key().decode()
    with pytest.raises(SystemExit) as caught:
        await check(database_url, Vault([other]))
    assert caught.value.code == 1
    line = capsys.readouterr().err
    assert line.startswith("DATA_KEYS: ")
    assert line.count("\n") == 1
    assert other not in line
