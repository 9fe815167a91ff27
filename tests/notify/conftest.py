"""An outbox on each database, and settings that lead to the servers of the tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from cryptography.fernet import Fernet

from settings import Settings
from storage.conversations import open_conversation
from storage.database import Database
from storage.notices import add_notices
from tests.databases import database_url, postgres, postgres_url, sqlite_template, sqlite_url
from tests.notify.hook_server import SECRET

__all__ = ["database_url", "postgres", "postgres_url", "sqlite_template", "sqlite_url"]

CONVERSATION = "c" * 32
REFERENCE = "KX-4821"
NOBODY = "http://127.0.0.1:1"


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open database of each kind, with one conversation."""
    database = Database(database_url)
    async with database.write() as session:
        await open_conversation(session, CONVERSATION, "/hair", [])
    yield database
    await database.close()


async def tell(
    database: Database, kind: str, event: str = "lead", reference: str | None = REFERENCE
) -> None:
    """Put a notice into the outbox, in a transaction of its own."""
    async with database.write() as session:
        await add_notices(session, [kind], event, CONVERSATION, reference)


def variables(mail_port: int = 1, hook_url: str = NOBODY, **more: str) -> dict[str, str]:
    """Give the settings of a clinic that hears by both ways, as environment variables."""
    return {
        "SECRET_KEY": "s" * 40,
        "DATA_KEYS": Fernet.generate_key().decode(),
        "PUBLIC_URL": "https://console.clinic.example.org",
        "NOTIFY_EMAIL_TO": "desk@clinic.example.org,doctor@clinic.example.org",
        "NOTIFY_EMAIL_FROM": "assistant@clinic.example.org",
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(mail_port),
        "SMTP_SECURITY": "none",
        "WEBHOOK_URL": hook_url,
        "WEBHOOK_SECRET": SECRET,
        **more,
    }


def make_settings(**given: Any) -> Settings:
    """Make settings of such a clinic."""
    values: dict[str, Any] = {name.lower(): value for name, value in variables(**given).items()}
    return Settings(**values | {"_env_file": None})
