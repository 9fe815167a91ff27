"""Takes notices of one kind out of the outbox and sends them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from logs import note, short_hash
from notify.back_off import next_pause
from notify.clock import utc_now
from notify.delivery_error import DeliveryError
from notify.sender import Sender
from storage.database import Database
from storage.notices import claim_due, has_due, mark_failed, mark_sent
from storage.tables import Notice

POLL_SECONDS = 1
# When the database is away.
TROUBLE_SECONDS = 5
BATCH = 5
# Longer than any try takes, so that nobody sends what is being sent.
LEASE = timedelta(minutes=2)


class Worker:
    """Sends each notice at least once, and under one key, so that it counts once.

    Killed at any moment it leaves a claim behind that ends by itself: the notice is sent again.

    Args:
        database: Where the outbox is.
        sender: The way to the clinic.
        now: Tells the time (UTC).
    """

    def __init__(
        self, database: Database, sender: Sender, now: Callable[[], datetime] = utc_now
    ) -> None:
        self._database = database
        self._sender = sender
        self._now = now

    async def work(self, stop: asyncio.Event) -> None:
        """Make rounds until told to stop; a round that has begun is finished.

        Args:
            stop: Set when it is time.
        """
        while not stop.is_set():
            try:
                # After a full round there may be more.
                pause = 0 if await self.make_round() == BATCH else POLL_SECONDS
            except Exception as error:
                # A database that is away for a while must not end the rounds.
                note("round_failed", error=error)
                pause = TROUBLE_SECONDS
            await _wait(stop, pause)

    async def make_round(self) -> int:
        """Send what is due.

        Returns:
            How many notices were tried.
        """
        async with self._database.read() as session:
            # Looking takes no lock; claiming takes SQLite's only one.
            if not await has_due(session, self._sender.kind, self._now()):
                return 0
        async with self._database.write() as session:
            claimed = await claim_due(session, self._sender.kind, self._now(), BATCH, LEASE)
        await asyncio.gather(*(self._deliver(notice) for notice in claimed))
        return len(claimed)

    async def _deliver(self, notice: Notice) -> None:
        """Try a notice once and note how it went."""
        if self._claim_is_over(notice):
            return  # this machine slept: another worker may have it by now
        try:
            await self._sender.send(notice)
        except DeliveryError as error:
            await self._fail(notice, error)
        except Exception as error:
            note("sender_failed", error=error)
            await self._fail(notice, DeliveryError("unexpected"))
        else:
            await self._keep(notice, lambda session: mark_sent(session, notice.id, self._now()))
            _report("notice_sent", notice)

    async def _fail(self, notice: Notice, error: DeliveryError) -> None:
        """Note a failed try, and when the next one is."""
        refusals = notice.refusals + 1 if error.refused else 0
        pause = next_pause(notice.attempts + 1, refusals)
        now = self._now()
        await self._keep(
            notice,
            lambda session: mark_failed(
                session,
                notice,
                error.code,
                now,
                refused=error.refused,
                retry_at=None if pause is None else now + pause,
            ),
        )
        _report("notice_failed", notice, code=error.code, dead=pause is None)

    async def _keep(self, notice: Notice, mark: Callable[[AsyncSession], Awaitable[None]]) -> None:
        """Commit how a try went: again and again, as otherwise the notice would be repeated."""
        while True:
            try:
                async with self._database.write() as session:
                    await mark(session)
                return
            except SQLAlchemyError as error:
                note("mark_failed", error=error)
                if self._claim_is_over(notice):
                    return
                await asyncio.sleep(POLL_SECONDS)

    def _claim_is_over(self, notice: Notice) -> bool:
        return notice.claimed_until is None or self._now() >= notice.claimed_until


def _report(what: str, notice: Notice, **fields: Any) -> None:
    """Write a log line on a try."""
    note(
        what,
        notice=short_hash(notice.idempotency_key),
        kind=notice.kind,
        about=notice.event,
        attempt=notice.attempts + 1,
        **fields,
    )


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    """Wait, but not when it is time to stop."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stop.wait()
