"""`make visitor-data`: staff see, take away or erase all that is held of one person."""

from __future__ import annotations

import asyncio
import json
import stat
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from cryptography.fernet import Fernet
from sqlalchemy import update

from settings import ROOT
from storage.answer import Answer
from storage.answers import store_answer
from storage.conversations import open_conversation
from storage.database import Database
from storage.feedback import give_feedback
from storage.messages import receive_message
from storage.reply import Reply
from storage.tables import Message
from storage.vault import Vault
from tests.databases import database_url, postgres, postgres_url, sqlite_template, sqlite_url
from tests.storage.steps import details_of, new_id, row_counts, save
from tests.web.fake_engine import FakeEngine
from tests.web.program import environment
from tests.web.serving import serving

__all__ = ["database_url", "postgres", "postgres_url", "sqlite_template", "sqlite_url"]

KEY = Fernet.generate_key().decode()
VAULT = Vault([KEY])
NOWHERE = "http://127.0.0.1:9"
RECEIPT = "2 conversations, 6 messages, 2 comments and verdicts, 2 requests, 4 notices."


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Maria asked twice, in two conversations; someone else once."""
    database = Database(database_url)
    answer = Answer(replies=(Reply(text="I note 0134", masked="I note …"),), masked_text="my …")
    for name, contact in (("maria1", "0134"), ("maria2", "0134"), ("else", "0199")):
        client_id = new_id()
        async with database.write() as session:
            await open_conversation(session, name, None, [Reply(text="Hi")])
            await receive_message(session, VAULT, name, client_id, "my marimba")
            await store_answer(session, VAULT, name, client_id, answer)
            await session.flush()
            await give_feedback(session, VAULT, name, 1, True, "quetzal")
        await save(database, details_of(name, contact=f"+1617555{contact}"), vault=VAULT)
    yield database
    await database.close()


@pytest_asyncio.fixture
async def engine() -> AsyncIterator[tuple[FakeEngine, str]]:
    """An engine that forgets."""
    engine = FakeEngine()
    async with serving(engine.app) as url:
        yield engine, url


async def run(url: str, *answers: str, engine_url: str = NOWHERE) -> tuple[int, str, str]:
    """Run the command; gives its status, its output and what it said beside it."""
    names = environment(DATABASE_URL=url, DATA_KEYS=KEY, ENGINE_URL=engine_url)
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "scripts.visitor_data"],
        cwd=ROOT,
        env=names,
        input="".join(f"{answer}\n" for answer in answers),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


async def test_show(database: Database, database_url: str) -> None:
    """Both requests of the person are shown in the clear, and nothing of anybody else."""
    status, shown, said = await run(database_url, "(617) 555-0134", "show")
    assert status == 0
    assert f"Found: {RECEIPT}" in said
    assert shown.count("name: Maria O'Neil") == 2
    assert shown.count("contact: +16175550134") == 2
    assert "May we call you?" in shown
    assert "0199" not in shown


async def test_export_to_a_file(database: Database, database_url: str, tmp_path: Path) -> None:
    """All of it, as JSON that its owner alone can read; a file that is there is left alone."""
    path = tmp_path / "maria.json"
    status, shown, _ = await run(database_url, "617 555 0134", "export", str(path))
    assert (status, shown) == (0, "")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    one, two = json.loads(path.read_text())
    assert [one["conversation_id"], two["conversation_id"]] == ["maria1", "maria2"]
    assert one["leads"][0]["contact"] == "+16175550134"
    assert [m["text"] for m in one["messages"]] == ["Hi", "my marimba", "I note 0134"]
    assert one["messages"][0]["feedback"]["comment"] == "quetzal"
    status, _, said = await run(database_url, "617 555 0134", "export", str(path))
    assert (status, "can not be written" in said) == (1, True)


async def test_export_to_the_screen(database: Database, database_url: str) -> None:
    """Without a file it is printed, and nothing else with it."""
    _, shown, _ = await run(database_url, "617 555 0134", "export", "")
    assert [found["conversation_id"] for found in json.loads(shown)] == ["maria1", "maria2"]


async def test_erase(database: Database, database_url: str, engine: tuple[FakeEngine, str]) -> None:
    """All of the person is gone, here and in the engine; the receipt counts it; others stay."""
    status, receipt, _ = await run(
        database_url, "617 555 0134", "erase", "yes", engine_url=engine[1]
    )
    assert status == 0
    assert receipt == f"Erased: {RECEIPT}\nForgotten by the engine: 2 of 2 conversations.\n"
    assert engine[0].forgotten == ["maria1", "maria2"]
    counts = await row_counts(database)
    assert (counts["conversation"], counts["lead"], counts["person"]) == (1, 1, 1)
    assert (counts["message"], counts["notice"], counts["pending_erasure"]) == (3, 2, 0)
    assert (await run(database_url, "617 555 0134"))[0] == 1
    assert (await run(database_url, "617 555 0199", "show"))[0] == 0


async def test_engine_is_away(database: Database, database_url: str) -> None:
    """Erased here at once; the receipt says that the engine follows, and the note is there."""
    status, receipt, _ = await run(database_url, "617 555 0134", "erase", "yes")
    assert status == 0
    assert "Forgotten by the engine: 0 of 2 conversations." in receipt
    assert "within 30 seconds" in receipt
    counts = await row_counts(database)
    assert (counts["conversation"], counts["pending_erasure"]) == (1, 2)


async def test_turn_that_was_given_up(
    database: Database, database_url: str, engine: tuple[FakeEngine, str]
) -> None:
    """A turn may still run in the engine: it forgets now, and again when that is over."""
    async with database.write() as session:
        unanswered = Message.client_id.is_not(None) & (Message.conversation_id == "maria1")
        await session.execute(update(Message).where(unanswered).values(answered_at=None))
    await run(database_url, "617 555 0134", "erase", "yes", engine_url=engine[1])
    assert engine[0].forgotten == ["maria1", "maria2"]
    assert (await row_counts(database))["pending_erasure"] == 1


@pytest.mark.parametrize(
    "answers",
    [
        ("617 555 0134", "erase", "no"),
        ("617 555 0134", "erase", "y"),
        ("617 555 0134", "erase"),
        ("617 555 0134", "delete"),
        ("617 555 0134",),
        ("617 555 0000", "erase", "yes"),
        (),
    ],
)
async def test_nothing_happens_unless_it_is_meant(
    database: Database, database_url: str, answers: tuple[str, ...]
) -> None:
    """Anything but a plain yes, an end of the input, nobody found: all stays."""
    before = await row_counts(database)
    _, shown, said = await run(database_url, *answers)
    assert await row_counts(database) == before
    assert shown == ""
    assert "Traceback" not in said


async def test_reference_leads_to_the_person(database: Database, database_url: str) -> None:
    """A reference finds all conversations of the one who has it."""
    _, shown, _ = await run(database_url, "617 555 0134", "export", "")
    reference = json.loads(shown)[1]["leads"][0]["reference"]
    _, _, said = await run(database_url, reference.replace("-", " ").lower(), "show")
    assert f"Found: {RECEIPT}" in said


async def test_wrong_key(database: Database, database_url: str) -> None:
    """A key that opens nothing is told in one line."""
    names = environment(DATABASE_URL=database_url, DATA_KEYS=Fernet.generate_key().decode())
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "scripts.visitor_data"],
        cwd=ROOT,
        env=names,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("DATA_KEYS: ")
    assert done.stderr.count("\n") == 1
