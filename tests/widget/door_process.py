"""The web server as a process that can be killed and comes back on the same port."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from settings import ROOT
from tests.stack import free_ports

START_SECONDS = 30


class DoorProcess:
    """`python -m web` in front of a running engine, with a database of its own."""

    def __init__(self, folder: Path, engine_url: str) -> None:
        port = free_ports(1)[0]
        self.url = f"http://127.0.0.1:{port}"
        self._log = folder / "door.log"
        self._environment = {
            **os.environ,
            "WEB_PORT": str(port),
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'chaos.db'}",
            "ENGINE_URL": engine_url,
            "SECRET_KEY": "a secret for tests that is long enough",
            "RATE_SESSIONS": "10000/minute",
            "RATE_MESSAGES": "10000/minute",
            "RATE_READS": "10000/minute",
        }
        self._run("storage.migrate").wait()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._process = self._run("web")
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if time.monotonic() > deadline:
                raise RuntimeError(self._log.read_text())
            time.sleep(0.05)

    def kill(self) -> None:
        """End it in the middle of whatever it does."""
        if self._process:
            self._process.kill()
            self._process.wait()

    def _run(self, module: str) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", module],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=1):  # noqa: S310 - ourselves
                return True
        except OSError:
            return False
