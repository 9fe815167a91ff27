"""`python -m web`: its start, its stop, its sudden death."""

from __future__ import annotations

import asyncio
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from settings import Settings
from tests.plain_http import plain_http
from tests.web.fake_engine import FakeEngine
from tests.web.program import ROOT, environment, program
from tests.web.visitor import Visitor, new_id
from web.__main__ import main


async def test_stop_finishes_running_turns(
    engine: FakeEngine, engine_server: tuple[FakeEngine, str], sqlite_url: str
) -> None:
    """SIGTERM in the middle of a turn: the visitor still gets the answer, the exit is clean."""
    async with (
        program(DATABASE_URL=sqlite_url, ENGINE_URL=engine_server[1]) as (process, url),
        plain_http(url) as http,
    ):
        visitor = await Visitor(http).open()
        engine.go_on.clear()
        send = asyncio.create_task(visitor.send("hi"))
        await engine.asked.get()
        process.send_signal(signal.SIGTERM)
        # The program says 'not ready' once it has begun to stop.
        while (await http.get("/readyz")).status_code == 200:
            pass
        engine.go_on.set()
        answer = await send
        assert answer.json()["replies"][0]["text"] == "You said: 'hi'"
        assert await asyncio.to_thread(process.wait, 30) == 0
        output = process.stdout.read().decode() if process.stdout else ""
        assert '"event": "stopping"' in output
        assert "Traceback" not in output


async def test_killed_in_the_middle_of_a_turn(
    engine: FakeEngine, engine_server: tuple[FakeEngine, str], sqlite_url: str
) -> None:
    """SIGKILL after the commit, before the answer: the next process answers, once."""
    message_id = new_id()
    names = {"DATABASE_URL": sqlite_url, "ENGINE_URL": engine_server[1]}
    async with program(**names) as (process, url), plain_http(url) as http:
        visitor = await Visitor(http).open()
        engine.go_on.clear()
        send = asyncio.create_task(visitor.send("hi", message_id))
        await engine.asked.get()
        process.kill()
        with pytest.raises(httpx.TransportError):
            await send
    engine.go_on.set()
    async with program(**names) as (_, url), plain_http(url) as http:
        visitor.http = http
        answer = (await visitor.send("hi", message_id)).json()
        assert answer["replies"][0]["text"] == "You said: 'hi'"
        assert [m["seq"] for m in await visitor.history()] == [1, 2, 3, 4]


def test_wrong_setting_stops_the_start(sqlite_url: str) -> None:
    """The command ends with one line and a status, without a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "web"],
        cwd=ROOT,
        env=environment(DATABASE_URL=sqlite_url, RATE_MESSAGES="often"),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "Wrong setting: RATE_MESSAGES: wants a rate like 40/minute or 40/minute;400/hour\n"
    )


@pytest.fixture
def refusal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], sqlite_url: str
) -> Callable[..., str]:
    """Start the program in this process: it must refuse, with one line."""
    monkeypatch.setitem(Settings.model_config, "env_file", None)

    def start(**names: str) -> str:
        for name, value in ({"SECRET_KEY": "s" * 40, "DATABASE_URL": sqlite_url} | names).items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as caught:
            main()
        assert caught.value.code in (1, 2)
        line = capsys.readouterr().err
        assert line.count("\n") == 1
        return line

    return start


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ({"WEB_PORT": "many"}, "WEB_PORT"),
        ({"ENVIRONMENT": "production", "SECRET_KEY": ""}, "SECRET_KEY"),
        ({"ENVIRONMENT": "production"}, "DATA_KEYS"),
        ({"DATABASE_URL": "postgresql+psycopg://v:sesame@127.0.0.1:9/a"}, "can not be reached"),
        ({"WEB_HOST": "203.0.113.1"}, "WEB_HOST"),
    ],
)
def test_one_clear_line(refusal: Callable[..., str], names: dict[str, str], said: str) -> None:
    """What is wrong is named, and no secret is."""
    line = refusal(**names)
    assert said in line
    assert "sesame" not in line


def test_schema_that_is_not_the_newest(refusal: Callable[..., str], tmp_path: Path) -> None:
    """A database without its tables is told, with the command that helps."""
    line = refusal(DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path}/empty.db")
    assert "python -m storage.migrate" in line


def test_lost_key(refusal: Callable[..., str], sqlite_url: str) -> None:
    """What another key sealed is told before anything more is sealed."""
    with sqlite3.connect(sqlite_url.removeprefix("sqlite+aiosqlite:///")) as connection:
        connection.execute(
            "INSERT INTO conversation (id, started_at, last_at, message_count, urgent_count, "
            "unanswered_count) VALUES ('c', '2026-01-01', '2026-01-01', 1, 0, 0)"
        )
        connection.execute(
            "INSERT INTO message (conversation_id, seq, sender, text, sealed, created_at, urgent, "
            "unanswered, reviewed_by, reviewed_on, version, model, honest_line) VALUES "
            "('c', 1, 'assistant', '', 'another', '2026-01-01', 0, 0, '', '', '', '', 0)"
        )
    assert refusal().startswith("DATA_KEYS: ")


def test_taken_port(refusal: Callable[..., str]) -> None:
    """A port that someone else has is named."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
        assert port in refusal(WEB_PORT=port)
