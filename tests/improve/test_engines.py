"""A new model goes in one engine after the other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from sanic import HTTPResponse, Request, Sanic, json

from improve.engines import RELOAD, reload_engines
from tests.stack import free_ports
from tests.web.serving import serving


class Loading:
    """An engine that takes its time to load, and knows who else loads meanwhile."""

    running = 0
    most_at_once = 0

    def __init__(self, status: int = 200) -> None:
        self.status = status
        self.loads = 0
        self.app: Sanic[Any, Any] = Sanic("loading", configure_logging=False)
        self.app.config.update(AUTO_EXTEND=False, ACCESS_LOG=False)
        self.app.add_route(self._reload, RELOAD, methods=["POST"])

    async def _reload(self, _request: Request[Any, Any]) -> HTTPResponse:
        Loading.running += 1
        Loading.most_at_once = max(Loading.most_at_once, Loading.running)
        await asyncio.sleep(0.05)
        Loading.running -= 1
        self.loads += 1
        return json({"model": "new"}, status=self.status)


@pytest_asyncio.fixture
async def two() -> AsyncIterator[tuple[Loading, Loading, list[str]]]:
    """Two engines and their addresses."""
    one, other = Loading(), Loading()
    Loading.most_at_once = 0
    async with serving(one.app) as first, serving(other.app) as second:
        yield one, other, [first, second]


async def test_one_after_the_other(two: tuple[Loading, Loading, list[str]]) -> None:
    """Both load it, never at once."""
    one, other, urls = two
    assert await reload_engines(urls) == "The running assistant answers with it now."
    assert (one.loads, other.loads, Loading.most_at_once) == (1, 1, 1)


async def test_one_is_away(two: tuple[Loading, Loading, list[str]]) -> None:
    """The one that runs loads it, and the line names the other."""
    away = f"http://127.0.0.1:{free_ports(1)[0]}"
    told = await reload_engines([away, two[2][1]])
    assert told.startswith(f"The engine at {away} is not running")
    assert two[1].loads == 1


async def test_one_refuses(two: tuple[Loading, Loading, list[str]]) -> None:
    """A model that an engine can not load is told with its address; the other is asked as well."""
    two[0].status = 503
    told = await reload_engines(two[2])
    assert told.startswith(f"The engine at {two[2][0]} could not load it")
    assert two[1].loads == 1


async def test_none_runs() -> None:
    """Then the next start uses it."""
    urls = [f"http://127.0.0.1:{port}" for port in free_ports(2)]
    assert await reload_engines(urls) == "The assistant is not running: its next start uses it."
