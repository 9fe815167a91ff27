"""The assistant's parts without the runner that ends all when one dies, as on several machines."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from honcho.environ import parse_procfile

from scripts.environment import environment_of
from scripts.probe import wait_until_it_answers
from settings import ROOT, Settings
from tests.chaos.cut_line import CutLine
from tests.stack import free_ports

START_SECONDS = 60
STOP_SECONDS = 20


class Parts:
    """Starts and kills single processes of the Procfile; all they write stays in ``folder``."""

    def __init__(self, folder: Path, **settings: str | float) -> None:
        """Prepare them.

        Args:
            folder: Where their databases and their log go.
            settings: Further settings.
        """
        self.folder = folder
        self.log = folder / "parts.log"
        self.engine_database = folder / "engine.db"
        web, engine, actions = free_ports(3)
        self.base_url = f"http://127.0.0.1:{web}"
        self.engine_url = f"http://127.0.0.1:{engine}"
        self._actions_url = f"http://127.0.0.1:{actions}"
        known = Settings.model_validate(
            {
                "web_port": web,
                "engine_port": engine,
                "actions_port": actions,
                "database_url": f"sqlite+aiosqlite:///{folder / 'app.db'}",
                "engine_database_url": f"sqlite:///{self.engine_database}",
                "secret_key": "a secret for tests that is long enough",
                **settings,
            }
        )
        self._settings = known
        self._ports = {"engine": engine, "actions": actions}
        self._own: dict[str, dict[str, str]] = {}  # what a single part sees otherwise
        self._commands = parse_procfile((ROOT / "Procfile").read_text()).processes
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def lay_lines(self) -> list[CutLine]:
        """Put a line that can be cut before engine and action server; to be called before a start.

        Returns:
            The line from web to engine and the one from engine to action server.
        """
        engine = CutLine(self._ports["engine"])
        self._own["web"] = {"ENGINE_URL": f"http://127.0.0.1:{engine.port}"}
        # The engine looks for the action server where the line listens.
        behind = free_ports(1)[0]
        actions = CutLine(behind, port=self._ports["actions"])
        self._own["actions"] = {"ACTIONS_PORT": str(behind)}
        self._actions_url = f"http://127.0.0.1:{behind}"
        return [engine, actions]

    def start_all(self) -> None:
        """Migrate the database, start all parts and wait until they answer a question."""
        migrated = self._call("web", [sys.executable, "-m", "storage.migrate"]).wait()
        assert migrated == 0, self.log.read_text()
        for name in self._commands:
            self.start(name)
        assert wait_until_it_answers(self.base_url, START_SECONDS), self.log.read_text()[-3000:]

    def start(self, name: str) -> None:
        """Start one part, without waiting for it."""
        command = ["sh", "-c", f"exec {self._commands[name]}"]
        self._running[name] = self._call(name, command)

    def stop_all(self) -> None:
        """End what still runs."""
        for name, process in self._running.items():
            self._signal(name, signal.SIGTERM)
            process.wait(STOP_SECONDS)

    @contextmanager
    def without(self, name: str) -> Iterator[None]:
        """Kill a part, as if its machine had lost power, and start it again in the end."""
        self._signal(name, signal.SIGKILL)
        self._running.pop(name).wait(STOP_SECONDS)
        try:
            yield
        finally:
            self.start(name)
            self._wait_for(name)

    @contextmanager
    def frozen(self, name: str) -> Iterator[None]:
        """Stop a part's clock: it keeps its connections and does nothing."""
        self._signal(name, signal.SIGSTOP)
        try:
            yield
        finally:
            if name in self._running:
                self._signal(name, signal.SIGCONT)

    def _signal(self, name: str, number: signal.Signals) -> None:
        """Reach a part and the workers that it has started."""
        os.killpg(self._running[name].pid, number)

    def _call(self, name: str, command: list[str]) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command,
                cwd=ROOT,
                env={**environment_of(name, self._settings), **self._own.get(name, {})},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _wait_for(self, name: str) -> None:
        """Wait until a part can do its work."""
        path = f"{self._actions_url}/health" if name == "actions" else f"{self.base_url}/readyz"
        deadline = time.monotonic() + START_SECONDS
        while not _answers(path):
            assert time.monotonic() < deadline, f"{name} does not come back"
            time.sleep(0.1)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, trust_env=False).is_success
    except httpx.HTTPError:
        return False
