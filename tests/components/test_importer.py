"""A topic's file may hold its questions and its answer; Rasa reads both without a warning."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.shared.importers.importer import TrainingDataImporter

from components.importer import RETRIEVAL_INTENTS

TOPIC_FILE = """
version: "3.1"
nlu:
- intent: {name}
  examples: |
    - first question on {name}
    - second question on {name}
responses:
  utter_{name}:
  - text: Answer to {name}.
"""
OTHER_FILES = {
    "domain.yml": 'version: "3.1"\nintents: [greet]\n',
    "config.yml": (
        "recipe: default.v1\nlanguage: en\n"
        "importers: [{name: components.importer.TopicFileImporter}]\n"
    ),
    "data/rules.yml": """
version: "3.1"
rules:
- rule: answer
  steps: [{intent: faq}, {action: utter_faq}]
- rule: say what the clinic can tell
  steps: [{intent: ask_clinic}, {action: utter_ask_clinic}]
- rule: greet
  steps: [{intent: greet}, {action: utter_greet}]
""",
    "tests/test_stories.yml": """
version: "3.1"
stories:
- story: ask
  steps:
  - user: first question on faq/risks
    intent: faq/risks
  - action: utter_faq
""",
}


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A small project as the working directory; a warning is an error."""
    files = dict(OTHER_FILES)
    for name in ("faq/risks", "faq/safety", "ask_clinic/cost", "greet"):
        files[f"data/{name}.yml"] = TOPIC_FILE.format(name=name)
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        yield


def read(*folders: str) -> TrainingDataImporter:
    """Builds the importer as Rasa does, from config.yml."""
    return TrainingDataImporter.load_from_config("config.yml", "domain.yml", list(folders))


def test_questions_and_answers_of_one_file() -> None:
    """Full names come from the questions, the answers join the domain."""
    importer = read("data")
    data = importer.get_nlu_data()
    assert data.retrieval_intents == {"faq", "ask_clinic"}
    assert len(data.intent_examples) == 8
    responses = importer.get_domain().responses
    assert responses["utter_faq/risks"][0]["text"] == "Answer to faq/risks."
    assert responses["utter_greet"][0]["text"] == "Answer to greet."


def test_retrieval_intents_are_in_the_domain() -> None:
    """Every retrieval intent of the data is known to the domain once, with its action."""
    domain = read("data").get_domain()
    assert domain.retrieval_intents == RETRIEVAL_INTENTS
    assert [i for i in domain.intents if i in RETRIEVAL_INTENTS] == RETRIEVAL_INTENTS
    assert {"utter_faq", "utter_ask_clinic"} <= set(domain.action_names_or_texts)


def test_one_rule_answers_all_of_an_intent() -> None:
    """Rules on retrieval intents are read as rules, without complaint."""
    steps = read("data").get_stories().story_steps
    assert sorted(str(step.block_name) for step in steps) == [
        "answer",
        "greet",
        "say what the clinic can tell",
    ]


def test_test_stories_are_read() -> None:
    """Test stories may name full topics."""
    tests = read("data", "tests").get_conversation_tests()
    assert [step.block_name for step in tests.story_steps] == ["ask"]
