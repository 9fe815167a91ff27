"""What all handlers share."""

from __future__ import annotations

from typing import Any

from sanic import Request

from settings import Settings
from storage.database import Database
from storage.vault import Vault
from web.chat.limits import RateLimits
from web.chat.locks import ConversationLocks
from web.chat.tokens import Tokens
from web.engine.client import EngineClient
from web.live.streams import LiveStreams
from web.metrics import Metrics
from web.staff.unanswered.meaning import Meaning
from web.staff.unanswered.sorter import Sorter
from web.tasks import Tasks


class Door:
    """The parts of the running app, made once from its settings."""

    def __init__(self, settings: Settings) -> None:
        secret = settings.secret_key.get_secret_value()
        self.settings = settings
        self.database = Database(settings.database_url)
        self.vault = Vault.of_setting(settings.data_keys.get_secret_value())
        self.metrics = Metrics()
        self.engine = EngineClient(*settings.engine_urls, seconds=self.metrics.engine_seconds)
        self.locks = ConversationLocks(settings.database_url)
        self.metrics.watch(self.database, self.locks)
        self.tokens = Tokens(secret)
        self.limits = RateLimits(
            settings.redis_url,
            secret,
            sessions=settings.rate_sessions,
            messages=settings.rate_messages,
            reads=settings.rate_reads,
        )
        self.tasks = Tasks()
        self.live = LiveStreams()
        self.sorter = Sorter(self.database, Meaning(self.engine))

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.close()
        await self.locks.close()
        await self.limits.close()
        await self.database.close()


def door_of(request: Request[Any, Any]) -> Door:
    """Return the door of the app that received a request."""
    door: Door = request.app.ctx.door
    return door
