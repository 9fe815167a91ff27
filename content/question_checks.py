"""What is wrong with a question that is to be taught."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from content.bare import bare

LONGEST = 1000  # characters, as the door takes them
# Anybody says 'hello' or 'side effects': so short a text may be taught and measured.
SHORT_WORDS = 2


def normal(text: str) -> str:
    """Puts a visitor's message on one line, without the signs that Rasa would read as marks."""
    cleaned = "".join(" " if sign in "[]{}" else sign for sign in text)
    return " ".join(cleaned.split()).lstrip("/- ")


def problem(text: str, taught: Mapping[str, str], measured: Collection[str]) -> str | None:
    """Finds what is wrong with a question.

    Args:
        text: The question on one line, as ``normal`` gives it.
        taught: The bare form of each question that is taught, with its topic.
        measured: The bare forms of the held-out questions.

    Returns:
        What is wrong, in words; ``None``: it may be taught.
    """
    words = bare(text)
    if not words or len(text) > LONGEST:
        return "It has no words, or too many."
    if words in taught:
        return f"It is taught already, for {taught[words]}."
    if words in measured and len(words.split()) > SHORT_WORDS:
        return "The figures are measured on it, so it can not be taught as well."
    return None


def bare_forms(questions: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Gives the bare form of each question with its topic."""
    return {bare(text): topic for topic, texts in questions.items() for text in texts}
