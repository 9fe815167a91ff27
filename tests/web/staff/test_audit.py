"""The page of the audit log."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from storage.staff.audit import note_audit
from storage.tables.account import ROLES
from storage.tables.lead import STATES
from tests.web.running import Running
from tests.web.staff.colleague import Colleague
from web.staff.audit.words import WORDS

ACTION = re.compile(r"^(?:account|lead|message|person|notice)\.\w*[a-z]$")
STAFF = Path(__file__).parents[3] / "web" / "staff"


async def test_pages(console: Running, admin: Colleague, reviewer: Colleague) -> None:
    """Every entry comes once, the newest first, with its filters kept from page to page."""
    async with console.door.database.write() as session:
        for n in range(120):
            who = admin.id if n % 2 else reviewer.id
            await note_audit(session, who, "lead.view", f"lead KX-{n:04}")
            await session.flush()
    seen: list[str] = []
    path: str | None = f"/staff/audit?who={reviewer.id}&what=lead.view"
    while path:
        text = (await admin.get(path)).text
        seen += re.findall(r">(KX-\d{4})<", text)
        older = re.search(r'rel="next" href="([^"]+)"', text)
        path = older[1].replace("&amp;", "&") if older else None
    assert seen == [f"KX-{n:04}" for n in range(118, -1, -2)]


@pytest.mark.parametrize(
    "query", ["who=x", "before=99999999999", "from=2026-13-01&to=9999-12-31", "what=x", "who=٣"]
)
async def test_odd_addresses(admin: Colleague, query: str) -> None:
    """What is not known in an address is passed over."""
    assert (await admin.get(f"/staff/audit?{query}")).status_code == 200


def test_every_action_has_words() -> None:
    """What the console writes into the log is shown in plain words."""
    written = {f"lead.{state}" for state in STATES} | {f"account.role_{role}" for role in ROLES}
    for file in STAFF.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                written |= set(ACTION.findall(node.value))
    assert written <= set(WORDS)
    assert "person.erase" in written
