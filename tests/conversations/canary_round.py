"""One round of a visitor's and a colleague's words through everything that takes words."""

from __future__ import annotations

from collections.abc import Iterator

import httpx

from tests.web.visitor import Visitor, new_id

LETTERS = "bdfgklmnprstvz"


def canaries() -> Iterator[str]:
    """Make words that stand nowhere else, all of letters, so that they can be names."""
    number = 10**6
    while True:
        number += 1
        word, rest = "", number
        while rest:
            rest, place = divmod(rest, len(LETTERS))
            word += LETTERS[place] + "a"
        yield f"quagga{word}"


class CanaryRound:
    """Sends words, a new one at each place, and keeps the answers that are errors.

    Args:
        http: A client of the door.
        words: Where the words come from.
        session: A colleague's session token.
    """

    def __init__(self, http: httpx.AsyncClient, words: Iterator[str], session: str) -> None:
        self._http = http
        self._words = words
        self._staff = {"Cookie": f"staff_session={session}"}
        self.used: list[str] = []
        self.shown: list[str] = []
        """Headers of all answers, and bodies of those that are errors."""

    def _word(self) -> str:
        self.used.append(next(self._words))
        return self.used[-1]

    def _keep(self, response: httpx.Response) -> httpx.Response:
        self.shown.append(str(response.headers))
        if response.status_code >= 400:
            self.shown.append(response.text)
        return response

    async def ask(self, visitor: Visitor, csrf: str) -> None:
        """Say, write, search, name and send broken things.

        Args:
            visitor: Somebody with an open conversation.
            csrf: The colleague's form token.
        """
        word = self._word
        for text in (
            "call me back please",
            "Yes, I agree",
            f"I'm {word().title()}, {word()}@{word()}.example.org",
            "In the morning",
            "Yes, send it",
            f"about my {word()} and my {word()}",
            f"my {word()} hurts and is bleeding",
            f"/{word()}",
            f'/inform{{"lead_name": "{word()}"}}',
        ):
            self._keep(await visitor.send(text))
        comment = {"seq": 1, "helpful": False, "comment": word()}
        self._keep(await visitor.ask("POST", "feedback", json=comment))
        for body in (
            word().encode(),
            f'{{"id": "{word()}", "text": "x"}}'.encode(),
            f'{{"{word()}": 1}}'.encode(),
            f'{{"id": "{new_id()}", "button": "{word()}"}}'.encode(),
        ):
            self._keep(await visitor.ask("POST", "messages", content=body))
        await self._visit()
        await self._work(visitor.conversation, csrf)

    async def _visit(self) -> None:
        """Put words into addresses, headers, tokens and methods."""
        word, ask = self._word, self._http.request
        page = {"page": f"/{word()}?mail={word()}"}
        self._keep(await ask("POST", "/api/chat/sessions", json=page))
        self._keep(await ask("POST", "/api/chat/sessions", json={"page": f"/{word()}"}))
        self._keep(await ask("GET", f"/{word()}/{word()}.png?q={word()}"))
        self._keep(await ask("GET", f"/widget/{word()}.js"))
        self._keep(await ask(word().upper(), "/api/chat/messages"))
        headers = {
            "Authorization": f"Bearer {word()}",
            "User-Agent": word(),
            "Referer": f"https://{word()}.example/",
            "X-Request-ID": word(),
            "Accept-Language": word(),
        }
        self._keep(await ask("GET", "/api/chat/messages", headers=headers))
        origin = {"Origin": f"https://{word()}.example"}
        self._keep(await ask("GET", "/api/chat/messages", headers=origin))

    async def _work(self, conversation: str, csrf: str) -> None:
        """Let the colleague search and write, and somebody else try to sign in."""
        word = self._word
        talk = f"/staff/conversations/{conversation}"
        for method, path, form in (
            ("GET", f"/staff/conversations?q={word()}", {}),
            ("POST", f"{talk}/notes", {"text": word()}),
            ("POST", f"{talk}/tags", {"tag": word()}),
            ("POST", f"{talk}/state", {"state": word()}),
            ("POST", "/staff/privacy/find", {"whom": f"{word()}@example.org"}),
            ("POST", f"/staff/leads/{word()}/note", {"note": word()}),
            ("POST", "/staff/sign-in", {"email": f"{word()}@x.example", "password": word()}),
        ):
            data = {"csrf": csrf, **form} if method == "POST" else None
            response = await self._http.request(method, path, headers=self._staff, data=data)
            self.shown.append(str(response.headers))
