"""A browser at the console, signed in or not."""

from __future__ import annotations

import re
from typing import Any

import httpx

from storage.tables import Account
from tests.plain_http import plain_http


class Colleague:
    """Keeps its own cookies, and sends forms as a browser does.

    Args:
        url: Address of the door.
        account: Who is signed in; None: nobody.
        token: Token of the session.
    """

    def __init__(self, url: str, account: Account | None = None, token: str = "") -> None:
        self.http = plain_http(url)
        self.account = account
        if token:
            # Domain and path as the console sets them: a later sign-in replaces it.
            self.http.cookies.set("staff_session", token, domain="127.0.0.1", path="/staff")

    @property
    def id(self) -> int:
        """Id of the account."""
        assert self.account is not None
        return self.account.id

    async def get(self, path: str, **options: Any) -> httpx.Response:
        """Open a page; redirects are not followed."""
        return await self.http.get(path, **options)

    async def post(self, path: str, **fields: str) -> httpx.Response:
        """Send a form, with the token that the pages give."""
        return await self.http.post(path, data={"csrf": await self.csrf(), **fields})

    async def csrf(self) -> str:
        """Read the token from a page that everybody may see."""
        page = await self.http.get("/staff/sign-in")
        found = re.search(r'<meta name="csrf-token" content="(\w+)">', page.text)
        assert found, page.text
        return found[1]


def is_sent_to_sign_in(response: httpx.Response) -> bool:
    """Tell whether the console asked to sign in first."""
    where = response.headers.get("location", "")
    return response.status_code == 303 and where.startswith("/staff/sign-in")
