"""One conversation: what was said, what was understood of it, and what staff made of it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from sanic import Blueprint, HTTPResponse, Request
from sqlalchemy.ext.asyncio import AsyncSession

from storage.leads import read_leads
from storage.messages import read_messages
from storage.review.corrections import corrections_in
from storage.review.listing import list_newer, list_older, read_rows
from storage.review.marks import read_notes
from storage.review.names import tag_names
from storage.review.place import Place
from storage.staff.accounts import list_accounts
from storage.staff.audit import note_audit
from storage.tables import Conversation, Message
from storage.takeovers import open_takeover
from web.door import door_of
from web.staff.conversations.access import read_conversation
from web.staff.conversations.list_query import ListQuery
from web.staff.conversations.wording import CORRECTION_NAMES, STATE_NAMES
from web.staff.guards import require_viewer
from web.staff.pages import render
from web.staff.topics import choosable_topics, topic_namer

PATH = "/staff/conversations"
# Less than this is no runner-up.
LEAST_SHOWN = 0.01

blueprint = Blueprint("staff_transcript")


@blueprint.get("/conversations/<conversation_id:str>")
async def transcript(request: Request[Any, Any], conversation_id: str) -> HTTPResponse:
    """Show a conversation whole; the address carries the list's filters, to go on from here."""
    account = await require_viewer(request)
    door = door_of(request)
    query = ListQuery.of(request.args)
    async with door.database.write() as session:
        conversation = await read_conversation(session, conversation_id)
        await note_audit(
            session, account.id, "conversation.view", f"conversation {conversation_id}"
        )
    async with door.database.read() as session:
        values: dict[str, Any] = {
            "messages": await read_messages(session, conversation_id),
            "corrections": await corrections_in(session, conversation_id),
            "leads": await read_leads(session, conversation_id),
            "takeover": await open_takeover(session, conversation_id),
            "notes": [
                (door.vault.open(note.sealed), note, author)
                for note, author in await read_notes(session, conversation_id)
            ],
            "tags": await _tags(session, conversation_id),
            "known_tags": await tag_names(session),
            "colleagues": [person for person in await list_accounts(session) if person.active],
            **await _neighbours(session, conversation, query, door.settings.clinic_time_zone),
        }
    return render(
        request,
        "conversations/transcript.html",
        conversation=conversation,
        here=query.address(f"{PATH}/{conversation_id}"),
        back=query.address(PATH),
        state_names=STATE_NAMES,
        topic_words=topic_namer(),
        topics=choosable_topics(),
        correction_names=CORRECTION_NAMES,
        correct=request.args.get("correct") or "",
        may_correct=may_correct,
        runner_up=runner_up,
        message_key=str(uuid4()),
        **values,
    )


def may_correct(message: Message) -> bool:
    """Tell whether a message is one whose topic a reviewer can correct.

    Args:
        message: A visitor's message: typed, not pressed, and its masked words are known.
    """
    return message.text is not None and not message.button_title


def runner_up(message: Message) -> tuple[str, float] | None:
    """Find the topic that a message was most nearly taken for.

    Args:
        message: A visitor's message.

    Returns:
        Topic and confidence, or None.
    """
    understood = {topic.name for topic in message.topics} | {message.understood}
    for likely in message.ranking or []:
        if likely["name"] not in understood and likely["confidence"] >= LEAST_SHOWN:
            return likely["name"], likely["confidence"]
    return None


async def _tags(session: AsyncSession, conversation_id: str) -> list[str]:
    rows = await read_rows(session, [conversation_id])
    return rows[0].tags if rows else []


async def _neighbours(
    session: AsyncSession, conversation: Conversation, query: ListQuery, zone: str
) -> dict[str, str]:
    """Find the addresses of the conversations before and after this one in the list."""
    wanted = query.filter_in(ZoneInfo(zone))
    place = Place(conversation.last_at, conversation.id)
    pages = {
        "newer": await list_newer(session, wanted, place, 1),
        "older": await list_older(session, wanted, place, 1),
    }
    return {
        name: query.address(f"{PATH}/{page.rows[0].conversation.id}") if page.rows else ""
        for name, page in pages.items()
    }
