"""What is wrong with the form of a topic's file, before its words can be judged."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from content.topic_files import QUESTION_MARK, UTTER, yaml_of

_QUOTING = "a text with a colon or a quote wants `>-` before it and stands on the next line"


def problems_of_form(path: Path, topic: str | None) -> list[str]:
    """Finds why a file can not be read as its author meant it.

    Args:
        path: A file under ``data/``.
        topic: The topic that it is for, where it is for one alone, such as ``faq/risks``.

    Returns:
        A sentence for each thing; none: ``content.topic_files`` can read it.
    """
    try:
        content = yaml_of(path)
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}" if error.problem_mark else "a line"
        return [f"It can not be read at {line} or just before it ({error.problem}): {_QUOTING}."]
    except (yaml.YAMLError, UnicodeDecodeError):
        return ["It holds signs that are no text: save it as UTF-8."]
    if not isinstance(content, dict):
        return ["It is empty or no topic's file: it wants `nlu:` and `responses:`."]
    blocks, responses = content.get("nlu") or [], content.get("responses") or {}
    if not isinstance(blocks, list) or not isinstance(responses, dict):
        return ["`nlu:` wants a list of intents, `responses:` a name for each answer."]
    found = [line for block in blocks for line in _of_block(block)]
    found += [line for name, ways in responses.items() for line in _of_response(name, ways)]
    if topic:
        intents = [block.get("intent") for block in blocks if isinstance(block, dict)]
        found += _of_names(topic, intents, responses)
    return found


def _of_block(block: Any) -> list[str]:
    """Checks the questions of one intent."""
    if not isinstance(block, dict) or not isinstance(block.get("intent"), str):
        return ["Under `nlu:` stands something without `intent:`."]
    examples = block.get("examples")
    if not isinstance(examples, str):
        return [f"The questions of {block['intent']} want `examples: |`, then `- ` before each."]
    mark = QUESTION_MARK.strip()
    return [
        f"A question wants `- ` before it: {line[:60]}"
        for line in examples.splitlines()
        if line != mark and not line.startswith(QUESTION_MARK)
    ]


def _of_response(name: Any, ways: Any) -> list[str]:
    """Checks the fields of one answer."""
    if not isinstance(ways, list) or not all(isinstance(way, dict) for way in ways):
        return [f"{name} wants a list: `- text:` and what belongs to it."]
    return [f"{name}: {line}" for way in ways for line in _of_way(way)]


def _of_way(way: Mapping[str, Any]) -> list[str]:
    about = way.get("metadata") or {}
    if not isinstance(about, dict):
        return ["`metadata:` wants fields such as `title:` and `source:`."]
    texts = {"text": way.get("text"), "title": about.get("title"), "more": about.get("more")}
    found = [
        f"`{field}:` wants words: put them in quotes."
        for field, value in texts.items()
        if value is not None and not isinstance(value, str)
    ]
    if not isinstance(about.get("next", []), list):
        found.append("`next:` wants topics in brackets, such as [faq/consultation], or [].")
    return found


def _of_names(topic: str, intents: list[Any], responses: Mapping[str, Any]) -> list[str]:
    """A file has the questions and the answer of the topic that it is named after."""
    found = []
    if intents != [topic]:
        found.append(f"Its `intent:` wants to be {topic}, as the file is named.")
    if list(responses) != [UTTER + topic] or not responses[UTTER + topic]:
        found.append(f"Its answer wants to be {UTTER}{topic}, as the file is named.")
    return found
