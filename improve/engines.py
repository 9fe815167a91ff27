"""Lets the running engines load the model file again, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

import httpx

RELOAD = "/webhooks/door/reload"
RELOAD_SECONDS = 60


async def reload_engines(urls: Sequence[str]) -> str:
    """Make each running engine load its model; the others have all cores to themselves meanwhile.

    Args:
        urls: Base addresses.

    Returns:
        What came of it, in one line.
    """
    loaded: list[str] = []
    away: list[str] = []
    refused: list[str] = []
    async with httpx.AsyncClient(trust_env=False, timeout=RELOAD_SECONDS) as http:
        for url in urls:
            try:
                answer = await http.post(url + RELOAD)
            except httpx.HTTPError:
                away.append(url)
                continue
            (loaded if answer.status_code == 200 else refused).append(url)
    if refused:
        return f"{_engine(refused, urls)} could not load it: stop the assistant and start it again."
    if not loaded:
        return "The assistant is not running: its next start uses it."
    if away:
        return (
            f"{_engine(away, urls)} is not running: its next start uses it. "
            "The others answer with it now."
        )
    return "The running assistant answers with it now."


def _engine(some: Sequence[str], of: Sequence[str]) -> str:
    """Name engines, where there are several."""
    return "The engine" if len(of) == 1 else "The engine at " + ", ".join(some)
