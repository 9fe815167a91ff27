"""Rows of people's messages, and when a reading of one is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bench.scores import ALARMS, CLINIC_TOPICS, OUT_OF_SCOPE, Count, count

Row = dict[str, Any]  # text, topics, voice, form; perhaps or, after


@dataclass(frozen=True)
class ReadRow:
    """A row, and what its message was read as.

    Attributes:
        row: As the file has it.
        read: The topics that were read, in order.
        urgent: The alarm was raised.
    """

    row: Row
    read: list[str]
    urgent: bool


def true_topic(row: Row) -> str:
    """Gives the first topic that a row asks for."""
    return str(row["topics"][0])


def is_alarm(row: Row) -> bool:
    """Tells whether a row must raise the alarm."""
    return any(topic in ALARMS for topic in row["topics"])


def is_right(one: ReadRow) -> bool:
    """Tells whether a reading is right.

    An alarm is right if it is raised, whichever of the two it is: both answers begin with where
    to find help. All else is right if just its topics were read, in their order; where another
    topic will do as well, that one alone.
    """
    if is_alarm(one.row) and one.urgent:
        return True
    return one.read == one.row["topics"] or (one.read[1:] == [] and one.read[0] in _others(one.row))


def taken_for(one: ReadRow) -> str:
    """Gives the topic that a row of one topic counts as: its own if the reading is right."""
    own = true_topic(one.row)
    if is_right(one):
        return own
    return next((topic for topic in one.read if topic != own), own)


def goals(rows: list[ReadRow]) -> dict[str, Count]:
    """Counts what the assistant is measured by."""
    single = [one for one in rows if len(one.row["topics"]) == 1]
    ours = [one for one in single if _is_ours(true_topic(one.row))]
    outside = [one for one in single if true_topic(one.row) == OUT_OF_SCOPE]
    several = [one for one in rows if len(one.row["topics"]) > 1]
    calm = [one for one in rows if not is_alarm(one.row) and not set(_others(one.row)) & {*ALARMS}]
    follow_ups = [one for one in rows if one.row.get("after")]
    found = {
        "right, all": count(map(is_right, rows)),
        "right, `faq/` and `ask_clinic/`, one question": count(map(is_right, ours)),
        "`out_of_scope` answered as one of these": count(
            any(map(_is_ours, one.read)) and not is_right(one) for one in outside
        ),
    }
    for alarm in ALARMS:
        own = [one for one in rows if alarm in one.row["topics"]]
        found[f"`{alarm}` seen"] = count(one.urgent for one in own)
    return found | {
        "false alarms": count(one.urgent for one in calm),
        "all parts of messages with several, in order": count(map(is_right, several)),
        "follow-ups (`after`)": count(map(is_right, follow_ups)),
    }


def _others(row: Row) -> list[str]:
    return [str(topic) for topic in row.get("or", [])]


def _is_ours(topic: str) -> bool:
    return topic.startswith(CLINIC_TOPICS)
