"""Puts missed questions into clusters, in the background."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from logs import note
from storage.database import Database
from storage.review.missed import Missed
from storage.review.missed_questions import (
    delete_empty_clusters,
    known_vectors,
    place_questions,
    unplaced_questions,
)
from storage.review.placement import Placement
from storage.tables.question_cluster import OPEN
from web.staff.unanswered.group import Group, Vector
from web.staff.unanswered.grouping import group
from web.staff.unanswered.meaning import Meaning

MOST_A_ROUND = 50
# A verdict or an answer may be committed a little after the moment that it names.
OVERLAP = timedelta(minutes=10)


class Sorter:
    """Finds missed questions that are in no cluster, and gives them one.

    Args:
        database: Where the questions and the clusters are.
        meaning: Tells what questions mean.
    """

    def __init__(self, database: Database, meaning: Meaning) -> None:
        self._database = database
        self._meaning = meaning
        self._since: datetime | None = None
        # Until all of before is sorted, each round goes on where the last one ended.
        self._after = 0

    async def sort(self) -> int:
        """Sort what is new.

        Returns:
            How many questions were sorted; when `MOST_A_ROUND`, there may be more.

        Raises:
            EngineError: The engine does not answer; all stays as it is.
        """
        started = datetime.now(UTC)
        async with self._database.read() as session:
            missed = await unplaced_questions(session, MOST_A_ROUND, self._since, self._after)
            known = await known_vectors(session) if missed else []
        if missed:
            vectors = await self._meaning.of([question.text for question in missed])
            # Plain arithmetic on many numbers: visitors' turns go on meanwhile.
            found = await asyncio.to_thread(lambda: group(groups_of(known), vectors))
            placements = [_placement(g, missed, vectors) for g in found]
            async with self._database.write() as session:
                reopened = await place_questions(session, placements)
            note("sorted", questions=len(missed), reopened=len(reopened))
        if len(missed) < MOST_A_ROUND:
            self._since, self._after = started - OVERLAP, 0
        else:
            self._after = missed[-1].message_id
        return len(missed)

    async def tidy(self) -> None:
        """Delete clusters whose questions were all erased."""
        async with self._database.write() as session:
            await delete_empty_clusters(session)


def groups_of(known: Iterable[tuple[int, str, bytes]]) -> list[Group]:
    """Make the groups of before from what is stored.

    Args:
        known: Cluster id, its state and the vector of each question, by cluster.
    """
    groups: dict[int, Group] = {}
    for cluster_id, state, stored in known:
        one = Group(cluster_id, state == OPEN, 1, vector_of(stored))
        if cluster_id in groups:
            one.id = None  # a question of that cluster, not another cluster
            groups[cluster_id].absorb(one)
        else:
            groups[cluster_id] = one
    return list(groups.values())


def vector_of(stored: bytes) -> list[float]:
    """Read a stored vector."""
    return array("f", stored).tolist()


def bytes_of(vector: Vector) -> bytes:
    """Write a vector as it is stored: 32-bit floats."""
    return array("f", vector).tobytes()


def _placement(group: Group, missed: Sequence[Missed], vectors: Sequence[Vector]) -> Placement:
    return Placement(
        cluster_id=group.id,
        questions=[(missed[n], bytes_of(vectors[n])) for n in group.members],
        absorbed=group.absorbed,
    )
