"""Runs `python -m notify` as a process of its own."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from settings import ROOT

START_SECONDS = 60
STOP_SECONDS = 30


class Program:
    """A started worker and what it writes."""

    def __init__(self, log: Path, settings: dict[str, str]) -> None:
        self.log = log
        self._seen = log.stat().st_size if log.exists() else 0
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "notify"],
                cwd=ROOT,
                env={"PATH": os.environ["PATH"], **settings},
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def lines(self) -> list[dict[str, Any]]:
        """Read what this process has written so far; all of it must be JSON."""
        text = self.log.read_bytes()[self._seen :].decode()
        return [json.loads(line) for line in text.splitlines(keepends=True) if line[-1] == "\n"]

    async def until(self, event: str) -> None:
        """Wait for a line on something."""
        async with asyncio.timeout(START_SECONDS):
            while event not in [line["event"] for line in self.lines()]:
                assert self.process.poll() is None, self.log.read_text()
                await asyncio.sleep(0.02)

    async def end(self) -> int:
        """Wait for its end; gives its status."""
        return await asyncio.to_thread(self.process.wait, STOP_SECONDS)

    async def stop(self) -> int:
        """End it as a supervisor does; gives its status."""
        self.process.send_signal(signal.SIGTERM)
        return await self.end()


@asynccontextmanager
async def program(folder: Path, **settings: str) -> AsyncIterator[Program]:
    """Start the worker and wait until it works; it is killed at the end of the block."""
    running = Program(folder / "notify.log", settings)
    try:
        await running.until("started")
        yield running
    finally:
        running.process.kill()
        running.process.wait()
