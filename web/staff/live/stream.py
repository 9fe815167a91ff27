"""What the visitor says, for the colleague who has joined, as server-sent events."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sanic import Blueprint, Request

from storage.messages import read_messages
from storage.staff.sessions import account_of_session
from storage.tables import Account
from storage.takeovers import open_takeover
from web.api_error import ApiError
from web.chat.history import read_after
from web.door import Door, door_of
from web.live.sse import event, stream
from web.live.streaming import streaming
from web.staff.cookies import hash_token, session_token
from web.staff.guards import require_reviewer
from web.staff.live.message_shape import LiveMessageShape
from web.staff.live.work import NOT_JOINED

MOST_AT_ONCE = 100

blueprint = Blueprint("staff_live_stream")


@blueprint.get("/conversations/<conversation_id:str>/live")
@streaming
async def live(request: Request[Any, Any], conversation_id: str) -> None:
    """Send messages after `?after=SEQ` or `Last-Event-ID`, in the words that were really written.

    The visitor writes to whoever has joined, and nobody else sees these words: `message` has one
    of them; `end` says that the conversation was handed back or erased, or the session is over.
    """
    door = door_of(request)
    account = await door.tasks.finish(require_reviewer(request))
    resumed = request.headers.get("last-event-id", "")
    after = int(resumed) if resumed.isdecimal() and len(resumed) < 10 else read_after(request)
    token_hash = hash_token(session_token(request) or "")
    looks = _Looks(door, account, token_hash, conversation_id, after)
    if not await door.tasks.finish(looks.is_joined()):
        raise ApiError(409, "not_joined", NOT_JOINED)
    with door.live.listen("staff", conversation_id) as bell:
        await stream(request, bell, looks.look)


class _Looks:
    """Remembers what was sent, so that each look gives only what is new."""

    def __init__(
        self, door: Door, account: Account, token_hash: str, conversation_id: str, after: int
    ) -> None:
        self._door = door
        self._account = account
        self._token_hash = token_hash
        self._conversation_id = conversation_id
        self._after = after
        self._zone = ZoneInfo(door.settings.clinic_time_zone)

    async def is_joined(self) -> bool:
        """Tell whether this colleague is in the conversation."""
        async with self._door.database.read() as session:
            takeover = await open_takeover(session, self._conversation_id)
        return (
            takeover is not None
            and takeover.is_joined
            and takeover.account_id == self._account.id
            # What was said before is read as all read it, masked.
            and self._after >= (takeover.first_seq or 0)
        )

    async def look(self) -> tuple[list[str], bool]:
        """Find what is new.

        Returns:
            The events, and whether the stream goes on.
        """
        joined = await self.is_joined()
        async with self._door.database.read() as session:
            now = datetime.now(UTC)
            known = await account_of_session(session, self._token_hash, now)
            if known is None or not joined:
                return [event("end", "{}")], False
            found = await read_messages(session, self._conversation_id, self._after, MOST_AT_ONCE)
        events = []
        for message in found:
            shape = LiveMessageShape.of(message, self._door.vault, self._zone)
            events.append(event("message", shape.model_dump_json(by_alias=True), message.seq))
            self._after = message.seq
        return events, True
