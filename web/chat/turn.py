"""One turn: a message is committed, answered once, and its answer committed."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from logs import note, short_hash
from storage.answer import Answer
from storage.answers import store_answer
from storage.conversations import find_conversation
from storage.exchange import Exchange
from storage.messages import find_button, find_exchange, open_form, receive_message
from storage.takeovers import ask_for_person, open_takeover
from storage.words import words_of
from web.api_error import ApiError
from web.chat.access import gone
from web.chat.glance import Glance
from web.chat.honest import honest_answer
from web.engine.engine_error import EngineError
from web.live.masking import masked
from web.live.person import asks_for_person, is_person_free, person_is_asked

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from web.door import Door


# A person is there: what the engine makes of a message must not keep its receipt waiting.
LOOK_FOR_ALARM_SECONDS = 3


@dataclass(frozen=True)
class Turn:
    """A visitor's message on its way.

    What holds at every moment, wherever a crash comes:
    - The message is committed before the engine hears of it.
    - Only the holder of the conversation's lock asks the engine, and looks first whether
      there is an answer already.
    - The first answer that is committed counts; everyone returns that one.
    - A message without an answer is answered when its id comes again.
    - While a colleague is in the conversation, only an alarm reaches the engine.
    """

    door: Door
    conversation_id: str
    client_id: str
    text: str | None
    """What was typed; None: a button was pressed."""
    button: str | None
    deadline: float
    """When the honest line is due, on the clock of the event loop, in seconds."""

    async def take(self) -> Exchange:
        """Take the turn.

        Returns:
            The stored message and its stored replies.

        Raises:
            ApiError: The conversation was erased meanwhile; status 401.
        """
        async with self.door.locks.arrival(self.conversation_id):
            before = self.door.locks.glance(self.conversation_id)
            exchange = await self._receive()
            if exchange.answered:
                return exchange
            # A task: it stands in the queue before the next message has its number.
            answering = asyncio.create_task(self._take(exchange, before))
        self.door.live.ring(self.conversation_id)
        with self.door.metrics.turn_seconds.time():
            return await answering

    async def _take(self, exchange: Exchange, before: Glance | None) -> Exchange:
        """Wait for the conversation's lock and answer."""
        try:
            async with self.door.locks.hold(self.conversation_id, self.deadline):
                if before is None or not before.undisturbed:
                    exchange = await self._look_again()
                return await self._answer(exchange)
        except TimeoutError:
            # Another message of this conversation took all the time there was.
            return await self._commit(self._give_up("queue"))
        finally:
            self.door.live.ring(self.conversation_id)

    async def _answer(self, exchange: Exchange) -> Exchange:
        """Ask the engine, unless there is an answer already."""
        if exchange.answered:
            return exchange
        words = words_of(exchange.message, self.door.vault)
        if exchange.takeover is not None and exchange.takeover.is_joined:
            return await self._commit(await self._leave_to_person(words))
        answer = await self._ask(words)
        asked = asks_for_person(answer) and await is_person_free(self.door)
        if asked:
            answer = person_is_asked(answer, self.door.settings)
        return await self._commit(answer, asked)

    async def _leave_to_person(self, text: str) -> Answer:
        """Let the colleague answer; in an emergency the assistant does so at once as well."""
        loop = asyncio.get_running_loop()
        seconds = min(LOOK_FOR_ALARM_SECONDS, max(0, self.deadline - loop.time()))
        try:
            if (await self.door.engine.understand(text, seconds)).urgent:
                return await self._ask(text)
        except EngineError as error:
            note("alarm_unknown", reason=error.kind)
        async with self.door.database.read() as session:
            form = await open_form(session, self.conversation_id)
        hidden = masked(text, self.door.settings.phone_region)
        return Answer(replies=(), masked_text=None if hidden == text else hidden, form=form)

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
                *await self._what_was_said(session),
            )
            if exchange is None:
                raise gone()
            return await self._with_takeover(session, exchange)

    async def _what_was_said(self, session: AsyncSession) -> tuple[str, str | None]:
        """Return the text for the engine and, for a button, its title."""
        if self.button is None:
            return self.text or "", None
        found = await find_button(session, self.conversation_id, self.button)
        if found is not None:
            title, payload = found
            return payload, title
        if await find_conversation(session, self.conversation_id) is None:
            raise gone()
        raise ApiError(404, "unknown_button", "This conversation has no such button.")

    async def _look_again(self) -> Exchange:
        """Read what is there now: somebody else may have answered, or have joined."""
        async with self.door.database.read() as session:
            known = await find_exchange(session, self.conversation_id, self.client_id)
            if known is None:
                raise gone()
            return await self._with_takeover(session, known)

    async def _commit(self, answer: Answer, asks_person: bool = False) -> Exchange:
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
            if asks_person:
                await ask_for_person(session, self.conversation_id)
            return await self._with_takeover(session, exchange)

    async def _with_takeover(self, session: AsyncSession, exchange: Exchange) -> Exchange:
        takeover = await open_takeover(session, self.conversation_id)
        return replace(exchange, takeover=takeover)
