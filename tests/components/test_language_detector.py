"""Other languages are told from English that is badly typed, and each can be answered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.utils.io import read_config_file

from components.nlu.attributes import LANGUAGE, TOPICS, URGENT
from components.nlu.language_detector import LanguageDetector

OTHER = "other_language"
CONFIG = LanguageDetector.get_default_config()
FOREIGN = {
    "es": ["¿Cuánto cuesta el tratamiento?", "quiero saber si el tratamiento es seguro", "hola"],
    "fr": ["Combien coûte le traitement ?", "est-ce que le traitement est dangereux", "bonjour"],
    "de": ["Wie viel kostet die Behandlung?", "ist die behandlung für mich geeignet"],
    "pt": [
        "Quanto custa o tratamento para a queda de cabelo?",
        "gostaria de saber se o tratamento dói",
        "obrigado",
    ],
    "zh": ["治疗费用是多少？", "你好"],
    "it": ["Quanto costa il trattamento?", "vorrei sapere se il trattamento è sicuro"],
    "ru": ["Сколько стоит лечение?", "это безопасно"],
    "ar": ["كم تكلفة العلاج؟", "هل العلاج آمن"],
    "nl": ["Hoeveel kost de behandeling?", "ik wil graag weten of de behandeling veilig is"],
    "pl": ["Ile kosztuje leczenie?", "czy leczenie jest bezpieczne dla mnie"],
    "hi": ["इलाज का खर्च कितना है?"],
    "ja": ["治療の費用はいくらですか？"],
    "ko": ["치료 비용은 얼마인가요?"],
    "tr": ["Tedavinin ücreti ne kadar?", "tedavi güvenli mi öğrenmek istiyorum"],
    "vi": ["Chi phí điều trị là bao nhiêu?"],
}
# Too short for a detector that counts letters; each of these was taken for another language.
SHORT = {
    "es": ["me duele el pecho", "estoy mal", "que es esto", "donde estan"],
    "fr": ["j ai mal a la poitrine", "j ai de la fievre", "je saigne", "je me sens mal"],
    "de": ["tut es weh", "wo sind sie", "ich moechte einen termin"],
    "pt": ["estou com febre", "quero marcar uma consulta", "tem riscos"],
    "it": ["sto sanguinando", "fa male", "dove siete"],
    "nl": ["ik bloed", "doet het pijn"],
    "pl": ["czy to boli"],
}
ENGLISH = [
    "wat r teh risks of stemcel terapy pls",
    "hwo mcuh dose it cots",
    "is it safe",
    "pls tel me abt ur docters n there experiance",
    "me hair is fall down since two year what i must do",
    "My name is José García and I'd like a consultation",
    "does Dr. Liebermann do the injections",
    "androgenetic alopecia",
    "minoxidil or finasteride or PRP?",
    "ok",
    "no",
    "die",
    "gracias for the info, how much is it?",
    "",
    "👍",
    "12345",
    "asdf qwer zxcv",
]


@pytest.fixture(scope="module")
def detector() -> LanguageDetector:
    """The detector with its defaults."""
    return LanguageDetector(CONFIG)


def read(
    detector: LanguageDetector, text: str, topic: str, confidence: float, urgent: bool = False
) -> dict[str, Any]:
    """What is left on a message that was read as ``topic`` before."""
    message = Message({TEXT: text})
    message.set(INTENT, {"name": topic.split("/")[0], "confidence": confidence}, True)
    message.set(TOPICS, [{"name": topic, "confidence": confidence, "text": text}], True)
    message.set(URGENT, urgent, True)
    detector.process([message])
    return dict(message.as_dict(only_output_properties=True))


@pytest.mark.parametrize(("code", "text"), [(c, t) for c, ts in FOREIGN.items() for t in ts])
@pytest.mark.parametrize("topic", ["nlu_fallback", OTHER, "out_of_scope"])
def test_other_languages(detector: LanguageDetector, code: str, text: str, topic: str) -> None:
    """A message in another language is that topic alone, with the language's code."""
    parse = read(detector, text, topic, 0.3)
    assert parse[LANGUAGE] == code
    assert parse[INTENT] == {"name": OTHER, "confidence": 1.0}
    assert parse[TOPICS] == [{"name": OTHER, "confidence": 1.0, "text": text}]


@pytest.mark.parametrize(("code", "text"), [(c, t) for c, ts in SHORT.items() for t in ts])
def test_short_ones(detector: LanguageDetector, code: str, text: str) -> None:
    """Whoever tells in four words what hurts is answered in the language of these words."""
    assert read(detector, text, OTHER, 0.6)[LANGUAGE] == code
    assert read(detector, text, "urgent_symptom", 0.6, urgent=True)[LANGUAGE] in (code, "en")


@pytest.mark.parametrize("text", ENGLISH)
@pytest.mark.parametrize(("topic", "confidence"), [("faq/risks", 0.5), ("nlu_fallback", 0.8)])
def test_english_with_mistakes(
    detector: LanguageDetector, text: str, topic: str, confidence: float
) -> None:
    """Typos, names, fragments and beginners' English stay English, and keep what was read."""
    parse = read(detector, text, topic, confidence)
    assert parse[LANGUAGE] == "en"
    assert parse[TOPICS][0]["name"] == topic


def test_sure_reading_is_kept(detector: LanguageDetector) -> None:
    """A message that was surely understood is answered, whatever the detector thinks of it."""
    parse = read(detector, "PRP vs. transplant", "ask_clinic/alternatives", 0.95)
    assert parse[LANGUAGE] == "en"
    assert parse[TOPICS][0]["name"] == "ask_clinic/alternatives"


def test_alarm_is_never_overruled(detector: LanguageDetector) -> None:
    """An alarm in another language stays one; the language is told all the same."""
    parse = read(detector, "no puedo respirar, ayuda por favor", "urgent_symptom", 0.4, urgent=True)
    assert parse[TOPICS][0]["name"] == "urgent_symptom"
    assert parse[INTENT]["name"] == "urgent_symptom"


def test_message_that_nothing_read(detector: LanguageDetector) -> None:
    """Alone, without a classifier before it, it finds the language as well."""
    message = Message({TEXT: "Wie viel kostet die Behandlung?"})
    detector.process([message])
    assert message.get(LANGUAGE) == "de"


def test_every_language_can_be_answered() -> None:
    """For each language that can be found there is a line in that language."""
    answers = read_config_file(Path("data/dialogue/other_language.yml"))["responses"]
    spoken = {answer["metadata"]["language"] for answer in answers[f"utter_{OTHER}"]}
    assert {*CONFIG["languages"], *CONFIG["greetings"].values()} <= spoken
