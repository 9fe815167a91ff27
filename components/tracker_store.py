"""Rasa's SQL tracker store with recent conversations kept in memory on top."""

from __future__ import annotations

import asyncio
import json
import os
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, ensure_schema_exists
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import Session

from components.sealed_events import SealedEvents

DEFAULT_URL = "sqlite:///var/engine.db"
SQLITE_BUSY_MILLISECONDS = 5000


class CachedTrackerStore(SQLTrackerStore):
    """Loads a conversation from the database only when it is not in memory.

    A tracker leaves the cache when a turn takes it and comes back when the turn saves it: a turn
    that fails or is cancelled leaves nothing behind, and the next one reads what was stored.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        host: str | None = None,
        max_cached: int = 2000,
        **_: Any,
    ) -> None:
        """Opens the store.

        Args:
            domain: The assistant's domain.
            event_broker: Rasa's event broker, if one is configured.
            host: SQLAlchemy URL of the database (``sqlite:///…`` or ``postgresql://…``), which
                endpoints.yml calls ``url``; otherwise the environment's ``ENGINE_DATABASE_URL``.
            max_cached: How many conversations stay in memory (about 50 kB each).
        """
        url = host or os.environ.get("ENGINE_DATABASE_URL") or DEFAULT_URL
        database = sa.engine.make_url(url).database
        if url.startswith("sqlite") and database:
            Path(database).parent.mkdir(parents=True, exist_ok=True)
        super().__init__(domain=domain, event_broker=event_broker, host=url)
        if self.engine.dialect.name == "sqlite":
            sa.event.listen(self.engine, "connect", _prepare_sqlite)
            self.engine.dispose()
        self._sealed = SealedEvents.from_environment()
        self._max_cached = max_cached
        self._cached: OrderedDict[str, tuple[DialogueStateTracker, int]] = OrderedDict()
        self._stored_counts: dict[str, int] = {}

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Gives the conversation and takes it out of memory; ``None`` if it is new."""
        cached = self._cached.pop(sender_id, None)
        if cached is not None:
            self._stored_counts[sender_id] = cached[1]
            return cached[0]
        tracker = await asyncio.to_thread(self._load, sender_id)
        self._stored_counts[sender_id] = len(tracker.events) if tracker else 0
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Stores the events that are new, then keeps the conversation in memory.

        A turn that begins a session is not kept: the next one reads the new session alone, as
        any other process would.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: They could not be stored; nothing is kept then.
        """
        await self.stream_events(tracker)
        sender_id = tracker.sender_id
        count = await self._stored_count(tracker)
        events = list(tracker.events)
        await asyncio.to_thread(self._insert, sender_id, events[count:])
        if any(isinstance(event, SessionStarted) for event in events[count:]):
            return
        self._keep(tracker, len(events))

    async def forget(self, sender_id: str) -> int:
        """Deletes a conversation from database and memory; gives the number of events."""
        self._cached.pop(sender_id, None)
        self._stored_counts.pop(sender_id, None)
        return await asyncio.to_thread(self._delete, sender_id)

    async def look(self, sender_id: str) -> DialogueStateTracker | None:
        """Gives the conversation and leaves it in memory; ``None`` if it is new."""
        tracker = await self.retrieve(sender_id)
        if tracker:
            self._keep(tracker, self._stored_counts.pop(sender_id))
        return tracker

    async def renew(self, tracker: DialogueStateTracker) -> None:
        """Puts a new session with the same slots in the place of all that was said.

        Called when a form has ended: what it asked for is not kept in the conversation.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: It could not be stored; all is as it was.
        """
        sender_id = tracker.sender_id
        self._cached.pop(sender_id, None)
        self._stored_counts.pop(sender_id, None)
        slots = tracker.current_slot_values()
        events = [
            ActionExecuted(ACTION_SESSION_START_NAME),
            SessionStarted(),
            *(SlotSet(name, value) for name, value in slots.items() if value is not None),
            ActionExecuted(ACTION_LISTEN_NAME),
        ]
        await asyncio.to_thread(self._replace, sender_id, events)

    @contextmanager
    def session_scope(self) -> Iterator[Session]:
        """Gives a database session; Rasa's own ends the process on any ValueError."""
        with self.sessionmaker() as session:
            ensure_schema_exists(session)
            yield session

    def _keep(self, tracker: DialogueStateTracker, stored: int) -> None:
        self._cached[tracker.sender_id] = (tracker, stored)
        while len(self._cached) > self._max_cached:
            self._cached.popitem(last=False)

    async def _stored_count(self, tracker: DialogueStateTracker) -> int:
        """Tells how many of a tracker's events are stored; it is out of memory from here on."""
        sender_id = tracker.sender_id
        cached = self._cached.pop(sender_id, None)
        count = self._stored_counts.pop(sender_id, None)
        if count is not None:
            return count
        if cached is not None and cached[0] is tracker:
            return cached[1]
        stored = await asyncio.to_thread(self._load, sender_id)
        return len(stored.events) if stored else 0

    def _load(self, sender_id: str) -> DialogueStateTracker | None:
        with self.session_scope() as session:
            rows = self._event_query(session, sender_id, fetch_events_from_all_sessions=False)
            events = [json.loads(self._sealed.open(row.data)) for row in rows]
        if not events:
            return None
        return DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)

    def _insert(self, sender_id: str, events: list[Event]) -> None:
        with self.session_scope() as session:
            session.add_all(self._row(sender_id, event) for event in events)
            session.commit()

    def _replace(self, sender_id: str, events: list[Event]) -> None:
        with self.session_scope() as session:
            query = session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id)
            query.delete(synchronize_session=False)
            session.add_all(self._row(sender_id, event) for event in events)
            session.commit()

    def _row(self, sender_id: str, event: Event) -> Any:
        data = event.as_dict()
        return self.SQLEvent(
            sender_id=sender_id,
            type_name=event.type_name,
            timestamp=data.get("timestamp"),
            intent_name=data.get("parse_data", {}).get("intent", {}).get("name"),
            action_name=data.get("name"),
            data=self._sealed.seal(json.dumps(data)),
        )

    def _delete(self, sender_id: str) -> int:
        with self.session_scope() as session:
            query = session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id)
            count: int = query.delete(synchronize_session=False)
            session.commit()
        return count


def _prepare_sqlite(connection: Any, _: Any) -> None:
    """Lets readers and a writer work side by side, and a second writer wait."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute(f"PRAGMA busy_timeout={SQLITE_BUSY_MILLISECONDS}")
