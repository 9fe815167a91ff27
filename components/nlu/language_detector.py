"""Finds messages in other languages than English, and which language it is."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from lingua import IsoCode639_1, LanguageDetectorBuilder
from lingua import LanguageDetector as Lingua
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from spacy.lang.en.stop_words import STOP_WORDS

from components.nlu.attributes import LANGUAGE, TOPICS, URGENT
from components.nlu.function_words import FunctionWords
from components.nlu.lexical_features import bare
from components.nlu.setting_rules import SHARE, Rule, check_settings
from components.nlu.setting_rules import TEXT as SOME_TEXT

ENGLISH = "en"
_CODES = {name.lower() for name in dir(IsoCode639_1) if len(name) == 2}
_LANGUAGES = Rule(
    "a list of ISO 639-1 codes, such as 'es'",
    lambda value: isinstance(value, list) and bool(value) and set(map(str, value)) <= _CODES,
)
_GREETINGS = Rule(
    "greetings with the code of their language",
    lambda value: isinstance(value, dict) and set(map(str, value.values())) <= _CODES,
)
# spaCy's function words, without those that are words of other languages too.
_SHARED_WORDS = """
    a alone also am an are as at be by can die do done down for four full give go had has he
    her here i in is it last made may me mine more most name no none not of on or per plus re
    say see show side since six so some still ten then to top under up us via was we well were
    will
"""
# And the short forms of chats, and words without which nobody asks about our matters.
_CHAT_WORDS = """
    pls plz wat wot ur u r thx im ive dont cant hair stem cell cells side effects effect price cost
    treatment doctor doctors safe work works loss bald balding scalp follicle follicles help
"""
_ENGLISH_WORDS = (STOP_WORDS - set(_SHARED_WORDS.split())) | set(_CHAT_WORDS.split())
# Letters that one of our languages alone has.
_OWN_LETTERS = {
    **dict.fromkeys("ãõ", "pt"), **dict.fromkeys("ñ¿¡", "es"), "ß": "de",
    **dict.fromkeys("łżśćęą", "pl"), **dict.fromkeys("ğış", "tr"), **dict.fromkeys("ơưđ", "vi"),
}  # fmt: skip


@lru_cache(maxsize=1)
def _lingua(languages: tuple[str, ...]) -> Lingua:
    """Builds the detector; its small models take 20 MB instead of 260 MB."""
    codes = [getattr(IsoCode639_1, code.upper()) for code in (ENGLISH, *languages)]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class LanguageDetector(GraphComponent, IntentClassifier):
    """Leaves ``language``; a message in another language gets the intent ``other_language``."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Names what must stand before it in the pipeline."""
        return [IntentClassifier]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Gives the defaults; config.yml says why where it sets other values."""
        return {
            "intent": "other_language",
            # The languages in which the assistant can say that it reads English only.
            "languages": [
                *("es", "fr", "de", "pt", "zh", "it", "ru", "ar"),
                *("nl", "pl", "hi", "ja", "ko", "tr", "vi"),
            ],
            # How sure the detector must be to overrule a reading as English.
            "sure": 0.95,
            # A reading as English that is this sure is not overruled.
            "topic_sure": 0.85,
            # Too few words for the detector, and met often.
            "greetings": {
                "hola": "es", "buenos dias": "es", "buenas tardes": "es", "gracias": "es",
                "bonjour": "fr", "bonsoir": "fr", "salut": "fr", "merci": "fr",
                "hallo": "de", "guten tag": "de", "guten morgen": "de", "danke": "de",
                "ola": "pt", "olá": "pt", "bom dia": "pt", "boa tarde": "pt", "obrigado": "pt",
                "obrigada": "pt", "ciao": "it", "buongiorno": "it", "grazie": "it",
                "merhaba": "tr", "hoi": "nl", "goedemorgen": "nl", "czesc": "pl", "cześć": "pl",
                "xin chao": "vi", "xin chào": "vi", "namaste": "hi", "konnichiwa": "ja",
            },
        }  # fmt: skip

    def __init__(self, config: dict[str, Any]) -> None:
        self.validate_config(config)
        self._config = config
        self._lingua = _lingua(tuple(config["languages"]))
        self._function_words = FunctionWords(config["languages"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageDetector:
        """Creates the component (see parent class)."""
        return cls(config)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Refuses settings that are not what they should be.

        Raises:
            InvalidConfigException: Naming the setting and what it wants.
        """
        check_settings(
            cls,
            config,
            {
                "intent": SOME_TEXT,
                "languages": _LANGUAGES,
                "sure": SHARE,
                "topic_sure": SHARE,
                "greetings": _GREETINGS,
            },
        )

    def process(self, messages: list[Message]) -> list[Message]:
        """Leaves the language on each message."""
        for message in messages:
            language = self._language(message)
            message.set(LANGUAGE, language, add_to_output=True)
            if language != ENGLISH and not message.get(URGENT):
                self._overrule(message)
        return messages

    def _language(self, message: Message) -> str:
        text = message.get(TEXT) or ""
        greeting: str | None = self._config["greetings"].get(bare(text))
        if greeting:
            return greeting
        likeliest, sure = self._detect(text)
        if _foreign_letters(text):
            return likeliest
        intent = message.get(INTENT) or {}
        words = bare(text).split()
        if intent.get(INTENT_NAME_KEY) == self._config["intent"]:
            # 'Do you speak Spanish?' is answered in the language in which it is asked.
            return ENGLISH if _speaks_english(words) else likeliest
        clear = sure >= self._config["sure"] and len(words) > 2 and not _speaks_english(words)
        doubtful = intent.get(PREDICTED_CONFIDENCE_KEY, 0.0) < self._config["topic_sure"]
        unread = message.get(TOPICS, [{"name": ""}])[0]["name"].endswith("fallback")
        return likeliest if clear and (doubtful or unread) else ENGLISH

    def _detect(self, text: str) -> tuple[str, float]:
        own = {_OWN_LETTERS[letter] for letter in text.lower() if letter in _OWN_LETTERS}
        if len(own) == 1:
            return own.pop(), 1.0
        values = self._lingua.compute_language_confidence_values(text)
        if not values or values[0].value == 0:
            return ENGLISH, 0.0
        codes = [value.language.iso_code_639_1.name.lower() for value in values]
        sure = 0.0 if codes[0] == ENGLISH else values[0].value
        if values[0].value >= self._config["sure"]:
            return codes[0], sure
        # Four words are too few for the detector, whose small models count letters.
        return self._function_words.language(bare(text).split(), codes), sure

    def _overrule(self, message: Message) -> None:
        name = self._config["intent"]
        message.set(
            INTENT, {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: 1.0}, add_to_output=True
        )
        topic = {"name": name, "confidence": 1.0, "text": message.get(TEXT)}
        message.set(TOPICS, [topic], add_to_output=True)


def _speaks_english(words: list[str]) -> bool:
    """Tells whether a text has words such as 'the' or 'you', which other languages lack."""
    return any(word in _ENGLISH_WORDS for word in words)


def _foreign_letters(text: str) -> bool:
    """Tells whether most letters are of another alphabet than the Latin one."""
    letters = re.findall(r"[^\W\d_]", text)
    foreign = [c for c in letters if not unicodedata.name(c, "LATIN").startswith("LATIN")]
    return len(foreign) * 2 > len(letters)
