"""Somebody whose conversation nobody else may read or change."""

from __future__ import annotations

from hashlib import sha256

from storage.tables import Base
from tests.web.running import Running
from tests.web.staff.people import leave_request
from tests.web.visitor import Visitor, new_id

WORDS = "quetzalcoatlus asks what it costs"


class Victim:
    """Talks, presses, judges and leaves a request; then only looks whether all is as it was.

    Args:
        door: The running door.
    """

    def __init__(self, door: Running) -> None:
        self._door = door
        self._before = ""
        self.visitor = Visitor(door.http)
        self.message_id = new_id()
        self.reference = ""
        self.request_conversation = "v" * 32

    async def talk(self) -> None:
        """Leave rows in every table that a visitor reaches."""
        await self.visitor.open(page="/victim")
        answer = (await self.visitor.send(WORDS, self.message_id)).json()
        self.button = str(answer["replies"][0]["buttons"][0]["id"])
        self.seq = int(answer["replies"][0]["seq"])
        verdict = {"seq": self.seq, "helpful": True, "comment": WORDS}
        assert (await self.visitor.ask("POST", "feedback", json=verdict)).status_code == 204
        self.reference = await leave_request(
            self._door, self.request_conversation, contact="+16175550177"
        )
        self._before = await self._digest()

    async def check(self) -> None:
        """Fail if anything of it has changed."""
        assert await self._digest() == self._before
        texts = [message["text"] for message in await self.visitor.history()]
        assert WORDS in texts

    async def _digest(self) -> str:
        """Fold all rows into one value that lead to one of the two conversations."""
        found: set[tuple[str, int]] = set()
        rows: list[tuple[str, tuple[object, ...]]] = []
        mine = {self.visitor.conversation, self.request_conversation}
        async with self._door.door.database.read() as session:
            for table in Base.metadata.sorted_tables:
                keys = [
                    (column, next(iter(column.foreign_keys)).column.table.name)
                    for column in table.columns
                    if column.foreign_keys
                ]
                for row in (await session.execute(table.select())).mappings():
                    parents = {(name, row[column.name]) for column, name in keys}
                    if mine & set(map(str, row.values())) or parents & found:
                        rows.append((table.name, tuple(row.values())))
                        if "id" in row and isinstance(row["id"], int):
                            found.add((table.name, row["id"]))
        assert len({name for name, _ in rows}) > 5
        return sha256(repr(sorted(map(repr, rows))).encode()).hexdigest()
