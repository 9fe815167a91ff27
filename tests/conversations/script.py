"""The written conversations of this folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, Field

from tests.conversations.turn import Turn

FOLDER = Path(__file__).parent
RASAS_OWN = "test_stories.yml"


class Script(BaseModel, strict=True, extra="forbid", frozen=True):
    """A conversation with one visitor, from the greeting on."""

    name: str
    turns: Annotated[list[Turn], Field(min_length=1)]


def read_scripts() -> dict[str, Script]:
    """Read all files of this folder.

    Returns:
        Theme and name to conversation.

    Raises:
        pydantic.ValidationError: A file has a key that is not known, or a name twice.
    """
    scripts: dict[str, Script] = {}
    for path in sorted(FOLDER.glob("*.yml")):
        if path.name == RASAS_OWN:
            continue
        for item in yaml.safe_load(path.read_text(encoding="utf-8")):
            script = Script.model_validate(item)
            title = f"{path.stem}: {script.name}"
            assert title not in scripts, f"twice: {title}"
            scripts[title] = script
    return scripts
