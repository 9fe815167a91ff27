"""Does the vault open what is stored?"""

from __future__ import annotations

import asyncio
import sys

from sqlalchemy import select

from storage.database import Database
from storage.tables import Lead, Message
from storage.unknown_key_error import UnknownKeyError
from storage.vault import Vault


def require_known_keys(url: str, vault: Vault) -> None:
    """End the process with one clear line if the newest sealed texts do not open.

    A lost key would otherwise be noticed by visitors, and late: all that comes in meanwhile
    would be sealed with another one.

    Args:
        url: A database that has the newest schema.
        vault: The vault of the settings.

    Raises:
        SystemExit: They do not open; status 1, the reason is on standard error.
    """
    try:
        asyncio.run(_open_newest(url, vault))
    except UnknownKeyError:
        sys.stderr.write(
            "DATA_KEYS: the database holds what another key sealed, add that key at the end\n"
        )
        raise SystemExit(1) from None


async def _open_newest(url: str, vault: Vault) -> None:
    database = Database(url)
    try:
        async with database.read() as session:
            for column, number in ((Message.sealed, Message.id), (Lead.contact_sealed, Lead.id)):
                newest = select(column).where(column.is_not(None)).order_by(number.desc()).limit(1)
                sealed = await session.scalar(newest)
                if sealed is not None:
                    vault.open(sealed)
    finally:
        await database.close()
