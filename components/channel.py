"""The engine's one door: loopback HTTP for web/, with what was understood beside the replies."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import FailSafeTrackerStore
from sanic import Blueprint
from sanic.exceptions import ServiceUnavailable
from sanic.request import Request
from sanic.response import HTTPResponse, json

from components.action_answers import check_with_one_validator
from components.conversation_moved import ConversationMovedError
from components.engine_metrics import METRICS, METRICS_TYPE
from components.follow_up import in_the_light_of
from components.form_log import FormStep, FormTurnLog
from components.made_sure import one_turn
from components.nlg import CuratedAnswers
from components.nlu.sentence_encoder import shared_encoder
from components.ordered_graph import OrderedGraphRunner
from components.taken_turn import TakenTurn, kept_answer, to_keep
from components.traced_endpoint import TracedEndpoint
from components.tracker_store import CachedTrackerStore
from logs import REQUEST_ID, REQUEST_ID_HEADER, configure_own, note, well_formed

logger = logging.getLogger(__name__)

CONVERSATION_ID = re.compile(r"[A-Za-z0-9_-]{22,64}")
MAX_TEXT = 1000  # characters; web/ refuses longer ones, this is the second lock
RANKING_LENGTH = 5
TURN_SECONDS = 30
_COMMAND_MARK = "/"


class CollectedReplies(OutputChannel):
    """Collects what the assistant says in one turn."""

    def __init__(self) -> None:
        self.replies: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Name of the channel."""
        return "door"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Takes a whole bot message: single replies where our answers left them."""
        replies = (message.get("metadata") or {}).get("replies")
        if not replies:
            replies = [{"text": message.get("text") or "", "buttons": [], "topic": None}]
        if message.get("buttons"):
            replies[-1] = {**replies[-1], "buttons": message["buttons"]}
        self.replies.extend(reply for reply in replies if reply["text"])


class DoorChannel(InputChannel):
    """Answers web/ and nobody else; the engine listens on loopback."""

    @classmethod
    def name(cls) -> str:
        """Name of the channel, and part of its address: /webhooks/door."""
        return "door"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Groups the channel's routes (see parent class)."""
        configure_own()
        check_with_one_validator()
        door = Blueprint("door_channel")
        door.middleware("request")(_take_request_id)
        door.add_route(self._health, "/", methods=["GET"])
        door.add_route(_ready, "/ready", methods=["GET"])
        door.add_route(_metrics, "/metrics", methods=["GET"])
        door.add_route(_greeting, "/greeting", methods=["GET"])
        door.add_route(_message, "/message", methods=["POST"])
        door.add_route(_understand, "/understand", methods=["POST"])
        door.add_route(_embed, "/embed", methods=["POST"])
        door.add_route(_forget, "/forget", methods=["POST"])
        door.add_route(_reload, "/reload", methods=["POST"])
        door.exception(Exception)(_failed)
        door.listener("after_server_start")(_end_without_model)
        return door

    @staticmethod
    async def _health(_: Request) -> HTTPResponse:
        return json({"status": "ok"})


def _agent(request: Request) -> Agent:
    agent = request.app.ctx.agent
    if agent is None or not agent.is_ready():
        raise RuntimeError("the model is not loaded")
    assert isinstance(agent, Agent)  # noqa: S101 - for the type checker
    _fail_closed(agent)
    TracedEndpoint.put_into(agent)
    OrderedGraphRunner.put_into(agent)
    return agent


async def _take_request_id(request: Request) -> None:
    """Writes the id that web/ gave the request into our lines, and sends it on."""
    REQUEST_ID.set(well_formed(request.headers.get(REQUEST_ID_HEADER)))


def _fail_closed(agent: Agent) -> None:
    """Takes off Rasa's wrapper, which goes on without storing anything when the database fails."""
    store = agent.tracker_store
    if isinstance(store, FailSafeTrackerStore):
        agent.tracker_store = agent.processor.tracker_store = store._tracker_store


async def _end_without_model(app: Any, _: Any) -> None:
    """Ends the engine when Rasa could not load the model: it would go on and answer nothing."""
    if app.ctx.agent is None or not app.ctx.agent.is_ready():
        logger.error("The model could not be loaded: run `make train`.")
        app.stop()
    else:
        METRICS.model_is_loaded()


async def _ready(request: Request) -> HTTPResponse:
    return json({"model": _agent(request).model_id})


async def _metrics(request: Request) -> HTTPResponse:
    """Shows the engine's numbers; web/ puts them beside its own."""
    store = _agent(request).tracker_store
    cached = store.cached if isinstance(store, CachedTrackerStore) else 0
    return HTTPResponse(METRICS.text(cached), content_type=METRICS_TYPE)


async def _greeting(request: Request) -> HTTPResponse:
    nlg = _agent(request).processor.nlg
    return json({"replies": nlg.greeting() if isinstance(nlg, CuratedAnswers) else []})


async def _message(request: Request) -> HTTPResponse:
    body = request.json or {}
    conversation_id, text = str(body.get("conversation_id")), str(body.get("text") or "")
    if not CONVERSATION_ID.fullmatch(conversation_id) or len(text) > MAX_TEXT:
        return json({"error": "conversation_id or text"}, status=400)
    turn = _turn(_agent(request), conversation_id, str(body.get("message_id") or ""), text)
    # A caller that hangs up must not cut a turn in half; a hanging action server may: Rasa would
    # wait 300 s for it, and the conversation with it. The next turn reads what was stored.
    return json(await asyncio.shield(METRICS.counted(asyncio.wait_for(turn, TURN_SECONDS))))


