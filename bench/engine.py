"""Trains and runs one side's engine, with a clock in hand."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.workspace import ROOT, spacy_model

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
    """One of the two assistants, and where its HTTP channel takes a message."""

    name: str
    path: str


OURS = Side("ours", "/webhooks/door/message")
STOCK = Side("stock", "/webhooks/rest/webhook")
SIDES = {side.name: side for side in (OURS, STOCK)}


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


def new_conversation() -> str:
    """Gives a conversation id as web/ mints them."""
    return secrets.token_urlsafe(24)


def free_port() -> int:
    """Gives a port that nobody holds now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


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
