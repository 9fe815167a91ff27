"""Transcripts as files: text, JSON and CSV, with masked words only. Each export is audited."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from sanic import Blueprint, HTTPResponse, Request
from sanic.response import raw

from storage.messages import read_messages
from storage.staff.audit import note_audit
from storage.tables import Message
from web.api_error import ApiError
from web.door import door_of
from web.staff.conversations.access import read_conversation
from web.staff.csv_export import csv_file
from web.staff.guards import require_reviewer

COLUMNS = (
    "number",
    "at",
    "from",
    "name",
    "text",
    "topic",
    "confidence",
    "source",
    "version",
    "verdict",
)

KINDS = ("text", "json", "csv")

blueprint = Blueprint("staff_exports")


@blueprint.get("/conversations/<conversation_id:str>/export/<kind:str>")
async def export(request: Request[Any, Any], conversation_id: str, kind: str) -> HTTPResponse:
    """Give a transcript as a file: `text`, `json` or `csv`."""
    account = await require_reviewer(request)
    if kind not in KINDS:
        raise ApiError(404, "not_found", "There is no such kind of file.")
    door = door_of(request)
    zone = ZoneInfo(door.settings.clinic_time_zone)
    async with door.database.write() as session:
        conversation = await read_conversation(session, conversation_id)
        messages = await read_messages(session, conversation_id)
        subject = f"conversation {conversation_id}"
        await note_audit(session, account.id, f"conversation.export_{kind}", subject)
    day = conversation.started_at.astimezone(zone)
    name = f"conversation-{day:%Y-%m-%d}-{conversation_id[:6]}"
    if kind == "csv":
        return csv_file(f"{name}.csv", COLUMNS, map(_cells, messages))
    if kind == "json":
        return _file(f"{name}.json", "application/json", write_json(messages))
    return _file(f"{name}.txt", "text/plain; charset=utf-8", write_text(messages, zone))


def write_text(messages: Sequence[Message], zone: ZoneInfo) -> str:
    """Write a transcript to read, in the clinic's time zone."""
    return "\n\n".join(
        f"{message.created_at.astimezone(zone):%Y-%m-%d %H:%M} {_speaker(message)}:\n"
        + _words(message)
        for message in messages
    )


def write_json(messages: Sequence[Message]) -> str:
    """Write a transcript for programs; times are in UTC."""
    rows = [dict(zip(COLUMNS, _cells(message), strict=True)) for message in messages]
    return json.dumps({"messages": rows}, ensure_ascii=False, indent=2)


def _file(name: str, mime_type: str, text: str) -> HTTPResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return raw(text.encode(), content_type=mime_type, headers=headers)


def _cells(message: Message) -> list[object]:
    """Return the values of `COLUMNS`."""
    verdict = None
    if message.feedback is not None:
        verdict = "helpful" if message.feedback.helpful else "not helpful"
    return [
        message.seq,
        message.created_at.astimezone(UTC).isoformat(timespec="seconds"),
        message.speaker,
        message.said_by,
        _words(message),
        message.understood or message.topic,
        message.confidence,
        message.source,
        message.version or None,
        verdict,
    ]


def _speaker(message: Message) -> str:
    """Name who speaks: of a colleague the name that the visitor saw."""
    return message.said_by or message.speaker.capitalize()


def _words(message: Message) -> str:
    """Return the masked words; a message that waits for its answer shows none."""
    return message.text or "[hidden]"
