"""Topics in words that a receptionist uses."""

from __future__ import annotations

from collections.abc import Callable

from content.topic_files import questions, titles

NOT_OURS = "out_of_scope"
# Topics without a button of their own.
WORDS = {
    "affirm": "Yes",
    "bot_challenge": "Are you a person?",
    "cancel": "Stop the request",
    "crisis": "A person in crisis",
    "deny": "No",
    "goodbye": "Goodbye",
    "greet": "Hello",
    "nlu_fallback": "Not understood",
    "other_language": "Another language",
    NOT_OURS: "Not for this clinic",
    "start_over": "Start over",
    "tell_me_more": "Tell me more",
    "thanks": "Thank you",
    "under_18": "For someone under 18",
    "urgent_symptom": "An urgent symptom",
    "why_details": "Why do you ask for my details?",
}
# What people say around their questions: not for staff to give by hand, and no figure of interest.
SMALL_TALK = {
    "affirm",
    "deny",
    "tell_me_more",
    "start_over",
    "cancel",
    "goodbye",
    "greet",
    "thanks",
}


def topic_namer() -> Callable[[str | None], str]:
    """Give what names topics on one page; the files are looked at once, not for each topic."""
    known = WORDS | titles()

    def name(topic: str | None) -> str:
        plain = (topic or "nlu_fallback").rpartition("/")[2].replace("_", " ").capitalize()
        return known.get(topic or "nlu_fallback") or plain

    return name


def topic_words(topic: str | None) -> str:
    """Name a topic.

    Args:
        topic: Full name, such as `faq/risks`; None: nothing was understood.
    """
    return topic_namer()(topic)


def choosable_topics() -> list[tuple[str, str]]:
    """Give the topics that staff may give a question, with their words, in the order of these."""
    name = topic_namer()
    chosen = [(topic, name(topic)) for topic in questions() if topic not in SMALL_TALK]
    return sorted(chosen, key=lambda pair: (pair[0] == NOT_OURS, pair[1].lower()))


def is_topic(topic: str) -> bool:
    """Tell whether staff may give a question this topic."""
    return topic in questions() and topic not in SMALL_TALK
