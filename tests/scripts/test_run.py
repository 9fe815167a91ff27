"""`python -m scripts.run`: what it refuses, what it says when a part dies, how it ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from settings import ROOT
from tests.stack import Stack, free_ports

END_SECONDS = 20
PARTS = ["actions", "engine", "notify", "web"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Settings with which it could start: free ports and databases of its own."""
    ports = zip(["WEB_PORT", "ENGINE_PORT", "ACTIONS_PORT"], map(str, free_ports(3)), strict=True)
    return {
        **os.environ,
        **dict(ports),
        "DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'app.db'}",
        "ENGINE_DATABASE_URL": f"sqlite:///{tmp_path / 'engine.db'}",
        "SECRET_KEY": "a secret for tests that is long enough",
    }


def refusal(environment: dict[str, str]) -> tuple[int, list[str]]:
    """Start it where it can not start; gives status and lines."""
    done = subprocess.run(
        [sys.executable, "-m", "scripts.run"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout == ""
    return done.returncode, done.stderr.splitlines()


@pytest.mark.parametrize("name", ["WEB_PORT", "ENGINE_PORT", "ACTIONS_PORT"])
def test_taken_port(environment: dict[str, str], name: str) -> None:
    """One line names the port and its setting."""
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = str(holder.getsockname()[1])
        status, lines = refusal(environment | {name: port})
    assert status == 1
    assert len(lines) == 1
    assert name in lines[0]
    assert port in lines[0]


def test_one_port_for_two_parts(environment: dict[str, str]) -> None:
    """One line, as for a port that somebody else has."""
    status, lines = refusal(environment | {"ENGINE_PORT": environment["WEB_PORT"]})
    assert status == 1
    assert len(lines) == 1
    assert environment["WEB_PORT"] in lines[0]


@pytest.mark.parametrize(
    ("name", "value"),
    [("WEB_PORT", "many"), ("RATE_MESSAGES", "often"), ("CLINIC_TIME_ZONE", "Mars/Olympus")],
)
def test_wrong_setting(environment: dict[str, str], name: str, value: str) -> None:
    """One line names the setting."""
    status, lines = refusal(environment | {name: value})
    assert status != 0
    assert len(lines) == 1
    assert name in lines[0]


def test_no_model(environment: dict[str, str]) -> None:
    """One line names the command that helps."""
    status, lines = refusal(environment | {"MODEL": "var/models/none.tar.gz"})
    assert status == 1
    assert lines == ["There is no trained model yet: run `make train`."]


def test_no_database(environment: dict[str, str]) -> None:
    """The setting is named, its password is not, and there is no traceback."""
    url = "postgresql+psycopg://app:sesame@127.0.0.1:9/app"
    status, lines = refusal(environment | {"DATABASE_URL": url})
    assert status == 1
    assert lines[0].startswith("DATABASE_URL")
    assert len(lines) <= 2
    assert "sesame" not in "".join(lines)


@pytest.fixture
def stack(tmp_path: Path) -> Iterator[Stack]:
    """A running assistant that a test may break."""
    running = Stack(tmp_path)
    running.start()
    yield running
    running.stop()


@pytest.mark.parametrize("name", PARTS)
def test_a_part_dies(stack: Stack, name: str) -> None:
    """It is named, the others are ended, and the status tells that something went wrong."""
    os.kill(started(stack)[name], signal.SIGKILL)
    assert stack.runner.wait(END_SECONDS) != 0
    assert re.search(rf"{name} stopped \(rc=-?\d+\)", stack.log.read_text())
    assert living(stack) == []


def test_a_good_start(stack: Stack) -> None:
    """The way into the console is told; the engine has none of TensorFlow, which nothing calls."""
    deadline = time.monotonic() + END_SECONDS
    while "Ctrl-C ends it" not in stack.log.read_text() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert re.search(r"Make the first admin .*: http\S+/staff/\S+", stack.log.read_text())
    maps = Path(f"/proc/{started(stack)['engine']}/maps").read_text()
    assert "onnxruntime" in maps
    assert "tensorflow" not in maps


def test_ctrl_c(stack: Stack) -> None:
    """All processes end, quickly and without a traceback."""
    before = stack.log.read_text()
    os.killpg(stack.runner.pid, signal.SIGINT)
    stack.runner.wait(END_SECONDS)
    assert living(stack) == []
    assert "Traceback" not in stack.log.read_text()[len(before) :]


def test_ctrl_c_while_it_starts(environment: dict[str, str]) -> None:
    """Whoever changes their mind waits for nothing and leaves nothing."""
    with subprocess.Popen(
        [sys.executable, "-m", "scripts.run"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as runner:
        assert runner.stdout
        output = ""
        while len(ids_in(output)) < len(PARTS):
            output += runner.stdout.readline()
        os.killpg(runner.pid, signal.SIGINT)
        output += runner.communicate(timeout=END_SECONDS)[0]
    assert living_of(output) == []
    assert "Traceback" not in output


def started(stack: Stack) -> dict[str, int]:
    """Give name and process id of each part."""
    return ids_in(stack.log.read_text())


def ids_in(output: str) -> dict[str, int]:
    """Read the parts' process ids from what the runner says."""
    return {name: int(pid) for name, pid in re.findall(r"(\w+) started \(pid=(\d+)\)", output)}


def living(stack: Stack) -> list[str]:
    """Give the parts' processes that have not ended."""
    return living_of(stack.log.read_text())


def living_of(output: str) -> list[str]:
    """Give the processes, workers included, that still run of those that the runner named."""
    groups = set(ids_in(output).values())
    listed = subprocess.check_output(["ps", "-A", "-o", "pgid=,stat=,args="], text=True)
    rows = [line.split(maxsplit=2) for line in listed.splitlines()]
    return [args for pgid, state, args in rows if int(pgid) in groups and state[0] != "Z"]
