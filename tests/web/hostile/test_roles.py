"""Nobody reads or changes what is not theirs; `make chaos PART=roles` tries 10,000 times."""

from __future__ import annotations

import os
import random
import re
from collections import Counter

import httpx

from storage.tables.account import ADMIN, REVIEWER, VIEWER
from tests.web.hostile.attack import Attack
from tests.web.hostile.victim import WORDS
from tests.web.staff.access import ACCESS, EVERYBODY, EXAMPLES
from tests.web.staff.colleague import is_sent_to_sign_in
from tests.web.visitor import Visitor, new_id

COUNT = int(os.environ.get("CHAOS_COUNT") or 600)
STEP = 1000  # between two lines of progress
ORDER = [EVERYBODY, VIEWER, REVIEWER, ADMIN]
SEED = 11


class Tries:
    """Everything that must not work, one at a time.

    Args:
        attack: The attackers and their victim, on a running door.
    """

    def __init__(self, attack: Attack) -> None:
        self._attack = attack
        self._victim = attack.victim
        self._random = random.Random(SEED)
        self.kinds: Counter[str] = Counter()
        self.succeeded: list[str] = []

    async def begin(self) -> None:
        """Open another visitor's conversation, and sessions that are over."""
        self._other = await Visitor(self._attack.door.http).open(page="/other")
        self._living = await self._attack.sessions()
        self._ended = await self._attack.sessions()
        for token in self._ended.values():
            response = await self._staff("POST", "/staff/sign-out", token)
            assert response.status_code == 303
        self._asleep = await self._attack.sessions(asleep=True)
        self._stale = {role: await self._attack.csrf(token) for role, token in self._ended.items()}

    async def one(self) -> None:
        """Try something."""
        way = self._random.choice(
            [self._forged, self._foreign, self._foreign, self._low, self._over, self._no_csrf]
        )
        kind, response, refused = await way()
        self.kinds[kind] += 1
        if not refused or WORDS in response.text or "Maria" in response.text:
            self.succeeded.append(f"{kind}: {response.request.method} {response.request.url.path}")

    async def _forged(self) -> tuple[str, httpx.Response, bool]:
        """A token that was not minted for its conversation."""
        mine, signed = self._victim.visitor.token, self._other.token.rpartition(".")[2]
        there = self._random.randrange(len(mine) - 1)
        letter = self._random.choice(sorted({*"abXY09_-"} - {mine[there]}))
        token = self._random.choice(
            [
                f"{self._victim.visitor.conversation}.{signed}",
                self._victim.visitor.conversation,
                mine[:there] + letter + mine[there + 1 :],
                mine[:there],
                f"{self._victim.visitor.conversation}.{self._random.randbytes(32).hex()}",
                f"{self._other.token}, {mine[:there]}",
            ]
        )
        visitor = Visitor(self._attack.door.http)
        visitor.token = token
        method, path, body = self._random.choice(
            [
                ("GET", "messages", None),
                ("GET", "export", None),
                ("DELETE", "conversation", None),
                ("POST", "messages", {"id": new_id(), "text": "hi"}),
                ("POST", "messages", {"id": self._victim.message_id, "text": "hi"}),
                ("POST", "feedback", {"seq": self._victim.seq, "helpful": False}),
            ]
        )
        response = await visitor.ask(method, path, json=body)
        return "forged token", response, response.status_code == 401

    async def _foreign(self) -> tuple[str, httpx.Response, bool]:
        """One's own token with the victim's ids: at best one's own things come back."""
        other, victim = self._other, self._victim
        kind = self._random.randrange(4)
        if kind == 0:
            response = await other.press(victim.button)
            return "foreign button", response, response.status_code == 404
        if kind == 1:
            response = await other.send("mine", victim.message_id)
            return "foreign message id", response, "You said: 'mine'" in response.text
        if kind == 2:
            seq = self._random.choice([victim.seq, 10**6])
            body = {"seq": seq, "helpful": False, "comment": "not mine"}
            response = await other.ask("POST", "feedback", json=body)
            return "foreign seq", response, response.status_code in (204, 404)
        query = f"messages?after=0&conversation_id={victim.visitor.conversation}"
        response = await other.ask("GET", self._random.choice([query, "export"]))
        return "foreign id in the address", response, response.status_code == 200

    async def _low(self) -> tuple[str, httpx.Response, bool]:
        """A role that is too low, with everything else right."""
        route = self._random.choice([key for key, least in ACCESS.items() if least != EVERYBODY])
        below = ORDER[: ORDER.index(ACCESS[route])]
        role = self._random.choice(below)
        response = await self._staff(*self._put(route), self._living.get(role, ""))
        return f"{role} above its role", response, _is_refused(response)

    async def _over(self) -> tuple[str, httpx.Response, bool]:
        """A session that was ended, or whose account was deactivated."""
        route = self._random.choice([key for key, least in ACCESS.items() if least != EVERYBODY])
        name, tokens = self._random.choice(
            [("signed out", self._ended), ("deactivated", self._asleep)]
        )
        token = self._random.choice(list(tokens.values()))
        response = await self._staff(*self._put(route), token)
        return name, response, _is_refused(response)

    async def _no_csrf(self) -> tuple[str, httpx.Response, bool]:
        """The right role, and a form token that is stale, another's or none."""
        route = self._random.choice([key for key in ACCESS if key[0] == "POST"])
        role = self._random.choice(list(self._living))
        others = [await self._attack.csrf(t) for r, t in self._living.items() if r != role]
        csrf = self._random.choice([self._stale[role], *others, "", "x" * 64])
        response = await self._staff(*self._put(route), self._living[role], csrf)
        return "stale form token", response, response.status_code == 403

    def _put(self, route: tuple[str, str]) -> tuple[str, str]:
        mine = {
            "conversation_id": self._victim.visitor.conversation,
            "reference": self._victim.reference,
            "seq": "2",
        }
        values = {**EXAMPLES, **mine}
        return route[0], re.sub(r"<(\w+)>", lambda found: values[found[1]], route[1])

    async def _staff(
        self, method: str, path: str, token: str, csrf: str | None = None
    ) -> httpx.Response:
        form = {
            "csrf": await self._attack.csrf(token) if csrf is None else csrf,
            **{"state": "reviewed", "assignee": "1", "tag": "x", "text": "x", "role": "admin"},
            **{"whom": self._victim.reference, "reason": "curious", "sure": "yes"},
        }
        cookies = {"Cookie": f"staff_session={token}"} if token else {}
        data = form if method == "POST" else None
        return await self._attack.door.http.request(method, path, headers=cookies, data=data)


def _is_refused(response: httpx.Response) -> bool:
    return is_sent_to_sign_in(response) or response.status_code == 403


async def test_nothing_foreign(attack: Attack) -> None:
    """Forged and foreign tokens, too low roles, ended sessions, stale forms: not one works."""
    tries = Tries(attack)
    await tries.begin()
    for number in range(1, COUNT + 1):
        await tries.one()
        if number % STEP == 0:
            print(f"{number} tries: {dict(tries.kinds)}", flush=True)
    assert tries.succeeded == []
