"""Plays the conversations of this folder's YAML files with the whole running assistant."""

from __future__ import annotations

import pytest

from tests.conversations.player import Player
from tests.conversations.script import Script, read_scripts
from tests.plain_http import plain_http
from tests.web.visitor import Visitor

SCRIPTS = read_scripts()
SECONDS = 20


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS.keys())
async def test_conversation(script: Script, base_url: str) -> None:
    """Every turn goes as it is written, and the history keeps it word for word."""
    async with plain_http(base_url, SECONDS) as http:
        player = Player(Visitor(http))
        await player.open()
        for turn in script.turns:
            await player.play(turn)
        await player.read_again()
    if player.problems:
        pytest.fail("\n" + "\n".join(player.dialogue), pytrace=False)
