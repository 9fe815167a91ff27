"""Turns a filter into SQL; the columns are those of `ix_conversation_list`, in one table."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, exists, literal, or_, select

from storage.review.clock import Clock
from storage.review.conversation_filter import (
    BOOKED,
    CALLED,
    HELPFUL,
    NOBODY,
    UNHELPFUL,
    UNRATED,
    ConversationFilter,
)
from storage.review.epoch import epoch
from storage.tables import (
    Conversation,
    ConversationTag,
    ConversationTopic,
    Lead,
    Message,
    Takeover,
)
from storage.tables import lead as lead_states
from storage.waiting import WAITING

HOUR = 3600
DAY = 24 * HOUR
# 1 January 1970 was a Thursday.
FIRST_WEEKDAY = 3


def conditions(wanted: ConversationFilter) -> list[ColumnElement[bool]]:
    """Write the conditions of a filter.

    Args:
        wanted: The filter.

    Returns:
        Conditions on `Conversation`; none for an empty filter.
    """
    found = [
        *_of_activity(wanted.active_from, wanted.active_before),
        *_of_rating(wanted.rating),
        *_of_outcome(wanted.outcome),
        *_of_clock(wanted),
    ]
    if wanted.started_from is not None:
        found.append(Conversation.started_at >= wanted.started_from)
    if wanted.started_before is not None:
        found.append(Conversation.started_at < wanted.started_before)
    if wanted.topic is not None:
        found.append(_has(ConversationTopic, wanted.topic))
    if wanted.tag is not None:
        found.append(_has(ConversationTag, wanted.tag))
    if wanted.confidence_below is not None:
        found.append(Conversation.lowest_confidence < wanted.confidence_below)
    if wanted.waiting:
        found.append(Conversation.id.in_(select(Takeover.conversation_id).where(*WAITING)))
    for asked, count in (
        (wanted.unanswered, Conversation.unanswered_count),
        (wanted.urgent, Conversation.urgent_count),
        (wanted.handed_over, Conversation.lead_count),
    ):
        if asked:
            found.append(count > 0)
    if wanted.least_messages is not None:
        found.append(Conversation.message_count >= wanted.least_messages)
    if wanted.page is not None:
        found.append(Conversation.page == wanted.page)
    if wanted.state is not None:
        found.append(Conversation.review_state == wanted.state)
    if wanted.reviewer_id is not None:
        reviewer = None if wanted.reviewer_id == NOBODY else wanted.reviewer_id
        found.append(Conversation.reviewer_id.is_not_distinct_from(reviewer))
    return found


def _has(table: type[ConversationTopic] | type[ConversationTag], name: str) -> ColumnElement[bool]:
    """Write the condition that a conversation has a topic or a tag."""
    return Conversation.id.in_(select(table.conversation_id).where(table.name == name))


def _of_outcome(outcome: str | None) -> list[ColumnElement[bool]]:
    """Write the condition on what came of the requests of a conversation."""
    came = {
        CALLED: Lead.contacted_at.is_not(None),
        BOOKED: Lead.status == lead_states.BOOKED,
    }.get(outcome or "")
    if came is None:
        return []
    return [Conversation.id.in_(select(Lead.conversation_id).where(came))]


def _of_clock(wanted: ConversationFilter) -> list[ColumnElement[bool]]:
    """Write the conditions on hour and day of the week, as the clinic's clock showed them."""
    seconds = epoch(Conversation.started_at) + _ahead(wanted.clock)
    found: list[ColumnElement[bool]] = []
    if wanted.hour is not None:
        found.append(seconds % DAY // HOUR == wanted.hour)
    if wanted.weekday is not None:
        found.append((seconds // DAY + FIRST_WEEKDAY) % 7 == wanted.weekday)
    return found


def _ahead(clock: Clock) -> ColumnElement[int]:
    """Write how many seconds the clock was ahead of UTC when a conversation started."""
    newest_first = list(reversed(clock.changes))
    pieces = [(Conversation.started_at >= moment, ahead) for moment, ahead in newest_first]
    return case(*pieces, else_=clock.first) if pieces else literal(clock.first)


def _of_rating(rating: str | None) -> list[ColumnElement[bool]]:
    """Write the condition on the visitor's verdicts."""
    return {
        HELPFUL: [Conversation.helpful_count > 0],
        UNHELPFUL: [Conversation.unhelpful_count > 0],
        UNRATED: [Conversation.helpful_count == 0, Conversation.unhelpful_count == 0],
    }.get(rating or "", [])


def _of_activity(start: datetime | None, end: datetime | None) -> list[ColumnElement[bool]]:
    """Write the condition that something was written in a span of time.

    Only a conversation that goes on through the whole span is looked into: it may have
    paused just then.
    """
    found: list[ColumnElement[bool]] = []
    if start is not None:
        found.append(Conversation.last_at >= start)
    if end is not None:
        found.append(Conversation.started_at < end)
    if start is not None and end is not None:
        wrote = exists().where(
            Message.conversation_id == Conversation.id,
            Message.created_at >= start,
            Message.created_at < end,
        )
        starts = Conversation.started_at >= start
        found.append(or_(starts, Conversation.last_at < end, and_(~starts, wrote)))
    return found
