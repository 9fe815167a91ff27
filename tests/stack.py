"""The whole assistant on free ports and in a folder of its own, as `make run` starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from settings import ROOT

READY = "The assistant answers"
START_SECONDS = 120
STOP_SECONDS = 30


class Stack:
    """Starts `python -m scripts.run` and ends it; all it writes stays in ``folder``."""

    def __init__(self, folder: Path, **settings: str) -> None:
        """Prepares a stack.

        Args:
            folder: Where its databases and its log go.
            settings: Further settings as environment variables.
        """
        self.folder = folder
        self.root = ROOT
        """The checkout that it runs in; another one may be put here before the start."""
        self.log = folder / "stack.log"
        web, engine, actions = free_ports(3)
        self.base_url = f"http://127.0.0.1:{web}"
        self.engine_url = f"http://127.0.0.1:{engine}"
        self.actions_port = actions
        self.database_url = f"sqlite+aiosqlite:///{folder / 'app.db'}"
        self._environment = {
            **os.environ,
            "WEB_PORT": str(web),
            "ENGINE_PORT": str(engine),
            "ACTIONS_PORT": str(actions),
            "DATABASE_URL": self.database_url,
            "ENGINE_DATABASE_URL": f"sqlite:///{folder / 'engine.db'}",
            "SECRET_KEY": "a secret for tests that is long enough",
            "RATE_SESSIONS": "10000/minute",
            "RATE_MESSAGES": "10000/minute",
            "RATE_READS": "10000/minute",
            **settings,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it and waits until it answers; may be called again after ``stop``.

        Raises:
            RuntimeError: It ended or did not answer; the end of its log is in the message.
        """
        before = len(self._logged())
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "scripts.run"],
                cwd=self.root,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while READY not in self._logged()[before:]:
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"no start:\n{self._logged()[before:][-3000:]}")
            time.sleep(0.1)

    @property
    def runner(self) -> subprocess.Popen[bytes]:
        """The process of `scripts.run`, once started."""
        assert self._process is not None
        return self._process

    def stop(self) -> None:
        """Ends all parts as Ctrl-C does."""
        if self._process is None:
            return
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGINT)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._process = None

    def _logged(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""


def free_ports(count: int) -> list[int]:
    """Gives ports that nobody holds now."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(s.getsockname()[1]) for s in sockets]
    for s in sockets:
        s.close()
    return ports
