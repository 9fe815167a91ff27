"""A clock that only the test moves."""

from __future__ import annotations

from datetime import datetime, timedelta

from notify.clock import utc_now


class Clock:
    """Starts at the true time, and stands still."""

    def __init__(self) -> None:
        self.time = utc_now()

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.time

    def go_on(self, pause: timedelta) -> None:
        """Let time pass."""
        self.time += pause
