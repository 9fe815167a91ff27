"""Work that goes on when the visitor who asked for it hangs up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, TypeVar

from sanic.exceptions import SanicException

from logs import note
from web.api_error import ApiError

Result = TypeVar("Result")


class Tasks:
    """Runs work in tasks of its own, and knows those that are not finished."""

    def __init__(self) -> None:
        self._running: dict[Hashable, asyncio.Task[Any]] = {}
        self._draining = False

    @property
    def draining(self) -> bool:
        """Whether the server is about to stop."""
        return self._draining

    async def run(self, key: Hashable, work: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
        """Do a piece of work to its end, even if the caller is cancelled meanwhile.

        Args:
            key: Names the work; the same work asked for twice is done once.
            work: Makes the coroutine.

        Returns:
            What the work returns.

        Raises:
            ApiError: The server is about to stop; status 503.
        """
        task = self._running.get(key)
        if task is None:
            if self._draining:
                raise ApiError(503, "restarting", "Restarting, please send it again.", retry=2)
            task = asyncio.create_task(work())
            self._running[key] = task
            task.add_done_callback(lambda done: self._finish(key, done))
        result: Result = await asyncio.shield(task)
        return result

    async def finish(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Do a piece of work to its end, even if the caller is cancelled or the server stops.

        Args:
            work: The coroutine.

        Returns:
            What the work returns.
        """
        task = asyncio.create_task(work)
        self._running[task] = task
        task.add_done_callback(lambda done: self._finish(done, done))
        return await asyncio.shield(task)

    async def drain(self, timeout: float) -> int:
        """Take no more work and wait for what is running.

        Args:
            timeout: Longest wait, in seconds.

        Returns:
            How many pieces of work are still not finished.
        """
        self._draining = True
        return await self.settle(timeout)

    async def settle(self, timeout: float) -> int:
        """Wait for what is running now.

        Args:
            timeout: Longest wait, in seconds.

        Returns:
            How many pieces of that work are still not finished.
        """
        if not self._running:
            return 0
        _, unfinished = await asyncio.wait(list(self._running.values()), timeout=timeout)
        return len(unfinished)

    def _finish(self, key: Hashable, task: asyncio.Task[Any]) -> None:
        """Forget a finished task; its caller may be gone, so its error is noted here."""
        self._running.pop(key, None)
        if task.cancelled():
            return
        error = task.exception()
        # Refusals are answers, such as 404 for a file.
        if error is not None and not isinstance(error, ApiError | SanicException):
            note("task_failed", error=error)
