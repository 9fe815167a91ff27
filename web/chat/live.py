"""GET /api/chat/live: what a person says, as server-sent events."""

from __future__ import annotations

from typing import Any

from sanic import Blueprint, Request
from sqlalchemy.ext.asyncio import AsyncSession

from storage.conversations import find_conversation
from storage.messages import read_messages
from storage.takeovers import open_takeover
from web.chat.access import require_conversation
from web.chat.history import read_after
from web.chat.shapes.history import HistoryMessageShape
from web.chat.shapes.live import LiveShape
from web.door import Door, door_of
from web.live.sse import event, stream
from web.live.streaming import streaming

MOST_AT_ONCE = 100

blueprint = Blueprint("live")


@blueprint.get("/live")
@streaming
async def live(request: Request[Any, Any]) -> None:
    """Send messages after `?after=SEQ`, and who is there, for as long as a person is wanted.

    `message` has a message, with its `seq` as id; `live` tells who is there, and null at the end
    of the stream; `gone` says that the conversation was erased.
    """
    door = door_of(request)
    conversation_id = await door.tasks.finish(require_conversation(request))
    after = read_after(request)
    await door.limits.spend("reads", conversation_id)
    looks = _Looks(door, conversation_id, after)
    with door.live.listen("visitor", conversation_id) as bell:
        await stream(request, bell, looks.look)


class _Looks:
    """Remembers what was sent, so that each look gives only what is new."""

    def __init__(self, door: Door, conversation_id: str, after: int) -> None:
        self._door = door
        self._conversation_id = conversation_id
        self._after = after
        self._said: str | None = None

    async def look(self) -> tuple[list[str], bool]:
        """Find what is new.

        Returns:
            The events, and whether the stream goes on.
        """
        async with self._door.database.read() as session:
            if await find_conversation(session, self._conversation_id) is None:
                return [event("gone", "{}")], False
            # The state first: what is said before its end is read after it.
            shape = LiveShape.of(await open_takeover(session, self._conversation_id))
            events = await self._messages(session)
        state = "null" if shape is None else shape.model_dump_json()
        if state != self._said:
            self._said = state
            events.append(event("live", state))
        return events, shape is not None or len(events) > MOST_AT_ONCE

    async def _messages(self, session: AsyncSession) -> list[str]:
        found = await read_messages(session, self._conversation_id, self._after, MOST_AT_ONCE)
        events = []
        for message in found:
            shape = HistoryMessageShape.of(message, self._door.vault)
            events.append(event("message", shape.model_dump_json(by_alias=True), message.seq))
            self._after = message.seq
        return events
