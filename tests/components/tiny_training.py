"""A training set small enough to read at a glance: three topics, a dozen examples."""

from __future__ import annotations

from typing import Any

from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

ALARM = "urgent_symptom"
EXAMPLES = {
    "faq/risks": [
        "What are the risks?",
        "any side effects",
        "can it cause an infection",
        "what can go wrong with the injections",
        "which complications are known",
    ],
    "greet": ["hello", "hi there", "good morning"],
    ALARM: [
        "my scalp is bleeding",
        "I can not breathe",
        "my face is swollen since the injection",
        "there is pus on my head",
        "I have a fever and chest pain",
    ],
}
TEXTS = [text for texts in EXAMPLES.values() for text in texts]
LABELS = [name for name, texts in EXAMPLES.items() for _ in texts]


def tiny_training_data() -> TrainingData:
    """The examples as Rasa gives them to components."""
    return TrainingData([_example(*pair) for pair in zip(TEXTS, LABELS, strict=True)])


def _example(text: str, name: str) -> Message:
    data: dict[str, Any] = {TEXT: text, INTENT: name.split("/")[0]}
    if "/" in name:
        data[INTENT_RESPONSE_KEY] = name
    return Message(data)
