"""What visitors ask in general: the middle from which meanings are measured."""

from __future__ import annotations

from content.topic_files import questions

# The first questions of each topic stand for what is asked in general.
OF_EACH_TOPIC = 20
FOLDERS = ("faq/", "ask_clinic/")


def usual_questions() -> list[str]:
    """Give what visitors ask in general: questions that are taught."""
    return [
        text
        for topic, texts in questions().items()
        if topic.startswith(FOLDERS)
        for text in texts[:OF_EACH_TOPIC]
    ]
