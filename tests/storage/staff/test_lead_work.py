"""Work on leads: it is sealed, moves with the keys, and goes with its conversation."""

from __future__ import annotations

from cryptography.fernet import Fernet
from sqlalchemy import select

from storage.database import Database
from storage.erasures import erase_conversation
from storage.rotation import rotate_batch
from storage.staff.accounts import add_account
from storage.staff.lead_work import (
    add_note,
    assign,
    find_lead,
    lead_history,
    plan_call,
    set_state,
)
from storage.tables import LeadEvent
from storage.vault import Vault
from tests.storage.steps import details_of, row_counts, save

OLD_KEY, NEW_KEY = Fernet.generate_key().decode(), Fernet.generate_key().decode()
OLD, BOTH, NEW = Vault([OLD_KEY]), Vault([NEW_KEY, OLD_KEY]), Vault([NEW_KEY])


async def work(database: Database, conversation: str) -> str:
    """Take a lead, call, note; gives its reference."""
    reference = (await save(database, details_of(conversation), vault=OLD)).reference
    async with database.write() as session:
        account = await add_account(session, "a@clinic.example", "Ada", "reviewer")
        lead = await find_lead(session, reference, lock=True)
        assert lead is not None
        assign(session, lead, account.id, account.id)
        await session.flush()
        set_state(session, OLD, lead, account.id, "called", "first words")
        await session.flush()
        plan_call(session, lead, account.id, None, None)
        await session.flush()
        add_note(session, OLD, lead, account.id, "second words")
    return reference


async def test_history(database: Database, conversation: str) -> None:
    """Every step is kept, the newest first, and its words only sealed."""
    reference = await work(database, conversation)
    async with database.read() as session:
        lead = await find_lead(session, reference)
        assert lead is not None
        history = await lead_history(session, lead.id)
    kinds = [event.kind for event, _ in history]
    assert kinds == ["note", "planned", "state", "assigned"]
    notes = [event.note_sealed for event, _ in history if event.note_sealed]
    assert [OLD.open(note) for note in notes] == ["second words", "first words"]
    assert lead.contacted_at is not None


async def test_notes_move_to_a_new_key(database: Database, conversation: str) -> None:
    """After a rotation the old key opens no note, and the new one all."""
    await work(database, conversation)
    async with database.write() as session:
        await rotate_batch(session, BOTH, "", 9)
    async with database.read() as session:
        notes = (
            await session.scalars(
                select(LeadEvent.note_sealed).where(LeadEvent.note_sealed.is_not(None))
            )
        ).all()
    assert sorted(NEW.open(note or "") for note in notes) == ["first words", "second words"]


async def test_work_goes_with_its_conversation(database: Database, conversation: str) -> None:
    """Erasure leaves nothing of the work; the account stays."""
    await work(database, conversation)
    async with database.write() as session:
        await erase_conversation(session, conversation)
    counts = await row_counts(database)
    assert (counts["lead"], counts["lead_event"], counts["account"]) == (0, 0, 1)
