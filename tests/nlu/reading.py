"""Reads texts with the trained model, through the whole pipeline of config.yml."""

from __future__ import annotations

import asyncio
import logging
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.utils.log_utils import configure_structlog

FOLDER = Path(__file__).parent
MODEL = Path("var/models/assistant.tar.gz")
ALARMS = {"urgent_symptom", "crisis"}


@lru_cache(maxsize=1)
def _agent() -> Agent:
    configure_structlog(logging.ERROR)  # else every text is printed
    return Agent.load(str(MODEL))


def parse(texts: list[str]) -> list[dict[str, Any]]:
    """Parses texts as the engine does.

    Args:
        texts: Any texts.

    Returns:
        For each the parse: ``intent``, ``topics``, ``urgent``, ``language`` and more.
    """

    async def all_of_them() -> list[dict[str, Any]]:
        return [dict(await _agent().processor.parse_message(UserMessage(text))) for text in texts]

    return asyncio.run(all_of_them())


def labelled(name: str) -> list[tuple[str, str]]:
    """Gives the questions of an NLU file in this folder as (text, full topic name)."""
    content = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return [
        (line.removeprefix("- ").strip(), block["intent"])
        for block in content["nlu"]
        for line in block["examples"].splitlines()
        if line.strip()
    ]


def is_ours(topic: str) -> bool:
    """Tells whether a topic is one that the assistant answers from its own texts."""
    return topic.startswith(("faq/", "ask_clinic/"))
