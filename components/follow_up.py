"""Reads a follow-up in the light of the last answer: 'why', 'how come', 'and for women?'."""

from __future__ import annotations

import re
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from components.nlu.response_selection import response_selector_output
from components.said import answers_said

MORE = "tell_me_more"
NOT_UNDERSTOOD = "nlu_fallback"
OURS = ("faq/", "ask_clinic/")
_LEAD_IN = r"^\W*(?:(?:but|and|so|ok|okay|oh|hm+|yes|yeah)\b\W*)*"
# It asks for more about what was said, and names nothing itself.
_BARE = re.compile(
    rf"{_LEAD_IN}(?:why(?: (?:is|does|do) (?:that|it|this|they))?|why so|y|how come|how so|how"
    r"|like what|such as|for example|for instance|eg|meaning|what do (?:you|u) mean(?: by that)?"
    r"|what does (?:that|this|it) mean|wdym|huh|what|pardon|explain(?: that| this| it)?)\W*$",
    re.IGNORECASE,
)
# It asks whether the same holds for other people.
_FOR_OTHERS = re.compile(
    rf"{_LEAD_IN}(?:what about|how about|also|same|is it the same|even)?\s*(?:for|in|with)?\s*"
    r"(?:us |the )?(?:women|woman|ladies|females?|girls|men|man|guys|males?|both sexes|"
    r"(?:old|older|elderly|young|younger) (?:people|men|women|ones))(?: too| as well)?\W*$",
    re.IGNORECASE,
)
# Their answers hold for everybody; the others lead to 'is it right for me'.
_FOR_EVERYBODY = ("faq/why_hair_thins", "faq/hair_loss_causes", "faq/hair_growth_cycle")
_FOR_ME = "faq/am_i_a_candidate"


def in_the_light_of(tracker: DialogueStateTracker | None, parse: dict[str, Any]) -> dict[str, Any]:
    """Reads a message again where it leans on the answer before it.

    Args:
        tracker: The conversation before the message; ``None`` if it is the first.
        parse: What the message was read as by itself.

    Returns:
        The parse, with other ``intent`` and ``topics`` for a follow-up. A bare 'why' before any
        answer is not understood. A form asks and explains by itself, an alarm stands as it is.
    """
    if parse.get("urgent") or "response_selector" not in parse:  # a command is not read at all
        return parse
    if tracker is not None and tracker.active_loop_name:
        return parse
    text = str(parse.get("text") or "")
    said = answers_said(tracker) if tracker is not None else iter(())
    last = next((str(reply["topic"]) for reply in said), None)
    if _BARE.match(text):
        return _read_as(parse, NOT_UNDERSTOOD if last is None else MORE)
    if last is not None and last.startswith(OURS) and _FOR_OTHERS.match(text):
        return _read_as(parse, MORE if last in _FOR_EVERYBODY else _FOR_ME)
    return parse


def _read_as(parse: dict[str, Any], topic: str) -> dict[str, Any]:
    """Gives a parse that is surely about ``topic``."""
    if parse["topics"] and parse["topics"][0]["name"] == topic:
        return parse
    intent = topic.split("/")[0]
    first = {"name": topic, "confidence": 1.0, "text": parse["text"]}
    ranking = [row for row in parse["intent_ranking"] if row["name"] != topic]
    pairs = [(str(row["name"]), float(row["confidence"])) for row in ranking]
    retrieval = parse["response_selector"]["all_retrieval_intents"]
    return {
        **parse,
        "intent": {"name": intent, "confidence": 1.0},
        "intent_ranking": [{"name": topic, "confidence": 1.0}, *ranking],
        "response_selector": response_selector_output(first, [(topic, 1.0), *pairs], retrieval),
        "topics": [first],
    }
