"""Visitors who left a request, for the tests of the console."""

from __future__ import annotations

from typing import Any

from storage.answer import Answer
from storage.answers import store_answer
from storage.conversations import open_conversation
from storage.lead_limits import LeadLimits
from storage.leads import save_lead
from storage.messages import receive_message
from storage.reply import Reply
from storage.tables import Base
from tests.storage.steps import details_of, new_id
from tests.web.running import Running

SECRETS = ("Maria", "555 0134", "555-0134", "5550134", "xylophone")
"""Traces of the visitor that nobody but the assignee may see."""


async def leave_request(door: Running, conversation: str, **changes: Any) -> str:
    """Let a visitor talk and leave a request; gives its reference."""
    vault, client_id = door.door.vault, new_id()
    async with door.door.database.write() as session:
        await open_conversation(session, conversation, "/hair", [Reply(text="Hello")])
        await session.flush()
        await receive_message(session, vault, conversation, client_id, "I am at 617 555 0134")
        await session.flush()
        answer = Answer(replies=(Reply(text="Thank you"),), masked_text="I am at [phone]")
        await store_answer(session, vault, conversation, client_id, answer)
    details = details_of(conversation, subject="xylophone", **changes)
    async with door.door.database.write() as session:
        saved = await save_lead(session, vault, details, LeadLimits(99, 99), ["email"])
    return saved.reference


async def every_value(door: Running) -> str:
    """Read the whole database as one text."""
    parts = []
    async with door.door.database.read() as session:
        for table in Base.metadata.sorted_tables:
            parts += [str(tuple(row)) for row in (await session.execute(table.select())).all()]
    return "\n".join(parts)
