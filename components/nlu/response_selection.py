"""The part of a parse from which Rasa's ``ActionRetrieveResponse`` picks an answer."""

from __future__ import annotations

from typing import Any

from components.nlu.attributes import RETRIEVAL_SEPARATOR

RANKING_LENGTH = 5


def response_selector_output(
    first: dict[str, Any], ranking: list[tuple[str, float]], retrieval_intents: list[str]
) -> dict[str, Any]:
    """Writes what a ResponseSelector would have left.

    Args:
        first: The topic to answer, ``{name, confidence, …}``.
        ranking: Full names with confidence, likeliest first.
        retrieval_intents: Such as ``["ask_clinic", "faq"]``.

    Returns:
        ``{"all_retrieval_intents": […], "faq": {"response": …, "ranking": …}}``, with an entry
        for each retrieval intent.
    """
    output: dict[str, Any] = {"all_retrieval_intents": retrieval_intents}
    for intent in retrieval_intents:
        keys = [(n, c) for n, c in ranking if n.startswith(intent + RETRIEVAL_SEPARATOR)]
        name, confidence = keys[0] if keys else ("", 0.0)
        if first["name"].startswith(intent + RETRIEVAL_SEPARATOR):
            name, confidence = first["name"], first["confidence"]
        output[intent] = {
            "response": {
                "responses": [],
                "confidence": confidence,
                "intent_response_key": name,
                "utter_action": f"utter_{name}",
            },
            "ranking": [
                {"confidence": round(c, 4), "intent_response_key": n}
                for n, c in keys[:RANKING_LENGTH]
            ],
        }
    return output
