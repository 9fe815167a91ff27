"""What questions mean, apart from what all questions to a clinic have in common."""

from __future__ import annotations

from collections.abc import Sequence

from web.engine.client import EngineClient
from web.staff.unanswered.grouping import centred
from web.staff.unanswered.usual import usual_questions

# Texts in one request: the engine takes 1 to 3 ms for each, and visitors wait meanwhile.
BATCH = 50
SECONDS = 10


class Meaning:
    """Asks the engine what texts mean.

    Args:
        engine: The engine's client.
    """

    def __init__(self, engine: EngineClient) -> None:
        self._engine = engine
        self._centre: list[float] | None = None

    async def of(self, texts: Sequence[str]) -> list[list[float]]:
        """Give what texts mean.

        Args:
            texts: The texts.

        Returns:
            A vector of length 1 for each, in which what all questions share is taken away.

        Raises:
            EngineError: The engine does not answer.
        """
        if self._centre is None:
            self._centre = _mean(await self._embed(usual_questions()))
        centre = self._centre
        return [centred(vector, centre) for vector in await self._embed(texts)]

    async def _embed(self, texts: Sequence[str]) -> list[list[float]]:
        found: list[list[float]] = []
        for start in range(0, len(texts), BATCH):
            found += await self._engine.embed(texts[start : start + BATCH], SECONDS)
        return found


def _mean(vectors: Sequence[Sequence[float]]) -> list[float]:
    return [sum(column) / len(vectors) for column in zip(*vectors, strict=True)]
