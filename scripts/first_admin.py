"""Prints the link that makes the first admin of the console: `python -m scripts.first_admin`.

`make run` prints it by itself; where the parts run apart, as in containers, somebody asks for it.
"""

from __future__ import annotations

import asyncio

from settings import Settings, load_settings
from storage.database import Database
from storage.staff.accounts import has_admin
from web.staff.accounts.links import make_link


def main() -> None:
    """Print the link, or that there is an admin already."""
    link = asyncio.run(first_admin_link(load_settings()))
    print(link or "There is an admin: they make links for others on the page Staff.")


async def first_admin_link(settings: Settings) -> str | None:
    """Makes a one-time link for the first admin of the console; None: there is an admin."""
    database = Database(settings.database_url)
    try:
        async with database.write() as session:
            if await has_admin(session):
                return None
            return await make_link(session, None, settings.public_url)
    finally:
        await database.close()


if __name__ == "__main__":
    main()
