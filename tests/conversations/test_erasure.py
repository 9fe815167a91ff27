"""A visitor erases the conversation: nothing of it is left in the running assistant."""

from __future__ import annotations

from tests.conversations.traces import files_with, rows_with
from tests.plain_http import plain_http
from tests.stack import Stack
from tests.web.visitor import Visitor, new_id

CANARY = "quetzalmarimba"
NAME = "Quetzalcoatlus"
REQUEST = [
    f"I'm {NAME}, 617 555 0156, call me after 5",
    "Yes, I agree",
    "Yes, send it",
]


async def test_no_trace_is_left(stack: Stack) -> None:
    """No row of any table, no byte of any file, no line of the log."""
    databases = [stack.folder / "app.db", stack.folder / "engine.db"]
    async with plain_http(stack.base_url) as http:
        visitor = await Visitor(http).open()
        answer = (await visitor.send(f"I am {CANARY}, what are the risks?")).json()
        await visitor.send(f"{CANARY} {CANARY}")
        await visitor.press(answer["replies"][-1]["buttons"][-1]["id"])
        about = {"seq": answer["replies"][0]["seq"], "helpful": False, "comment": CANARY}
        assert (await visitor.ask("POST", "feedback", json=about)).status_code == 204
        assert rows_with(CANARY, databases[0])
        for database in databases:
            assert rows_with(visitor.conversation, database)

        assert (await visitor.ask("DELETE", "conversation")).status_code == 204
        for database in databases:
            assert rows_with(CANARY, database) == []
            assert rows_with(visitor.conversation, database) == []
        assert files_with(CANARY, stack.folder) == []
        assert visitor.conversation not in stack.log.read_text()
        for path in ("messages", "export"):
            assert (await visitor.ask("GET", path)).status_code == 401
        assert (await visitor.send("hello", new_id())).status_code == 401


async def test_a_request_is_erased_as_well(stack: Stack) -> None:
    """Contact details leave with the conversation: no row, no sealed word, no byte of them."""
    databases = [stack.folder / "app.db", stack.folder / "engine.db"]
    async with plain_http(stack.base_url) as http:
        visitor = await Visitor(http).open()
        for text in REQUEST:
            answer = (await visitor.send(text)).json()
        assert "Your request is saved" in answer["replies"][0]["text"]
        export = (await visitor.ask("GET", "export")).json()
        assert NAME in str(export["messages"])
        assert NAME in str(export["leads"])
        assert rows_with(visitor.conversation, databases[0])

        assert (await visitor.ask("DELETE", "conversation")).status_code == 204
        for database in databases:
            assert rows_with(visitor.conversation, database) == []
        assert files_with(NAME, stack.folder) == []


async def test_others_keep_theirs(stack: Stack) -> None:
    """Erasing one conversation takes nothing from another."""
    async with plain_http(stack.base_url) as http:
        one, other = await Visitor(http).open(), await Visitor(http).open()
        await one.send("is it safe?")
        await other.send("what are the risks")
        history = await other.history()
        await one.ask("DELETE", "conversation")
        assert await other.history() == history
        more = (await other.send("tell me more")).json()
        assert "Our text names these risks" in more["replies"][0]["text"]
