"""What a new model does better or worse than the old one, and whether it may go live."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from improve.reading import Reading

ALARMS = {"urgent_symptom", "crisis"}
# One question more or less is chance, a real loss is not.
SLACK = 0.005
SLACK_OF_TOPIC = 0.02
MOST_SHOWN = 40

Row = tuple[str, list[str]]


def compare_questions(
    rows: Sequence[Row], before: Sequence[Reading], after: Sequence[Reading]
) -> dict[str, Any]:
    """Compares both models on held-out questions.

    Args:
        rows: Each question with its topics.
        before: How the old model reads them.
        after: How the new one does.

    Returns:
        Figures as plain JSON: all questions, each topic, and the questions that changed. They
        are ours, not visitors'.
    """
    count, old, new = Counter[str](), Counter[str](), Counter[str]()
    gained: list[list[str]] = []
    lost: list[list[str]] = []
    for (text, topics), was, now in zip(rows, before, after, strict=True):
        name = topics[0]
        was_right, is_right = list(was.topics) == topics, list(now.topics) == topics
        count[name] += 1
        old[name] += was_right
        new[name] += is_right
        if was_right != is_right:
            change = [text, name, ", ".join(was.topics), ", ".join(now.topics)]
            (gained if is_right else lost).append(change)
    return {
        "questions": len(rows),
        "before": old.total(),
        "after": new.total(),
        "topics": {name: [count[name], old[name], new[name]] for name in sorted(count)},
        "gained": gained[:MOST_SHOWN],
        "lost": lost[:MOST_SHOWN],
    }


def compare_alarms(
    rows: Sequence[Row], before: Sequence[Reading], after: Sequence[Reading]
) -> dict[str, Any]:
    """Compares how both models raise the alarm.

    Args:
        rows: Alarming messages, and such as only sound so.
        before: How the old model reads them.
        after: How the new one does.

    Returns:
        How many alarms are due and raised, and how many are false.
    """
    due = [topics[0] in ALARMS for _, topics in rows]

    def raised(readings: Sequence[Reading], wanted: bool) -> int:
        pairs = zip(due, readings, strict=True)
        return sum(reading.urgent for is_due, reading in pairs if is_due == wanted)

    return {
        "due": sum(due),
        "before": raised(before, True),
        "after": raised(after, True),
        "false_before": raised(before, False),
        "false_after": raised(after, False),
    }


def compare_messages(
    ids: Sequence[int], before: Sequence[Reading], after: Sequence[Reading]
) -> dict[str, Any]:
    """Compares both models on visitors' messages; nobody labelled these.

    Args:
        ids: The messages.
        before: How the old model reads them.
        after: How the new one does.

    Returns:
        How many are read, and which are read otherwise: their ids, for their words may be erased.
    """
    changed = [
        [message_id, ", ".join(was.topics), ", ".join(now.topics)]
        for message_id, was, now in zip(ids, before, after, strict=True)
        if was.topics != now.topics
    ]
    return {
        "messages": len(ids),
        "changed": len(changed),
        "shown": changed[:MOST_SHOWN],
        "missed_before": sum("nlu_fallback" in reading.topics for reading in before),
        "missed_after": sum("nlu_fallback" in reading.topics for reading in after),
        "silent": [
            message_id
            for message_id, was, now in zip(ids, before, after, strict=True)
            if was.urgent and not now.urgent
        ],
    }


def reasons_against(
    questions: dict[str, Any], alarms: dict[str, Any], lately: dict[str, Any]
) -> list[str]:
    """Finds why a new model must not go live.

    Args:
        questions: As ``compare_questions`` gives them.
        alarms: As ``compare_alarms`` gives them.
        lately: As ``compare_messages`` gives them.

    Returns:
        A sentence for each reason; none: it may.
    """
    reasons = []
    if alarms["after"] < alarms["before"]:
        reasons.append(
            f"It raises fewer alarms: {alarms['after']} instead of {alarms['before']} "
            f"of {alarms['due']} urgent messages."
        )
    if lately["silent"]:
        # Wrong corrections may teach their own messages and leave the held-out questions as
        # they were: this is what sees them. Whether an alarm was false is no clerk's decision.
        reasons.append(
            f"It no longer raises the alarm at {len(lately['silent'])} of last week's messages."
        )
    if lately["missed_after"] - lately["missed_before"] > SLACK_OF_TOPIC * lately["messages"]:
        reasons.append(
            f"It understands fewer of last week's messages: {lately['missed_after']} instead of "
            f"{lately['missed_before']} of {lately['messages']} are not understood."
        )
    if questions["before"] - questions["after"] > SLACK * questions["questions"]:
        reasons.append(
            f"It is right less often: {questions['after']} instead of {questions['before']} "
            f"of {questions['questions']} held-out questions."
        )
    for topic, (count, before, after) in questions["topics"].items():
        if before - after > max(1, SLACK_OF_TOPIC * count):
            reasons.append(
                f"It is worse at {topic}: {after} instead of {before} of {count} questions."
            )
    return reasons
