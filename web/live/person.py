"""Whether a visitor who asks for a person can have one, and what is said then."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from content.topic_files import titles
from content.variation import version_of
from settings.office_hours import OfficeHours
from storage.answer import Answer
from storage.reply import Reply
from storage.waiting import somebody_free
from web.live.lines import line

if TYPE_CHECKING:
    from settings import Settings
    from web.door import Door

TALK_TO_HUMAN = "talk_to_human"
BOOK = "book_consultation"
# Its longer text says that nobody can be reached from here.
TELL_ME_MORE = "Tell me more"


def asks_for_person(answer: Answer) -> bool:
    """Tell whether an answer is one to a visitor who wants to talk to a person."""
    return any(reply.topic == TALK_TO_HUMAN for reply in answer.replies)


async def is_person_free(door: Door, now: datetime | None = None) -> bool:
    """Tell whether it is office time and a colleague is at the console and in no conversation.

    Args:
        door: The running app.
        now: The moment; None: this one.
    """
    settings = door.settings
    moment = (now or datetime.now(UTC)).astimezone(ZoneInfo(settings.clinic_time_zone))
    if not OfficeHours.of(settings.office_hours).has(moment):
        return False
    async with door.database.read() as session:
        present = timedelta(minutes=settings.person_present_minutes)
        return await somebody_free(session, moment.astimezone(UTC) - present)


def person_is_asked(answer: Answer, settings: Settings) -> Answer:
    """Say that the staff were asked, in the place of how to reach them otherwise."""
    text = line(settings, "person_asked")
    return replace(
        answer,
        replies=tuple(
            replace(
                reply,
                text=text,
                masked=None,
                version=version_of(text),
                reviewed_by="",
                reviewed_on="",
                buttons=tuple(pair for pair in reply.buttons if pair[0] != TELL_ME_MORE),
            )
            if reply.topic == TALK_TO_HUMAN
            else reply
            for reply in answer.replies
        ),
    )


def nobody_came(settings: Settings) -> Reply:
    """Say that nobody could join, and offer to be called back."""
    text, title = line(settings, "nobody_came"), titles()[BOOK]
    return Reply(
        text=text,
        buttons=((title, title),),
        topic=TALK_TO_HUMAN,
        source="clinic",
        version=version_of(text),
    )
