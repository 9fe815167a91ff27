"""The three systems that are compared, each started as people start it and asked over its HTTP."""

from __future__ import annotations

import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from bench import engine
from bench.workspace import ROOT

OURS, STOCK, FLOOR = "ours", "stock", "floor"
ENGINE_SCRIPT = "quiet_rasa.py"  # on the command line of the process that is the engine
NO_LIMIT = "1000000/minute"


@dataclass(frozen=True)
class System:
    """A system under test.

    Attributes:
        name: Its name in the table.
        folder: Its project; for ours, where its databases and its log go.
    """

    name: str
    folder: Path

    @contextmanager
    def running(self, port: int) -> Iterator[subprocess.Popen[bytes]]:
        """Starts it on empty databases and ends it afterwards."""
        for old in self.folder.glob("*.db*"):
            old.unlink()
        log = self.folder / "run.log"
        if self.name != OURS:
            with engine.running(engine.engine_command(port), self.folder, log) as process:
                yield process
            return
        command = [str(engine.APP_PYTHON), "-m", "scripts.run"]
        with engine.running(command, ROOT, log, self._settings(port)) as process:
            yield process

    def _settings(self, port: int) -> dict[str, str]:
        return {
            "WEB_PORT": str(port),
            "ENGINE_PORT": str(engine.free_port()),
            "ACTIONS_PORT": str(engine.free_port()),
            "DATABASE_URL": f"sqlite+aiosqlite:///{self.folder / 'app.db'}",
            "ENGINE_DATABASE_URL": f"sqlite:///{self.folder / 'engine.db'}",
            "RATE_SESSIONS": NO_LIMIT,
            "RATE_MESSAGES": NO_LIMIT,
            "RATE_READS": NO_LIMIT,
        }


class Chat:
    """One visitor's conversation.

    Args:
        system: Whom it is with.
        http: A client whose base address is the system's.
    """

    def __init__(self, system: System, http: aiohttp.ClientSession) -> None:
        self._door = system.name == OURS
        self._http = http
        self._sender = engine.new_conversation()
        self._headers: dict[str, str] = {}

    async def open(self) -> None:
        """Begins it; only the door wants to be asked for a conversation."""
        if self._door:
            async with self._http.post("/api/chat/sessions", json={}) as response:
                response.raise_for_status()
                token = (await response.json())["token"]
                self._headers = {"Authorization": f"Bearer {token}"}

    async def say(self, text: str) -> bool:
        """Sends a message and tells whether there is a reply to it."""
        if self._door:
            path, body = "/api/chat/messages", {"id": str(uuid.uuid4()), "text": text}
        else:
            path, body = engine.STOCK.path, {"sender": self._sender, "message": text}
        async with self._http.post(path, json=body, headers=self._headers) as response:
            answer: Any = await response.json() if response.status == 200 else []
        return bool(answer["replies"] if isinstance(answer, dict) else answer)


def memory(process: subprocess.Popen[bytes]) -> dict[str, float]:
    """Gives the resident memory (RSS) of a running system in MB.

    Pages that several of its processes share count for each: the proportional measure (PSS) would
    depend on what else runs on the machine with the same libraries.

    Args:
        process: The one that was started; its children count.
    """
    found = _family(process.pid)
    engines = [pid for pid in found if ENGINE_SCRIPT in _proc(pid, "cmdline")]
    return {
        "memory_all_mb": sum(map(_megabytes, found)),
        "memory_engine_mb": sum(map(_megabytes, engines)),
    }


def _family(pid: int) -> list[int]:
    """Gives a process and all that it started (Linux)."""
    children = " ".join(_proc(pid, f"task/{thread}/children") for thread in _threads(pid))
    return [pid, *(each for child in children.split() for each in _family(int(child)))]


def _threads(pid: int) -> list[str]:
    return [thread.name for thread in Path(f"/proc/{pid}/task").iterdir()]


def _proc(pid: int, name: str) -> str:
    return Path(f"/proc/{pid}/{name}").read_text(encoding="utf-8")


def _megabytes(pid: int) -> float:
    lines = _proc(pid, "status").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmRSS:"))) / 1024
