"""Sees a symptom or a crisis that is told in another language than English."""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.sparse as sp
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.nlu.attributes import LANGUAGE, TOPICS, URGENT
from components.nlu.language_detector import ENGLISH
from components.nlu.margins import Margins, main_directions
from components.nlu.multilingual_encoder import multilingual_vector
from components.nlu.setting_rules import NUMBER, TEXTS, check_settings
from components.nlu.setting_rules import TEXT as SOME_TEXT
from components.nlu.source_fingerprint import CodeFingerprint

_FILE = "foreign_alarms.npz"
# A lone letter is a name or a slip: it takes two to tell of anything, in Chinese as well.
MIN_LETTERS = 2


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ForeignAlarms(CodeFingerprint, GraphComponent, IntentClassifier):
    """Puts an alarm before ``other_language``, so that staff see it and the visitor gets help.

    It learns from the English examples alone: texts of like meaning have like multilingual
    vectors, whatever their language.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """Names what must stand before it in the pipeline (LanguageDetector does not train)."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Gives the defaults; config.yml says why where it sets other values."""
        return {
            # Topics that must not be missed.
            "alarms": [],
            # How far on an alarm's side of the border is enough (0 is the border itself).
            "margin": -0.4,
            # The intent of messages in another language; its examples teach no alarm.
            "other_language": "other_language",
        }

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        margins: Margins | None = None,
    ) -> None:
        rules = {"alarms": TEXTS, "margin": NUMBER, "other_language": SOME_TEXT}
        check_settings(type(self), config, rules)
        self._alarms: list[str] = config["alarms"]
        self._margin: float = config["margin"]
        self._other_language: str = config["other_language"]
        self._model_storage = model_storage
        self._resource = resource
        self._margins = margins

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ForeignAlarms:
        """Creates a component that has learnt nothing yet (see parent class)."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ForeignAlarms:
        """Loads what ``train`` kept (see parent class)."""
        with model_storage.read_from(resource) as folder:
            if not (folder / _FILE).exists():
                return cls(config, model_storage, resource)
            with np.load(folder / _FILE, allow_pickle=False) as arrays:
                margins = Margins(arrays["weights"].astype(np.float32), arrays["bias"])
        return cls(config, model_storage, resource, margins)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the border between each alarm and everything else.

        Raises:
            InvalidConfigException: An alarm topic has no examples, so it would never be raised.
        """
        examples = [m for m in training_data.intent_examples if m.get(TEXT)]
        english = [m for m in examples if m.get(INTENT) != self._other_language]
        numbers = {name: number for number, name in enumerate(self._alarms, 1)}
        target = np.array([numbers.get(m.get(INTENT), 0) for m in english])
        silent = [name for name, number in numbers.items() if number not in target]
        if silent:
            raise InvalidConfigException(f"ForeignAlarms: 'alarms' without examples: {silent}.")
        with self._model_storage.write_to(self._resource) as folder:
            if numbers:
                self._margins = _learnt(english, target, len(numbers) + 1)
                arrays = {"weights": self._margins.weights.astype(np.float16)}
                np.savez(folder / _FILE, bias=self._margins.bias, **arrays)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Raises the alarm on messages in other languages that tell of one."""
        for message in messages:
            if self._margins is not None and self._may_tell_of_one(message):
                self._look(message, self._margins)
        return messages

    def _may_tell_of_one(self, message: Message) -> bool:
        foreign = message.get(LANGUAGE, ENGLISH) != ENGLISH or self._reads_foreign(message)
        letters = sum(map(str.isalpha, message.get(TEXT) or ""))
        return foreign and letters >= MIN_LETTERS and not message.get(URGENT)

    def _reads_foreign(self, message: Message) -> bool:
        return (message.get(INTENT) or {}).get(INTENT_NAME_KEY) == self._other_language

    def _look(self, message: Message, margins: Margins) -> None:
        vector = multilingual_vector(message)
        values = margins.of(vector[np.newaxis], sp.csr_matrix((1, 0), dtype=np.float32))[0, 1:]
        best = int(values.argmax())
        if values[best] < self._margin:
            return
        name, sure = self._alarms[best], float(1 / (1 + np.exp(-values[best])))
        alarm = {"name": name, "confidence": round(sure, 4), "text": message.get(TEXT)}
        message.set(TOPICS, [alarm, *(message.get(TOPICS) or [])], add_to_output=True)
        message.set(
            INTENT, {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: sure}, add_to_output=True
        )
        message.set(URGENT, True, add_to_output=True)


def _learnt(examples: list[Message], target: np.ndarray, classes: int) -> Margins:
    vectors = np.array([multilingual_vector(m) for m in examples])
    nothing = sp.csr_matrix((len(examples), 0), dtype=np.float32)
    directions = main_directions(vectors)
    return Margins.fit(vectors, nothing, target, classes, c=1.0, directions=directions)
