"""Short words for what the storage tests do over and over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from cryptography.fernet import Fernet
from sqlalchemy import func, select

from storage.answer import Answer
from storage.answers import store_answer
from storage.conversations import find_conversation, open_conversation
from storage.database import Database
from storage.exchange import Exchange
from storage.lead_details import LeadDetails
from storage.lead_limits import LeadLimits
from storage.leads import read_leads, save_lead
from storage.messages import receive_message
from storage.reply import Reply
from storage.saved_lead import SavedLead
from storage.tables import Base, Conversation, Lead
from storage.vault import Vault

VAULT = Vault([Fernet.generate_key().decode()])
LIMITS = LeadLimits(per_visitor=5, per_contact=3)
ANSWER = Answer(
    replies=(
        Reply(text="First", buttons=(("More", "Tell me more"),), topic="faq/a", source="2.1"),
        Reply(text="Second", model="m1", version="v1"),
    ),
    topics=(("faq/a", 0.9, "how"), ("faq/b", 0.8, "why")),
    intent="faq/a",
    confidence=0.9,
    ranking=(("faq/a", 0.9), ("faq/b", 0.05)),
    language="en",
    urgent=True,
    engine_ms=12.5,
)


def new_id() -> str:
    """Make a message id as a browser does."""
    return str(uuid4())


async def receive(database: Database, conversation: str, client_id: str, text: str) -> Exchange:
    """Receive a message in a transaction of its own."""
    async with database.write() as session:
        exchange = await receive_message(session, VAULT, conversation, client_id, text)
    assert exchange is not None
    return exchange


async def answer(
    database: Database, conversation: str, client_id: str, answer: Answer = ANSWER
) -> Exchange | None:
    """Store an answer in a transaction of its own."""
    async with database.write() as session:
        return await store_answer(session, VAULT, conversation, client_id, answer)


def details_of(conversation: str, **changes: Any) -> LeadDetails:
    """Make a request as a visitor confirms it."""
    now = datetime.now(UTC)
    values: dict[str, Any] = {
        "conversation_id": conversation,
        "form_run": str(uuid4()),
        "name": "Maria O'Neil",
        "channel": "phone",
        "contact": "+16175550134",
        "contact_raw": "617 555 0134",
        "preferred_time": "after 5",
        "subject": "costs",
        "consent_text": "May we call you?",
        "consent_version": "1",
        "consent_at": now - timedelta(seconds=40),
        "consent_words": "yes, go on",
        "started_at": now - timedelta(seconds=60),
        "urgent": False,
        "language": "en",
    }
    return LeadDetails(**values | changes)


async def save(
    database: Database,
    details: LeadDetails,
    limits: LeadLimits = LIMITS,
    vault: Vault = VAULT,
    kinds: tuple[str, ...] = ("email", "webhook"),
) -> SavedLead:
    """Save a request in a transaction of its own."""
    async with database.write() as session:
        return await save_lead(session, vault, details, limits, kinds)


async def load(database: Database, conversation: str) -> Conversation:
    """Read a conversation's row."""
    async with database.read() as session:
        found = await find_conversation(session, conversation)
    assert found is not None
    return found


async def row_counts(database: Database) -> dict[str, int]:
    """Count the rows of every table."""
    async with database.read() as session:
        return {
            table.name: await session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


async def open_for(database: Database, conversation_id: str, visitor_key: str | None) -> str:
    """Open a conversation of a visitor."""
    async with database.write() as session:
        await open_conversation(session, conversation_id, None, [Reply(text="Hi")], visitor_key)
    return conversation_id


async def only_lead(database: Database, conversation: str) -> Lead:
    """Read the one request of a conversation."""
    async with database.read() as session:
        (lead,) = await read_leads(session, conversation)
    return lead


def ago(**span: int) -> datetime:
    """Give the moment that lies so far back."""
    return datetime.now(UTC) - timedelta(**span)
