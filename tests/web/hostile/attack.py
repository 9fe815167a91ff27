"""Sends hostile requests to a running door and judges what comes back."""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
from collections import Counter
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

import httpx

from storage.staff.accounts import add_account
from storage.staff.sessions import open_session
from storage.tables import Account
from tests.web.hostile.inputs import NOBODY, VISITOR, Input
from tests.web.hostile.judge import judge
from tests.web.hostile.victim import Victim
from tests.web.running import Running
from tests.web.visitor import Visitor
from web.staff.cookies import hash_token

# The last ones may have been ended by what was sent, and conversations should not get too long.
RENEWED_EVERY = 5
UNPRINTABLE = re.compile(rb"[\x00-\x1f\x7f]|^ +| +$")


class Complaints(logging.Handler):
    """Keeps the door's log lines on errors that it did not expect."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Look at a line."""
        if record.getMessage() in ("failed", "task_failed"):
            self.found.append(str(getattr(record, "fields", {})))


class Attack:
    """Everybody who sends hostile requests, and one victim who has nothing to do with them.

    Args:
        door: The running door.
        staff: An account of each role.
        rows: Parameters of routes that lead to rows which exist, none of them the victim's.
    """

    def __init__(self, door: Running, staff: dict[str, Account], rows: dict[str, str]) -> None:
        self.door = door
        self._staff = staff
        self._rows = rows
        self._tokens: dict[str, str] = {}
        self._csrf: dict[str, str] = {}
        self._fired = 0
        self.victim = Victim(door)
        self.statuses: Counter[int] = Counter()
        self.complaints = Complaints()

    async def begin(self) -> None:
        """Let the victim talk."""
        await self.victim.talk()
        logging.getLogger("assistant").addHandler(self.complaints)

    async def fire(self, batch: list[Input]) -> None:
        """Send requests at the same time; every few times with new sessions."""
        if self._fired % RENEWED_EVERY == 0:
            await self._renew()
        self._fired += 1
        await asyncio.gather(*(self._send(each) for each in batch))
        assert self.complaints.found == [], (self.complaints.found, batch)

    async def end(self) -> None:
        """Look whether all stands: the victim's rows, and the door for the next visitor."""
        logging.getLogger("assistant").removeHandler(self.complaints)
        await self.victim.check()
        response = await (await Visitor(self.door.http).open()).send("hi")
        assert response.json()["replies"][0]["text"] == "You said: 'hi'"

    async def sessions(self, asleep: bool = False) -> dict[str, str]:
        """Sign an account of each role in; gives the tokens.

        Args:
            asleep: Deactivate the accounts afterwards, new ones of their own.
        """
        now, tokens = datetime.now(UTC), {}
        async with self.door.door.database.write() as session:
            for role, account in self._staff.items():
                token = tokens[role] = secrets.token_urlsafe(32)
                if asleep:
                    account = await add_account(session, f"{token}@x.example", "A", role, "-")
                await open_session(session, account.id, hash_token(token), now)
                account.active = not asleep
        return tokens

    async def csrf(self, token: str) -> str:
        """Read the form token that belongs to a session."""
        cookies = {"Cookie": f"staff_session={token}"}
        page = await self.door.http.get("/staff/sign-in", headers=cookies)
        found = re.search(r'<meta name="csrf-token" content="(\w+)">', page.text)
        assert found
        return found[1]

    async def _renew(self) -> None:
        """Open a conversation and a session of each role."""
        visitor = await Visitor(self.door.http).open(page="/hostile")
        self._tokens = await self.sessions()
        self._csrf = {role: await self.csrf(token) for role, token in self._tokens.items()}
        self._tokens[VISITOR] = visitor.token

    async def _send(self, each: Input) -> None:
        url = httpx.URL(self.door.url, raw_path=self._path(each).encode())
        request = self.door.http.build_request(
            each.method, url, headers=self._headers(each), content=each.body
        )
        try:
            response = await self.door.http.send(request)
        except httpx.RemoteProtocolError:
            # Header and request line past 8 KB or 16 KB: the connection may be cut at once.
            assert sum(len(value) for _, value in request.headers.raw) > 7000, each
            self.statuses[0] += 1
            return
        self.statuses[response.status_code] += 1
        judge(each, response)

    def _path(self, each: Input) -> str:
        def put(found: re.Match[str]) -> str:
            name = found[1].split(":")[0]
            if each.real and name in self._rows:
                return quote(self._rows[name], safe="")
            return quote(each.parameters, safe="", errors="surrogatepass") or "-"

        path = re.sub(r"<([^>]+)>", put, each.route)
        return f"{path}?{each.query}" if each.query else path

    def _headers(self, each: Input) -> list[tuple[bytes, bytes]]:
        found = [(name.encode(), UNPRINTABLE.sub(b"", value)) for name, value in each.headers]
        names = {name for name, _ in found}
        if each.who == VISITOR and b"Authorization" not in names:
            found.append((b"Authorization", f"Bearer {self._tokens[VISITOR]}".encode()))
        if each.who in self._staff:
            found.append((b"Cookie", f"staff_session={self._tokens[each.who]}".encode()))
            if each.token and b"X-Csrf-Token" not in names:
                found.append((b"X-Csrf-Token", self._csrf[each.who].encode()))
        form = urlsplit(each.route).path.startswith("/staff") or each.who == NOBODY
        if form and b"Content-Type" not in names:
            found.append((b"Content-Type", b"application/x-www-form-urlencoded"))
        return found
