"""What staff of the made-up month teach the assistant, up to a training."""

from __future__ import annotations

import asyncio
import time

from sqlalchemy import Select, select

from content.topic_files import variations
from scripts.showcase.staff import Staff
from storage.database import Database
from storage.tables import Message, MissedQuestion, TrainingReport
from storage.tables.training_report import RUNNING

# A question of a cluster, and what a reviewer decides about all of it.
TOPICS = {"where can I park my car?": "ask_clinic/location_hours"}
WISHES = {"do you sell gift cards": "Yes, at the front desk and by phone."}
LATER = {"can I drink coffee before": "faq/consultation"}
SIGNED = ("faq/safety", "faq/risks", "faq/results", "faq/consultation", "faq/doctors")
PROPOSED = "faq/hair_growth_cycle"
TRAINING_SECONDS = 600


async def teach(staff: list[Staff], database: Database) -> None:
    """Give topics, accept, sign, train and propose more.

    Args:
        staff: An admin and reviewers.
        database: The assistant's database.
    """
    admin, reviewer = staff[:2]
    await _give(reviewer, database, TOPICS, "topic")
    await _give(reviewer, database, WISHES, "wish")
    await _sign(admin)
    async with database.read() as session:
        ids = list(await session.scalars(_messages_of(TOPICS)))
    await admin.send("improve/decide", id=[str(number) for number in ids], decision="accept")
    await admin.send("improve/train", sure="yes")
    await _wait_for_report(database)
    await _give(reviewer, database, LATER, "topic")
    await _propose_words(reviewer)


async def _give(colleague: Staff, database: Database, what: dict[str, str], action: str) -> None:
    """Decide about the clusters of some questions."""
    for question, decision in what.items():
        async with database.read() as session:
            cluster = await session.scalar(
                select(MissedQuestion.cluster_id)
                .join(Message, Message.id == MissedQuestion.message_id)
                .where(Message.text == question)
            )
        await colleague.send(f"unanswered/{cluster}/{action}", **{action: decision})


def _messages_of(questions: dict[str, str]) -> Select[tuple[int]]:
    """Write the query for all messages in the clusters of some questions."""
    clusters = (
        select(MissedQuestion.cluster_id)
        .join(Message, Message.id == MissedQuestion.message_id)
        .where(Message.text.in_(questions))
    )
    return select(MissedQuestion.message_id).where(MissedQuestion.cluster_id.in_(clusters))


async def _sign(admin: Staff) -> None:
    for answer in variations():
        if answer.topic in SIGNED and answer.number == 0:
            slug = f"{answer.topic.replace('/', '.')}.0"
            fields = {"clinician": "Dr. Parikh", "wording": answer.wording}
            await admin.send(f"answers/{slug}/sign", **fields)


async def _propose_words(reviewer: Staff) -> None:
    """Propose another wording: the same sentences, a little shorter."""
    answer = next(v for v in variations() if v.topic == PROPOSED)
    fields = {"wording": answer.wording, "text": _shorter(answer.text), "more": answer.more}
    await reviewer.send(f"answers/{PROPOSED.replace('/', '.')}.0/edit", **fields)


def _shorter(text: str) -> str:
    """Leave the last sentence out."""
    return text.rstrip(".").rpartition(". ")[0] + "."


async def _wait_for_report(database: Database) -> None:
    until = time.monotonic() + TRAINING_SECONDS
    while time.monotonic() < until:
        await asyncio.sleep(2)
        async with database.read() as session:
            states = list(await session.scalars(select(TrainingReport.state)))
        if states and RUNNING not in states:
            return
    raise TimeoutError("the training did not end")
