"""What harmless examples tell beside their question is learnt as context, and nothing else is."""

from __future__ import annotations

from typing import Any

from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.nlu.attributes import CONTEXT, MADE_FROM
from components.nlu.story_examples import StoryExamples

STORY = "I live alone with my two cats in the hills. Is the treatment safe?"


def made(examples: list[tuple[str, str]], **settings: Any) -> list[Message]:
    """The examples that are added to the given pairs of text and intent."""
    component = StoryExamples({**StoryExamples.get_default_config(), **settings})
    data = TrainingData([Message({TEXT: text, INTENT: intent}) for text, intent in examples])
    return [m for m in component.process_training_data(data).intent_examples if m.get(MADE_FROM)]


def test_story_is_told_from_its_question() -> None:
    """Of a long example the sentence that asks nothing becomes context; the question does not."""
    [story] = made([(STORY, "faq")], serious=["crisis"])
    assert story.get(TEXT) == "I live alone with my two cats in the hills."
    assert (story.get(INTENT), story.get(MADE_FROM)) == (CONTEXT, STORY)


def test_serious_stories_stay_what_they_are() -> None:
    """What is told of a symptom or of despair is the message itself."""
    assert made([(STORY, "crisis")], serious=["crisis"]) == []


def test_nothing_serious_no_context() -> None:
    """A data set without alarms gets no made examples: there they would cost accuracy."""
    assert made([(STORY, "faq")]) == []


def test_given_examples_are_not_made_again() -> None:
    """A sentence that is an example of a topic keeps its topic."""
    told = "I live alone with my two cats in the hills."
    assert made([(STORY, "faq"), (told, "greet")], serious=["crisis"]) == []
