"""Trains and runs one side's engine and talks to it over HTTP, with a clock in hand."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from bench.workspace import ACTION_PORT, ROOT, spacy_model

RASA = [sys.executable, str(ROOT / "scripts" / "quiet_rasa.py")]
APP_PYTHON = ROOT / ".venv" / "app" / "bin" / "python"
MODEL = "models/bench.tar.gz"  # in the project's folder
FIRST_QUESTION = "What are stem cells?"
TURNS = 10  # messages in one conversation
PAUSE_SECONDS = 0.05
START_SECONDS = 300
STOP_SECONDS = 25  # `scripts.run` gives its parts 15
REQUEST_SECONDS = 60
LOG_TAIL = 2000  # characters shown of the log of a process that failed


@dataclass(frozen=True)
class Side:
    """One of the two assistants, and how its HTTP channel wants a message."""

    name: str
    path: str
    sender_key: str
    text_key: str


OURS = Side("ours", "/webhooks/door/message", "conversation_id", "text")
STOCK = Side("stock", "/webhooks/rest/webhook", "sender", "message")
SIDES = {side.name: side for side in (OURS, STOCK)}


class Talk:
    """Sends messages to a running engine over one connection."""

    def __init__(self, side: Side, port: int) -> None:
        self._side = side
        self._connection = HTTPConnection("127.0.0.1", port, timeout=REQUEST_SECONDS)

    def say(self, conversation: str, text: str) -> list[dict[str, Any]]:
        """Sends a message and gives the replies; an empty list is silence or an error.

        Raises:
            OSError: Nobody listens.
            HTTPException: The answer is no HTTP.
        """
        body = {self._side.sender_key: conversation, self._side.text_key: text}
        headers = {"Content-Type": "application/json"}
        try:
            self._connection.request("POST", self._side.path, json.dumps(body), headers)
            response = self._connection.getresponse()
            content = response.read()
        except (OSError, HTTPException):
            self._connection.close()  # the next message opens it again
            raise
        if response.status != 200:
            return []
        answer = json.loads(content)
        replies: list[dict[str, Any]] = answer["replies"] if isinstance(answer, dict) else answer
        return replies


def train(folder: Path) -> float:
    """Trains the project in ``folder`` and gives the seconds that it took."""
    command = [*RASA, "train", "--config", "config.yml", "--domain", "domain.yml"]
    command += ["--data", "data", "--out", "models", "--fixed-model-name", "bench"]
    started = time.monotonic()
    run_logged(command, folder, "train.log")
    return time.monotonic() - started


def run_logged(command: list[str], folder: Path, log_name: str) -> None:
    """Runs a command in a project's folder, its output in a log there.

    Raises:
        SystemExit: It failed; with the end of its log.
    """
    log = folder / log_name
    with log.open("w", encoding="utf-8") as output:
        status = subprocess.call(  # noqa: S603 - our own commands
            command, cwd=folder, env=_environment(), stdout=output, stderr=subprocess.STDOUT
        )
    if status:
        raise SystemExit(f"{log} ends with:\n{log.read_text(encoding='utf-8')[-LOG_TAIL:]}")


@contextmanager
def running(
    command: list[str], folder: Path, log: Path | str, own: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Runs a command in the background, its output in a log, and ends it afterwards.

    Args:
        command: The command.
        folder: Where it runs.
        log: Where its output goes; a name is one in ``folder``.
        own: What it finds in its environment besides what all have.
    """
    with (folder / log).open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own commands
            command,
            cwd=folder,
            env=_environment() | (own or {}),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def engine_command(port: int) -> list[str]:
    """Gives the command that serves a project's trained model on loopback."""
    command = [*RASA, "run", "--interface", "127.0.0.1", "--port", str(port), "--model", MODEL]
    return [*command, "--endpoints", "endpoints.yml", "--credentials", "credentials.yml"]


@contextmanager
def action_server(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Runs our action server, in the app's environment as the Procfile has it.

    Raises:
        SystemExit: The app's environment is missing, the port is taken, or it does not start.
    """
    if not APP_PYTHON.exists():
        raise SystemExit(f"{APP_PYTHON} is missing: run `make setup`.")
    if _listens(ACTION_PORT):
        raise SystemExit(f"Port {ACTION_PORT} is taken by another program.")
    command = [str(APP_PYTHON), "-m", "rasa_sdk", "--actions", "actions", "--quiet"]
    command += ["--port", str(ACTION_PORT)]
    with running(command, folder, "actions.log") as process:
        deadline = time.monotonic() + START_SECONDS
        while not _listens(ACTION_PORT):
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"The action server does not start: {folder / 'actions.log'}")
            time.sleep(PAUSE_SECONDS)
        yield process


def seconds_to_first_answer(process: subprocess.Popen[bytes], talk: Talk) -> float:
    """Asks again and again until the engine answers; counts from the call, so call at the start.

    Raises:
        SystemExit: It ended or did not answer in time.
    """
    started = time.monotonic()
    while time.monotonic() - started < START_SECONDS:
        try:
            if talk.say(new_conversation(), FIRST_QUESTION):
                return time.monotonic() - started
        except (OSError, HTTPException):
            pass
        if process.poll() is not None:
            break
        time.sleep(PAUSE_SECONDS)
    raise SystemExit("The engine gave no answer: see run.log in its folder under var/bench.")


def time_messages(talk: Talk, texts: list[str]) -> tuple[list[float], int]:
    """Sends messages one after the other, a new conversation after every ``TURNS``.

    Returns:
        The milliseconds of each, and how many got no reply.
    """
    times, silent, conversation = [], 0, ""
    for number, text in enumerate(texts):
        conversation = conversation if number % TURNS else new_conversation()
        started = time.perf_counter()
        replies = talk.say(conversation, text)
        times.append((time.perf_counter() - started) * 1000)
        silent += not replies
    return times, silent


def memory_megabytes(process: subprocess.Popen[bytes]) -> float:
    """Gives the resident memory of a process (Linux)."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    return int(kilobytes) / 1024


def new_conversation() -> str:
    """Gives a conversation id as web/ mints them."""
    return secrets.token_urlsafe(24)


def free_port() -> int:
    """Gives a port that nobody holds now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def _listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def _environment() -> dict[str, str]:
    """Gives both sides the same environment: quiet, byte code kept, state in their own folder."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return environment | {
        "ENGINE_DATABASE_URL": "sqlite:///var/engine.db",
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "ignore",
        "RASA_CACHE_DIRECTORY": ".rasa/cache",
        "RASA_TELEMETRY_ENABLED": "false",
        "SANIC_HOST": "127.0.0.1",
        "SPACY_MODEL": spacy_model(),
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