async def _turn(agent: Agent, conversation_id: str, message_id: str, text: str) -> dict[str, Any]:
    """Answers a message: the turn is taken, or said again if it was taken before."""
    async with agent.lock_store.lock(conversation_id):
        try:
            with one_turn():
                return await _answer(agent, conversation_id, message_id, text)
        except ConversationMovedError:
            # An engine that the door thought dead has answered meanwhile: perhaps this message.
            with one_turn():
                return await _answer(agent, conversation_id, message_id, text)


async def _answer(agent: Agent, conversation_id: str, message_id: str, text: str) -> dict[str, Any]:
    """Gives the answer; the parse is made once, for the dialogue and for the door."""
    started = time.monotonic()
    processor, store = agent.processor, agent.tracker_store
    assert isinstance(store, CachedTrackerStore)  # noqa: S101 - for the type checker
    before = await store.look(conversation_id)
    kept = kept_answer(before, message_id)
    if kept:
        METRICS.turns["again"] += 1
        return kept
    collected, read = CollectedReplies(), started
    taken = TakenTurn.find(before, message_id, agent.domain)
    if taken:
        step, parse, tracker = FormStep.of(taken.before), taken.parse, taken.after
        for said in taken.said:
            await collected.send_response(conversation_id, said)
    else:
        message = UserMessage(
            text,
            collected,
            conversation_id,
            input_channel=DoorChannel.name(),
            message_id=message_id or None,
        )
        parse = message.parse_data = in_the_light_of(before, await _parse(processor, message))
        read = time.monotonic()
        step = FormStep.of(before)
        await processor.handle_message(message)
        tracker = await store.look(conversation_id)
    ended = time.monotonic()
    METRICS.answered(read - started, ended - read, again=taken is not None)
    note(
        "turn",
        ms=_ms(ended - started),
        reading_ms=_ms(read - started),
        dialogue_ms=_ms(ended - read),
        replies=len(collected.replies),
        again=taken is not None,
        model=processor.model_metadata.model_id,
    )
    turn = FormTurnLog.of(tracker, step)
    answer = {
        "replies": collected.replies,
        "understood": turn.understood(_understood(parse), text),
        "active_form": turn.form,
        "forget_details": turn.forget_details,
        "ms": _ms(ended - started),
        "model": processor.model_metadata.model_id,
    }
    if tracker and turn.ended and (taken is None or taken.is_newest):
        await store.renew(tracker, to_keep(message_id, answer) if message_id else None)
    return answer


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


async def _parse(processor: MessageProcessor, message: UserMessage) -> dict[str, Any]:
    """Reads a message; typed slash commands are not run but are out of scope."""
    if message.text.lstrip().startswith(_COMMAND_MARK):
        topic = {"name": "out_of_scope", "confidence": 1.0, "text": message.text}
        return {
            "text": message.text,
            "intent": {"name": "out_of_scope", "confidence": 1.0},
            "intent_ranking": [{"name": "out_of_scope", "confidence": 1.0}],
            "entities": [],
            "topics": [topic],
            "language": "en",
            "urgent": False,
        }
    return dict(await processor.parse_message(message))


def _understood(parse: dict[str, Any]) -> dict[str, Any]:
    intent = parse["intent"]
    return {
        "intent": intent["name"],
        "confidence": intent["confidence"],
        "topics": parse.get("topics", []),
        "ranking": parse.get("intent_ranking", [])[:RANKING_LENGTH],
        "language": parse.get("language", "en"),
        "urgent": bool(parse.get("urgent")),
        "unanswered": intent["name"] == "nlu_fallback",
    }


async def _understand(request: Request) -> HTTPResponse:
    text = str((request.json or {}).get("text") or "")[:MAX_TEXT]
    parse = await _parse(_agent(request).processor, UserMessage(text))
    return json(_understood(parse))


async def _embed(request: Request) -> HTTPResponse:
    texts = [str(text)[:MAX_TEXT] for text in (request.json or {}).get("texts", [])]
    vectors = await asyncio.to_thread(shared_encoder().encode, texts)
    return json({"vectors": vectors.round(5).tolist()})


async def _forget(request: Request) -> HTTPResponse:
    conversation_id = str((request.json or {}).get("conversation_id"))
    agent = _agent(request)
    store = agent.tracker_store
    if not CONVERSATION_ID.fullmatch(conversation_id) or not isinstance(store, CachedTrackerStore):
        return json({"error": "conversation_id"}, status=400)
    async with agent.lock_store.lock(conversation_id):
        return json({"events": await store.forget(conversation_id)})


async def _reload(request: Request) -> HTTPResponse:
    """Loads the model file that the engine was started with again; a bad one changes nothing.

    Meanwhile (a few seconds) messages are answered by the old model, a little slower.
    """
    agent = _agent(request)
    await asyncio.to_thread(agent.load_model, agent.processor.model_path)
    METRICS.model_is_loaded()
    return json({"model": agent.model_id})


async def _failed(_: Request, error: Exception) -> HTTPResponse:
    """Says that it failed, without a word of the message in answer or log."""
    status = getattr(error, "status_code", 503)
    if isinstance(error, ServiceUnavailable):
        note("hung_up")  # Sanic says so when web/ has gone; the turn goes on to its end
    else:
        note("failed", error=error)
    return json({"error": type(error).__name__}, status=status)
