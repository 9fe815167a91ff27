"""Plays the conversations of this folder's YAML files with the whole running assistant."""

from __future__ import annotations

import httpx
import pytest
from _pytest.mark.structures import ParameterSet

from tests.conversations.player import Player
from tests.conversations.script import Script, read_scripts
from tests.web.visitor import Visitor

SCRIPTS = read_scripts()
SECONDS = 20


def _cases() -> list[ParameterSet]:
    """Gives all conversations; those with a known gap must fail until it is closed."""
    return [
        pytest.param(
            script,
            id=title,
            marks=[pytest.mark.xfail(reason=script.known_gap, strict=True)]
            if script.known_gap
            else [],
        )
        for title, script in SCRIPTS.items()
    ]


@pytest.mark.parametrize("script", _cases())
async def test_conversation(script: Script, base_url: str) -> None:
    """Every turn goes as it is written, and the history keeps it word for word."""
    async with httpx.AsyncClient(base_url=base_url, timeout=SECONDS, trust_env=False) as http:
        player = Player(Visitor(http))
        await player.open()
        for turn in script.turns:
            await player.play(turn)
        await player.read_again()
    if player.problems:
        pytest.fail("\n" + "\n".join(player.dialogue), pytrace=False)
