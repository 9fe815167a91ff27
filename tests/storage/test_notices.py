"""The outbox: added with its cause, given out to one at a time, never lost."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from storage.conversations import open_conversation
from storage.database import Database
from storage.erasures import erase_conversation
from storage.notice_counts import NoticeCounts
from storage.notices import (
    URGENT_PAUSE,
    add_notices,
    claim_due,
    counts,
    dead_notices,
    failing_notices,
    has_due,
    mark_failed,
    mark_sent,
    retry_dead,
)
from storage.tables import Notice
from tests.storage.steps import row_counts

BOTH = ["email", "webhook"]
LEASE = timedelta(minutes=2)
SECOND = timedelta(seconds=1)


def soon() -> datetime:
    """Give a moment at which all that was added is due."""
    return datetime.now(UTC) + SECOND


async def add(
    database: Database,
    conversation: str,
    *kinds: str,
    event: str = "lead",
    reference: str | None = "KX-4821",
) -> None:
    """Add notices in a transaction of their own."""
    async with database.write() as session:
        await add_notices(session, kinds, event, conversation, reference)


async def claim(database: Database, now: datetime, limit: int = 5) -> list[Notice]:
    """Claim e-mails in a transaction of its own."""
    async with database.write() as session:
        return await claim_due(session, "email", now, limit, LEASE)


async def fail(
    database: Database, notice: Notice, now: datetime, retry_at: datetime | None
) -> None:
    """Note a failed try."""
    async with database.write() as session:
        await mark_failed(session, notice, "smtp_550", now, refused=True, retry_at=retry_at)


async def rows(database: Database) -> list[Notice]:
    """Read all notices, the oldest first."""
    async with database.read() as session:
        return list((await session.scalars(select(Notice).order_by(Notice.id))).all())


async def test_one_for_each_way(database: Database, conversation: str) -> None:
    """Each has a key of its own; without a way there is none."""
    await add(database, conversation)
    await add(database, conversation, *BOTH)
    first, second = await rows(database)
    assert (first.kind, second.kind) == ("email", "webhook")
    assert first.idempotency_key != second.idempotency_key
    assert conversation not in first.idempotency_key


async def test_stands_and_falls_with_its_cause(database: Database, conversation: str) -> None:
    """When the transaction fails there is no notice."""
    with pytest.raises(ZeroDivisionError):
        async with database.write() as session:
            await add_notices(session, BOTH, "lead", conversation, "KX-4821")
            raise ZeroDivisionError
    assert await rows(database) == []


async def test_a_lead_is_told_once(database: Database, conversation: str) -> None:
    """The database itself refuses a second notice of one lead."""
    await add(database, conversation, *BOTH)
    with pytest.raises(IntegrityError):
        await add(database, conversation, "email")


async def test_urgent_pause(database: Database, conversation: str) -> None:
    """Urgent messages within an hour are one notice of each kind, for each conversation."""
    async with database.write() as session:
        await open_conversation(session, "other", None, [])

    async def urgent(conversation_id: str, *kinds: str) -> None:
        await add(database, conversation_id, *kinds, event="urgent", reference=None)

    await urgent(conversation, "email")
    await urgent(conversation, *BOTH)
    await urgent("other", "email")
    assert [(n.conversation_id, n.kind) for n in await rows(database)] == [
        (conversation, "email"),
        (conversation, "webhook"),
        ("other", "email"),
    ]
    async with database.write() as session:
        past = datetime.now(UTC) - URGENT_PAUSE
        await session.execute(update(Notice).values(created_at=past))
    await urgent(conversation, "email")
    assert len(await rows(database)) == 4


async def test_urgent_messages_at_once(database: Database, conversation: str) -> None:
    """Two processes that see the same emergency tell it once."""
    await asyncio.gather(
        *(add(database, conversation, "email", event="urgent", reference=None) for _ in range(5))
    )
    assert len(await rows(database)) == 1


async def test_claim_is_exclusive_until_its_lease_ends(
    database: Database, conversation: str
) -> None:
    """What one holds no other gets; what a dead one holds is given out again, as it was."""
    await add(database, conversation, "email")
    now = soon()
    (claimed,) = await claim(database, now)
    assert await claim(database, now) == []
    assert await claim(database, now + LEASE - SECOND) == []
    (again,) = await claim(database, now + LEASE)
    assert again.idempotency_key == claimed.idempotency_key


async def test_workers_share_the_work(
    database_url: str, database: Database, conversation: str
) -> None:
    """Several workers at once: each notice goes to exactly one of them."""
    for number in range(30):
        await add(database, conversation, "email", reference=f"KX-{number:04}")
    workers = [Database(database_url) for _ in range(4)]
    now = soon()
    taken: list[int] = []

    async def work(own: Database) -> None:
        while claimed := await claim(own, now, limit=3):
            taken.extend(notice.id for notice in claimed)

    await asyncio.gather(*(work(own) for own in workers))
    assert sorted(taken) == [notice.id for notice in await rows(database)]
    for own in workers:
        await own.close()


async def test_postgresql_does_not_wait_for_another_claim(postgres_url: str) -> None:
    """A worker that is in the middle of claiming holds nobody up."""
    first, second = Database(postgres_url), Database(postgres_url)
    async with first.write() as session:
        await open_conversation(session, "c", None, [])
    await add(first, "c", "email", reference="KX-0001")
    await add(first, "c", "email", reference="KX-0002")
    async with first.write() as session:
        held = await claim_due(session, "email", soon(), 1, LEASE)
        async with asyncio.timeout(30):
            others = await claim(second, soon())
    assert [n.reference for n in (*held, *others)] == ["KX-0001", "KX-0002"]
    await first.close()
    await second.close()


async def test_what_is_due(database: Database, conversation: str) -> None:
    """Only its own kind, not before its time, urgent ones first, at most so many."""
    await add(database, conversation, *BOTH, reference="KX-0001")
    await add(database, conversation, "email", reference="KX-0002")
    await add(database, conversation, "email", event="urgent", reference=None)
    now = soon()
    async with database.read() as session:
        assert not await has_due(session, "email", now - timedelta(hours=1))
        assert await has_due(session, "email", now)
    assert await claim(database, now - timedelta(hours=1)) == []
    assert [n.event for n in await claim(database, now, limit=2)] == ["urgent", "lead"]
    assert [n.reference for n in await claim(database, now)] == ["KX-0002"]
    async with database.read() as session:
        assert not await has_due(session, "email", now)
        assert await has_due(session, "webhook", now)


async def test_sent_is_sent(database: Database, conversation: str) -> None:
    """It is never due again."""
    await add(database, conversation, "email")
    now = soon()
    (notice,) = await claim(database, now)
    async with database.write() as session:
        await mark_sent(session, notice.id, now)
    assert await claim(database, now + timedelta(days=1000)) == []
    (row,) = await rows(database)
    assert (row.sent_at, row.attempts, row.last_error) == (now, 1, None)


async def test_failed_is_due_later_and_at_last_dead(database: Database, conversation: str) -> None:
    """It comes back at its time; a dead one does not, until it is queued again."""
    await add(database, conversation, "email")
    now = soon()
    (notice,) = await claim(database, now)
    later = now + timedelta(minutes=5)
    await fail(database, notice, now, later)
    async with database.read() as session:
        assert [n.last_error for n in await failing_notices(session)] == ["smtp_550"]
        assert await dead_notices(session) == []
    assert await claim(database, later - SECOND) == []
    (notice,) = await claim(database, later)
    assert (notice.attempts, notice.refusals) == (1, 1)
    await fail(database, notice, later, None)
    assert await claim(database, later + timedelta(days=1000)) == []
    async with database.read() as session:
        assert await failing_notices(session) == []
        assert [n.dead_at for n in await dead_notices(session)] == [later]

    async with database.write() as session:
        assert await retry_dead(session, later) == 1
        assert await retry_dead(session, later) == 0
    (again,) = await claim(database, later)
    assert (again.attempts, again.refusals) == (0, 0)
    assert again.idempotency_key == notice.idempotency_key


async def test_a_late_worker_spoils_nothing(database: Database, conversation: str) -> None:
    """One that was given up may still say 'sent', which is true, but not 'failed'."""
    await add(database, conversation, "email")
    now = soon()
    (late,) = await claim(database, now)
    (current,) = await claim(database, now + LEASE)
    await fail(database, late, now + LEASE, None)
    (row,) = await rows(database)
    assert (row.dead_at, row.claimed_until) == (None, current.claimed_until)

    async with database.write() as session:
        await mark_sent(session, late.id, now + LEASE)
    await fail(database, current, now + LEASE, None)
    (row,) = await rows(database)
    assert (row.sent_at, row.dead_at) == (now + LEASE, None)


async def test_counts(database: Database, conversation: str) -> None:
    """Waiting, sent since a moment, dead."""
    now = soon()
    for number in range(5):
        await add(database, conversation, "email", reference=f"KX-000{number}")
    claimed = await claim(database, now)
    async with database.write() as session:
        await mark_sent(session, claimed[0].id, now)
        await mark_sent(session, claimed[1].id, now - timedelta(days=8))
    await fail(database, claimed[2], now, None)
    async with database.read() as session:
        found = await counts(session, now - timedelta(days=7))
    assert found == NoticeCounts(waiting=2, sent=1, dead=1)


async def test_goes_with_its_conversation(database: Database, conversation: str) -> None:
    """Erasure takes the notices along, and a worker that is at one finds nothing to mark."""
    await add(database, conversation, *BOTH)
    (notice,) = await claim(database, soon())
    async with database.write() as session:
        await erase_conversation(session, conversation)
    assert (await row_counts(database))["notice"] == 0
    async with database.write() as session:
        await mark_sent(session, notice.id, soon())
    await fail(database, notice, soon(), None)
    assert (await row_counts(database))["notice"] == 0


async def test_a_link_never_comes_to_mean_another(database: Database, conversation: str) -> None:
    """The id of an erased notice is not given to the next one."""
    await add(database, conversation, "email", event="urgent", reference=None)
    (before,) = await rows(database)
    async with database.write() as session:
        await erase_conversation(session, conversation)
        await open_conversation(session, "other", None, [])
    await add(database, "other", "email", event="urgent", reference=None)
    (after,) = await rows(database)
    assert after.id > before.id
