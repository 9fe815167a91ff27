"""Reads rows with a trained model: `python bench/read_rows.py MODEL ROWS RESULT`.

Runs in the project's folder, so that its components are found; both sides are read by the same
code. ROWS is a JSON list of `[text, expected]`; RESULT becomes a list of what each is read as.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent


def full_name(parse: dict[str, Any]) -> str:
    """Gives the topic of a parse: the intent, or the response key selected for it."""
    intent = str(parse["intent"]["name"] or "")
    selected = parse.get("response_selector", {}).get(intent)
    return str(selected["response"]["intent_response_key"]) if selected else intent


async def read(model: str, rows: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """Parses each row with the model's pipeline, without a conversation."""
    agent = Agent.load(model)
    results = []
    for text, expected in rows:
        parse = await agent.parse_message(text)
        row = {"text": text, "expected": expected, "predicted": full_name(parse)}
        results.append({**row, "urgent": bool(parse.get("urgent"))})
    return results


if __name__ == "__main__":
    sys.path[0] = str(Path.cwd())  # as the `rasa` command has it
    model_file, rows_file, result_file = sys.argv[1:]
    given = json.loads(Path(rows_file).read_text(encoding="utf-8"))
    Path(result_file).write_text(json.dumps(asyncio.run(read(model_file, given))), encoding="utf-8")
