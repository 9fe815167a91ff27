"""Moves all that is sealed to the first of the data keys: `make rotate-keys`.

Put the new key in front of the old one in DATA_KEYS, restart everything, run this, then take the
old key away. It may be interrupted and run again at any time, and while visitors write. The
engine's own database follows, by a command of the engine's environment.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys

from scripts.environment import environment_of
from settings import ROOT, Settings, load_settings
from storage.database import Database
from storage.migrate import require_current
from storage.rotation import count_conversations, rotate_batch
from storage.unknown_key_error import UnknownKeyError
from storage.vault import Vault

BATCH = 50
# A second pass finds what was sealed behind the back of the first one.
PASSES = 3
ENGINE = [".venv/engine/bin/python", "-m", "components.rotate_keys"]


def main() -> int:
    """Rotates and tells how far it is; gives the exit status."""
    settings = load_settings()
    require_current(settings.database_url)
    try:
        status = asyncio.run(_rotate(settings))
    except UnknownKeyError:
        print(
            "DATA_KEYS: the database holds what none of these keys sealed, add the missing one "
            "at the end; what is already moved stays so.",
            file=sys.stderr,
        )
        return 1
    return status or subprocess.call(ENGINE, cwd=ROOT, env=environment_of("engine", settings))


async def _rotate(settings: Settings) -> int:
    vault = Vault.of_setting(settings.data_keys.get_secret_value())
    database = Database(settings.database_url)
    try:
        total = 0
        for _ in range(PASSES):
            changed = await _pass(database, vault)
            total += changed
            if not changed:
                await database.scrub()
                print(f"App: all is under the newest key; {total} texts were moved.", flush=True)
                return 0
    finally:
        await database.close()
    print("A running part still seals with an old key: restart all parts, then run this again.")
    return 1


async def _pass(database: Database, vault: Vault) -> int:
    """Go over all conversations once; gives the number of changes."""
    async with database.read() as session:
        count = await count_conversations(session)
    after, done, changed = "", 0, 0
    while True:
        async with database.write() as session:
            step = await rotate_batch(session, vault, after, BATCH)
        if step.last_id is None:
            return changed
        after, done, changed = step.last_id, done + step.conversations, changed + step.changed
        print(f"{done} of {count} conversations, {changed} texts moved", flush=True)


if __name__ == "__main__":
    sys.exit(main())
