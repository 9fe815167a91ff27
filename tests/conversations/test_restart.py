"""The whole assistant ends and starts again on the same databases."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import CLINIC
from tests.plain_http import plain_http
from tests.stack import Stack
from tests.web.visitor import Visitor, new_id


async def test_restart(tmp_path: Path) -> None:
    """The conversation is there, goes on, and a message sent before is not answered anew."""
    stack = Stack(tmp_path, **CLINIC)
    stack.start()
    message_id = new_id()
    try:
        async with plain_http(stack.base_url) as http:
            visitor = await Visitor(http).open()
            before = (await visitor.send("what are the risks", message_id)).json()
            await visitor.send("🤷")
            history = await visitor.history()
        stack.stop()
        stack.start()
        async with plain_http(stack.base_url) as http:
            visitor.http = http
            assert await visitor.history() == history
            assert (await visitor.send("what are the risks", message_id)).json() == before
            assert await visitor.history() == history
            # The engine remembers as well: this is the second misunderstanding in a row.
            again = (await visitor.send("🤷")).json()
            assert "I still do not understand" in again["replies"][0]["text"]
            button = before["replies"][-1]["buttons"][1]
            pressed = (await visitor.press(button["id"])).json()
            assert [topic["name"] for topic in pressed["topics"]] == ["faq/safety"]
    finally:
        stack.stop()
