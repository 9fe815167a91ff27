"""Several web processes and engines on one database, each of which may be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
from honcho.environ import parse_procfile

from scripts.environment import environment_of
from settings import ROOT, Settings
from tests.stack import free_ports

START_SECONDS = 120
STOP_SECONDS = 20


class Cluster:
    """Starts processes of the Procfile, some of them more than once.

    Args:
        folder: Where the log goes.
        webs: How many web processes.
        engines: How many engines.
        model: The model file that the engines load.
        settings: Further settings, the databases among them.
    """

    def __init__(
        self, folder: Path, webs: int, engines: int, model: Path, **settings: str | float
    ) -> None:
        self.log = folder / "cluster.log"
        actions, *ports = free_ports(1 + webs + engines)
        web_ports, engine_ports = ports[:webs], ports[webs:]
        self.web_urls = [f"http://127.0.0.1:{port}" for port in web_ports]
        self.engine_urls = [f"http://127.0.0.1:{port}" for port in engine_ports]
        self._model = model
        self._settings = Settings.model_validate(
            {
                "actions_port": actions,
                "engine_url": ",".join(self.engine_urls),
                "secret_key": "a secret for tests that is long enough",
                "rate_sessions": "100000/minute",
                "rate_messages": "100000/minute",
                "rate_reads": "100000/minute",
                **settings,
            }
        )
        self._ready = {"actions-1": f"http://127.0.0.1:{actions}/health"}
        self._own: dict[str, dict[str, str]] = {"actions-1": {}, "notify-1": {}}
        for number, port in enumerate(engine_ports, 1):
            self._own[f"engine-{number}"] = {"ENGINE_PORT": str(port)}
            self._ready[f"engine-{number}"] = f"http://127.0.0.1:{port}/webhooks/door/ready"
        for number, port in enumerate(web_ports, 1):
            self._own[f"web-{number}"] = {"WEB_PORT": str(port)}
            self._ready[f"web-{number}"] = f"http://127.0.0.1:{port}/readyz"
        self._commands = parse_procfile((ROOT / "Procfile").read_text()).processes
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def names(self) -> list[str]:
        """All processes, such as `engine-2`."""
        return list(self._own)

    @property
    def pids(self) -> dict[str, int]:
        """The process id of each process that runs."""
        return {name: process.pid for name, process in self._running.items()}

    def start_all(self) -> None:
        """Migrate the database, start all and wait until they are ready."""
        migrated = self._call([sys.executable, "-m", "storage.migrate"], "web", {}).wait()
        assert migrated == 0, self.log.read_text()
        for name in self.names:
            self.start(name)
        for name in self.names:
            self.wait_for(name)

    def start(self, name: str) -> None:
        """Start one process, without waiting for it."""
        part = name.split("-")[0]
        command = ["sh", "-c", f"exec {self._commands[part]}"]
        self._running[name] = self._call(command, part, self._own[name])

    def kill(self, name: str) -> None:
        """End a process as if its machine had lost power."""
        os.killpg(self._running[name].pid, signal.SIGKILL)
        self._running.pop(name).wait(STOP_SECONDS)

    def stop_all(self) -> None:
        """End what still runs."""
        for process in self._running.values():
            os.killpg(process.pid, signal.SIGTERM)
        for process in self._running.values():
            process.wait(STOP_SECONDS)
        self._running.clear()

    def wait_for(self, name: str) -> None:
        """Wait until a process can do its work."""
        deadline = time.monotonic() + START_SECONDS
        while name in self._ready and not self.is_ready(name):
            assert time.monotonic() < deadline, f"{name}: {self.log.read_text()[-3000:]}"
            time.sleep(0.1)

    def is_ready(self, name: str) -> bool:
        """Tell whether a process can do its work now."""
        try:
            return httpx.get(self._ready[name], trust_env=False).is_success
        except httpx.HTTPError:
            return False

    def _call(self, command: list[str], part: str, own: dict[str, str]) -> subprocess.Popen[bytes]:
        environment = {**environment_of(part, self._settings), "MODEL": str(self._model)}
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command,
                cwd=ROOT,
                env={**environment, **own},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
