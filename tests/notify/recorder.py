"""A sender that sends nothing."""

from __future__ import annotations

from collections.abc import Callable

from storage.tables import Notice


class Recorder:
    """A sender that writes down what it is given, and fails as a test wants."""

    kind = "email"

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.failure: Exception | None = None
        self.meanwhile: Callable[[], object] = lambda: None

    async def send(self, notice: Notice) -> None:
        """Take a notice, or not."""
        self.sent.append(notice.idempotency_key)
        self.meanwhile()
        if self.failure:
            raise self.failure
