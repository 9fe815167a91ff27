"""One turn: a message is committed, answered once, and its answer committed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from logs import note, short_hash
from storage.answer import Answer
from storage.answers import store_answer
from storage.exchange import Exchange
from storage.messages import find_exchange, receive_message
from storage.words import words_of
from web.chat.access import gone
from web.chat.honest import honest_answer
from web.engine.engine_error import EngineError

if TYPE_CHECKING:
    from web.door import Door


@dataclass(frozen=True)
class Turn:
    """A visitor's message on its way.

    What holds at every moment, wherever a crash comes:
    - The message is committed before the engine hears of it.
    - Only the holder of the conversation's lock asks the engine, and looks first whether
      there is an answer already.
    - The first answer that is committed counts; everyone returns that one.
    - A message without an answer is answered when its id comes again.
    """

    door: Door
    conversation_id: str
    client_id: str
    text: str
    button_title: str | None
    deadline: float
    """When the honest line is due, on the clock of the event loop, in seconds."""

    async def take(self) -> Exchange:
        """Take the turn.

        Returns:
            The stored message and its stored replies.

        Raises:
            ApiError: The conversation was erased meanwhile; status 401.
        """
        exchange = await self._receive()
        if exchange.answered:
            return exchange
        with self.door.metrics.turn_seconds.time():
            return await self._take(exchange)

    async def _take(self, exchange: Exchange) -> Exchange:
        """Wait for the conversation's lock and answer."""
        try:
            async with self.door.locks.hold(self.conversation_id, self.deadline):
                return await self._answer(exchange)
        except TimeoutError:
            # Another message of this conversation took all the time there was.
            return await self._commit(self._give_up("queue"))

    async def _answer(self, exchange: Exchange) -> Exchange:
        """Ask the engine, unless another process did so while this one waited."""
        async with self.door.database.read() as session:
            known = await find_exchange(session, self.conversation_id, self.client_id)
        if known is None:
            raise gone()
        if known.answered:
            return known
        return await self._commit(await self._ask(words_of(exchange.message, self.door.vault)))

    async def _ask(self, text: str) -> Answer:
        try:
            answer = await self.door.engine.answer(
                self.conversation_id, self.client_id, text, self.deadline
            )
        except EngineError as error:
            return self._give_up(error.kind)
        self.door.metrics.turns.labels("fallback" if answer.unanswered else "answered").inc()
        return answer

    def _give_up(self, reason: str) -> Answer:
        self.door.metrics.turns.labels(reason).inc()
        note("unanswered", reason=reason, conversation=short_hash(self.conversation_id))
        return honest_answer(self.door.settings)

    async def _receive(self) -> Exchange:
        async with self.door.database.write() as session:
            exchange = await receive_message(
                session,
                self.door.vault,
                self.conversation_id,
                self.client_id,
                self.text,
                self.button_title,
            )
        if exchange is None:
            raise gone()
        return exchange

    async def _commit(self, answer: Answer) -> Exchange:
        async with self.door.database.write() as session:
            exchange = await store_answer(
                session,
                self.door.vault,
                self.conversation_id,
                self.client_id,
                answer,
                self.door.settings.notice_kinds,
            )
        if exchange is None:
            raise gone()
        return exchange
