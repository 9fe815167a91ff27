"""Adds to the training data what examples tell beside their question."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.nlu.attributes import CONTEXT, MADE_FROM
from components.nlu.message_parts import split_message
from components.nlu.setting_rules import TEXTS, check_settings
from components.nlu.source_fingerprint import CodeFingerprint
from components.nlu.spacy_reader import sentences
from components.nlu.topic_choice import asks

STORY_WORDS = 10  # shorter examples tell no story beside their question


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class StoryExamples(CodeFingerprint, GraphComponent):
    """Makes examples of the intent ``context`` from long ones: 'I live alone', 'my sister had it'.

    It is no topic; it takes belief from the alarms, which are told in the same words.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Gives the defaults."""
        # Topics whose stories are no mere context: a symptom is told, not asked. Where none is
        # named, no stories are taken: nothing would gain by them.
        return {"serious": []}

    def __init__(self, config: dict[str, Any]) -> None:
        check_settings(type(self), config, {"serious": TEXTS})
        self._serious: list[str] = config["serious"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> StoryExamples:
        """Creates the component (see parent class)."""
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the stories to the given examples."""
        given = [m for m in training_data.intent_examples if m.get(TEXT)]
        stories = [story for m in given if self._serious for story in self._stories(m)]
        known = {m.get(TEXT) for m in given}
        new = {m.get(TEXT): m for m in stories if m.get(TEXT) not in known}
        return TrainingData(
            training_examples=[*training_data.training_examples, *new.values()],
            entity_synonyms=training_data.entity_synonyms,
            regex_features=training_data.regex_features,
            lookup_tables=training_data.lookup_tables,
            responses=training_data.responses,
        )

    def process(self, messages: list[Message]) -> list[Message]:
        """Leaves visitors' messages as they are."""
        return messages

    def _stories(self, example: Message) -> list[Message]:
        text = example.get(TEXT)
        if example.get(INTENT) in self._serious or len(text.split()) < STORY_WORDS:
            return []
        parts = [part.text for part in split_message(text, sentences(text))]
        return [
            Message({TEXT: part, INTENT: CONTEXT, MADE_FROM: text})
            for part in parts
            if not asks(part)
        ]
