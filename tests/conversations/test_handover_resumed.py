"""A form that was begun can be finished a day later, and after everything was started again."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from cryptography.fernet import Fernet

from tests.conftest import CLINIC
from tests.conversations.test_handover import say, words
from tests.plain_http import plain_http
from tests.stack import Stack
from tests.web.visitor import Visitor

DAY = 26 * 3600  # seconds


def age(database: Path, conversation: str, key: str, seconds: float) -> int:
    """Move everything that the engine remembers of a conversation into the past.

    Args:
        database: The engine's, which is not running.
        conversation: Its id.
        key: The data key that its events are encrypted with.
        seconds: How far.

    Returns:
        How many events were moved.
    """
    vault = Fernet(key)
    with closing(sqlite3.connect(database)) as connection, connection:
        rows = connection.execute(
            "SELECT id, timestamp, data FROM events WHERE sender_id = ?", (conversation,)
        ).fetchall()
        for number, timestamp, sealed in rows:
            event = json.loads(vault.decrypt(sealed))
            event["timestamp"] -= seconds
            data = vault.encrypt(json.dumps(event).encode()).decode()
            connection.execute(
                "UPDATE events SET timestamp = ?, data = ? WHERE id = ?",
                (timestamp - seconds, data, number),
            )
        return len(rows)


async def test_resumed(tmp_path: Path) -> None:
    """At any step it goes on where it was, with all that was given."""
    key = Fernet.generate_key().decode()
    stack = Stack(tmp_path, **CLINIC, DATA_KEYS=key)
    stack.start()
    try:
        async with plain_http(stack.base_url) as http:
            named, asked, whole = [await Visitor(http).open() for _ in range(3)]
            await say(named, "what are the risks?", "call me", "yes", "Maria")
            await say(asked, "call me")
            await say(whole, "call me", "yes", "Ana, ana@example.org, any time")
        stack.stop()
        for visitor in (named, asked):
            assert age(tmp_path / "engine.db", visitor.conversation, key, DAY)
        stack.start()
        async with plain_http(stack.base_url) as http:
            for visitor in (named, asked, whole):
                visitor.http = http
            # A day later.
            summary = words(await say(named, "617 555 0134", "any time"))
            assert "Name: Maria" in summary
            assert "About: What are the risks?" in summary
            assert "Your number for it is" in words(await say(named, "yes"))
            assert "What is your name" in words(await say(asked, "yes"))
            # At once, at the summary.
            assert "Name: Ana" in words(await say(whole, "where were we"))
            assert "Your number for it is" in words(await say(whole, "yes"))
    finally:
        stack.stop()
