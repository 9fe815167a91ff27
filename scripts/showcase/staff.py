"""The made-up staff of the clinic, and what they have done already."""

from __future__ import annotations

import random
import re
import secrets
from datetime import UTC, datetime, timedelta

import httpx
from sqlalchemy import select, update

from storage.database import Database
from storage.staff.accounts import add_account
from storage.staff.sessions import open_session
from storage.tables import Conversation, Lead, LeadEvent
from web.staff.cookies import SESSION, hash_token

PEOPLE = (
    ("sarah.lind@clinic.example", "Sarah Lind", "admin"),
    ("tom.reyes@clinic.example", "Tom Reyes", "reviewer"),
    ("nina.weiss@clinic.example", "Nina Weiss", "reviewer"),
    ("jo.park@clinic.example", "Jo Park", "viewer"),
)
TAGS = ("price", "returning visitor", "for the doctor")
NOTES = ("Asks for Dr. Parikh.", "Prefers to be called on the mobile.", "Sent her the brochure.")
OUTCOMES = (("called", NOTES[2]), ("booked", "Tuesday at ten."), ("no_answer", ""), ("closed", ""))
OLD = timedelta(days=3)


class Staff:
    """One colleague at a browser.

    Args:
        address: Where the assistant answers.
        token: Token of the session.
        id: Id of the account.
    """

    def __init__(self, address: str, token: str, id: int) -> None:
        self.token, self.id = token, id
        self.http = httpx.AsyncClient(base_url=address, timeout=120)
        self.http.cookies.set(SESSION, token)

    async def send(self, path: str, **fields: str | list[str]) -> httpx.Response:
        """Send a form of the console."""
        page = await self.http.get("/staff/account")
        found = re.search(r'<meta name="csrf-token" content="(\w+)">', page.text)
        if found is None:
            raise RuntimeError(f"the console does not answer: {page.status_code}")
        answer = await self.http.post(f"/staff/{path}", data={"csrf": found[1], **fields})
        if answer.is_error:
            raise RuntimeError(f"{path}: {answer.status_code}")
        return answer


async def hire(address: str, database: Database) -> list[Staff]:
    """Add the accounts; gives each with an open session."""
    staff = []
    for email, name, role in PEOPLE:
        token = secrets.token_urlsafe(32)
        async with database.write() as session:
            account = await add_account(session, email, name, role, "made up: nobody signs in")
            await open_session(session, account.id, hash_token(token), datetime.now(UTC))
        staff.append(Staff(address, token, account.id))
    return staff


async def work(staff: list[Staff], database: Database, chance: random.Random) -> None:
    """Do a month's work: requests, reviews, notes, topics."""
    reviewers = staff[1:3]
    async with database.read() as session:
        leads = (await session.scalars(select(Lead).order_by(Lead.created_at))).all()
        talks = (await session.scalars(select(Conversation).order_by(Conversation.last_at))).all()
    now = datetime.now(UTC)
    for lead, (outcome, note) in zip(leads[:-4], OUTCOMES * 3, strict=False):
        await _handle(chance.choice(reviewers), lead, outcome, note)
    await reviewers[0].send(
        f"leads/{leads[-2].reference}/assign", assignee=str(reviewers[0].id), seen=""
    )
    for number, talk in enumerate(talks):
        if now - talk.last_at > OLD and chance.random() < 0.85 and not talk.urgent_count:
            await chance.choice(reviewers).send(f"conversations/{talk.id}/state", state="reviewed")
        if number % 17 == 0:
            await reviewers[1].send(f"conversations/{talk.id}/tags", tag=chance.choice(TAGS))
        if number % 29 == 0:
            await reviewers[0].send(f"conversations/{talk.id}/notes", note=chance.choice(NOTES))
    await _backdate_first_calls(database)


async def _handle(colleague: Staff, lead: Lead, outcome: str, note: str) -> None:
    """Take a request and say what came of it."""
    where = f"leads/{lead.reference}"
    await colleague.send(f"{where}/assign", assignee=str(colleague.id), seen="")
    await colleague.send(f"{where}/outcome", state=outcome, note=note)


async def _backdate_first_calls(database: Database) -> None:
    """Let the first calls have been on the day of the request or the next."""
    async with database.write() as session:
        for number, lead in enumerate(await session.scalars(select(Lead))):
            if lead.contacted_at is not None:
                lead.contacted_at = lead.created_at + timedelta(hours=1 + 4 * (number % 5))
                await session.execute(
                    update(LeadEvent)
                    .where(LeadEvent.lead_id == lead.id)
                    .values(at=lead.contacted_at)
                )
