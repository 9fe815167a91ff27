"""Reads texts with a model, in the engine's environment: JSON comes in and goes out.

`python scripts/read_texts.py MODEL < texts.json > readings.json`; `improve/reading.py` calls it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path.cwd()))  # the model's components lie there

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.utils.log_utils import configure_structlog


async def read(model: str, texts: list[str]) -> list[dict[str, Any]]:
    """Parses texts as the engine does.

    Args:
        model: The model's file.
        texts: Any texts.

    Returns:
        For each its topics, likeliest intent and whether it is urgent.
    """
    agent = Agent.load(model)
    readings = []
    for text in texts:
        parse = await agent.processor.parse_message(UserMessage(text))
        topics = [topic["name"] for topic in parse.get("topics") or []]
        readings.append(
            {"topics": topics or [parse["intent"]["name"]], "urgent": bool(parse.get("urgent"))}
        )
    return readings


if __name__ == "__main__":
    configure_structlog(logging.ERROR)  # else every text is printed
    logging.disable(logging.ERROR)
    out = sys.stdout
    sys.stdout = sys.stderr  # whatever libraries print is no JSON
    json.dump(asyncio.run(read(sys.argv[1], json.load(sys.stdin))), out)
