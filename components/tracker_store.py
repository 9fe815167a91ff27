"""Rasa's SQL tracker store with recent conversations kept in memory on top."""

from __future__ import annotations

import asyncio
import hashlib
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
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.orm import Session

from components.conversation_moved import ConversationMovedError
from components.database_opening import make_index, open_when_it_answers, sqlite_that_stays_open
from components.made_sure import made_sure, make_sure
from components.new_session import new_session, next_session
from components.sealed_events import SealedEvents
from components.stored_events import StoredEvents

DEFAULT_URL = "sqlite:///var/engine.db"
_NEWEST = sa.text(
    "SELECT id, timestamp FROM events WHERE sender_id = :sender_id ORDER BY id DESC LIMIT 1"
)


class CachedTrackerStore(SQLTrackerStore):
    """Loads a conversation from the database only when it is not in memory.

    A tracker leaves the cache when a turn takes it and comes back when the turn saves it: a turn
    that fails or is cancelled leaves nothing behind, and the next one reads what was stored.

    Several engines may share the database: a copy in memory counts only while its newest event is
    the newest one stored, and a turn is stored only on top of what it has read.
    """

    engine: sa.engine.Engine

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        host: str | None = None,
        max_cached: int = 500,
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

        def open_it() -> None:
            super(CachedTrackerStore, self).__init__(domain, event_broker=event_broker, host=url)
            if self.engine.dialect.name == "sqlite":
                self.engine.dispose()
                self.engine = sqlite_that_stays_open(url)
                self.sessionmaker.configure(bind=self.engine)
            else:
                make_index(self.engine)

        open_when_it_answers(open_it)
        self._sealed = SealedEvents.from_environment()
        self._max_cached = max_cached
        self._cached: OrderedDict[str, tuple[DialogueStateTracker, StoredEvents]] = OrderedDict()
        self._stored: dict[str, StoredEvents] = {}

    @property
    def cached(self) -> int:
        """How many conversations are in memory."""
        return len(self._cached)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Gives the conversation and takes it out of memory; ``None`` if it is new."""
        tracker, stored = self._cached.pop(sender_id, (None, StoredEvents()))
        if tracker is None or not await self._is_newest(sender_id, stored):
            tracker, stored = await asyncio.to_thread(self._load, sender_id)
        make_sure(sender_id)
        self._stored[sender_id] = stored
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Stores the events that are new, then keeps the conversation in memory.

        A turn that begins a session, or ends a long one, is not kept: the next one reads the new
        session alone, as any other process would.

        Raises:
            ConversationMovedError: Another engine has written meanwhile; nothing is stored.
            sqlalchemy.exc.SQLAlchemyError: They could not be stored; nothing is kept then.
        """
        await self.stream_events(tracker)
        sender_id = tracker.sender_id
        stored = await self._stored_of(tracker)
        events = list(tracker.events)
        new = [*events[stored.count :], *next_session(tracker)]
        newest = await asyncio.to_thread(self._insert, sender_id, new, stored.newest)
        if any(isinstance(event, SessionStarted) for event in new):
            return
        make_sure(sender_id)
        self._keep(tracker, StoredEvents(len(events), newest))

    async def forget(self, sender_id: str) -> int:
        """Deletes a conversation from database and memory; gives the number of events."""
        self._cached.pop(sender_id, None)
        self._stored.pop(sender_id, None)
        return await asyncio.to_thread(self._delete, sender_id)

    async def look(self, sender_id: str) -> DialogueStateTracker | None:
        """Gives the conversation and leaves it in memory; ``None`` if it is new."""
        tracker = await self.retrieve(sender_id)
        if tracker:
            self._keep(tracker, self._stored.pop(sender_id))
        return tracker

    async def renew(
        self, tracker: DialogueStateTracker, kept: dict[str, Any] | None = None
    ) -> None:
        """Puts a new session with the same slots in the place of all that was said.

        Called when a form has ended: what it asked for is not kept in the conversation.

        Args:
            tracker: The conversation.
            kept: What the new session remembers, as metadata of its last event.

        Raises:
            ConversationMovedError: Another engine has written meanwhile; all is as it was.
            sqlalchemy.exc.SQLAlchemyError: It could not be stored; all is as it was.
        """
        sender_id = tracker.sender_id
        stored = await self._stored_of(tracker)
        events = new_session(tracker, kept)
        await asyncio.to_thread(self._replace, sender_id, events, stored.newest)

    @contextmanager
    def session_scope(self) -> Iterator[Session]:
        """Gives a database session; Rasa's own ends the process on any ValueError."""
        with self.sessionmaker() as session:
            ensure_schema_exists(session)
            yield session

    def _keep(self, tracker: DialogueStateTracker, stored: StoredEvents) -> None:
        self._cached[tracker.sender_id] = (tracker, stored)
        while len(self._cached) > self._max_cached:
            self._cached.popitem(last=False)

    async def _is_newest(self, sender_id: str, stored: StoredEvents) -> bool:
        """Tells whether a copy in memory is what is stored; a turn asks once."""
        if made_sure(sender_id):
            return True
        return stored.newest == await asyncio.to_thread(self._newest_of, sender_id)

    async def _stored_of(self, tracker: DialogueStateTracker) -> StoredEvents:
        """Tells how much of a tracker is stored; it is out of memory from here on."""
        sender_id = tracker.sender_id
        cached = self._cached.pop(sender_id, None)
        stored = self._stored.pop(sender_id, None)
        if stored is not None:
            return stored
        if cached is not None and cached[0] is tracker:
            return cached[1]
        return (await asyncio.to_thread(self._load, sender_id))[1]

    def _load(self, sender_id: str) -> tuple[DialogueStateTracker | None, StoredEvents]:
        with self.session_scope() as session:
            query = self._event_query(session, sender_id, fetch_events_from_all_sessions=False)
            rows = query.all()
        if not rows:
            return None, StoredEvents()
        events = [json.loads(self._sealed.open(row.data)) for row in rows]
        tracker = DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)
        return tracker, StoredEvents(len(rows), (rows[-1].id, rows[-1].timestamp))

    def _event_query(
        self, session: Session, sender_id: str, fetch_events_from_all_sessions: bool
    ) -> Any:
        """Finds a conversation's events by their order alone (see parent class).

        Rasa's own looks for the latest session by time: with two engines, whose clocks differ, it
        would miss what the one with the slower clock has stored.
        """
        query = session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id)
        if not fetch_events_from_all_sessions:
            begins = query.filter(self.SQLEvent.type_name == SessionStarted.type_name)
            latest = begins.with_entities(sa.func.max(self.SQLEvent.id)).scalar_subquery()
            query = query.filter(self.SQLEvent.id >= sa.func.coalesce(latest, 0))
        return query.order_by(self.SQLEvent.id)

    def _newest_of(self, sender_id: str) -> tuple[int, float] | None:
        with self.session_scope() as session:
            return self._newest(session, sender_id)

    def _newest(self, session: Session, sender_id: str) -> tuple[int, float] | None:
        """Gives id and timestamp of the newest stored event: one step in an index."""
        row = session.execute(_NEWEST, {"sender_id": sender_id}).first()
        return (row.id, row.timestamp) if row else None

    @contextmanager
    def _on_top_of(self, sender_id: str, newest: tuple[int, float] | None) -> Iterator[Session]:
        """Gives a writing session, unless more is stored of the conversation than was read."""
        with self.session_scope() as session:
            if self.engine.dialect.name == "sqlite":
                session.execute(sa.text("BEGIN IMMEDIATE"))
            else:
                digest = hashlib.blake2b(sender_id.encode(), digest_size=8).digest()
                key = int.from_bytes(digest, "big", signed=True)
                session.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
            if self._newest(session, sender_id) != newest:
                raise ConversationMovedError
            yield session
            session.commit()

    def _insert(
        self, sender_id: str, events: list[Event], newest: tuple[int, float] | None
    ) -> tuple[int, float] | None:
        """Adds events; gives the newest one."""
        with self._on_top_of(sender_id, newest) as session:
            if events:
                self._add(session, sender_id, events)
            return self._newest(session, sender_id)

    def _replace(
        self, sender_id: str, events: list[Event], newest: tuple[int, float] | None
    ) -> None:
        with self._on_top_of(sender_id, newest) as session:
            query = session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id)
            query.delete(synchronize_session=False)
            self._add(session, sender_id, events)
        self._scrub()

    def _add(self, session: Session, sender_id: str, events: list[Event]) -> None:
        """Adds rows in order, in one statement: as objects each would be one of its own."""
        session.execute(
            self.SQLEvent.__table__.insert(), [self._row(sender_id, event) for event in events]
        )

    def _row(self, sender_id: str, event: Event) -> dict[str, Any]:
        data = event.as_dict()
        return {
            "sender_id": sender_id,
            "type_name": event.type_name,
            "timestamp": data.get("timestamp"),
            "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
            "action_name": data.get("name"),
            "data": self._sealed.seal(json.dumps(data)),
        }

    def _delete(self, sender_id: str) -> int:
        with self.session_scope() as session:
            query = session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id)
            count: int = query.delete(synchronize_session=False)
            session.commit()
        self._scrub()
        return count

    def _scrub(self) -> None:
        """Gets deleted words out of SQLite's write-ahead log, unless somebody reads in it."""
        if self.engine.dialect.name == "sqlite":
            with self.session_scope() as session:
                session.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
