"""Plays the conversations of this folder's YAML files with the whole running assistant."""

from __future__ import annotations

import httpx
import pytest

from tests.conversations.player import Player
from tests.conversations.script import Script, read_scripts
from tests.web.visitor import Visitor

SCRIPTS = read_scripts()
SECONDS = 20


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS.keys())
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
