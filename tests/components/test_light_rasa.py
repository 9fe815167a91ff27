"""What a command of Rasa does not use is not loaded; what it uses works as ever."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RASA = [sys.executable, str(ROOT / "scripts" / "quiet_rasa.py")]
ENVIRONMENT = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
PIPELINE = """
recipe: default.v1
assistant_id: with_diet
language: en
pipeline:
  - name: WhitespaceTokenizer
  - name: CountVectorsFeaturizer
  - name: DIETClassifier
    epochs: 5
    constrain_similarities: true
"""
NLU = """
version: "3.1"
nlu:
  - intent: greet
    examples: |
      - hello there
      - good morning
  - intent: bye
    examples: |
      - farewell then
      - see you soon
"""
# What `rasa run` does up to the first message, and what it has loaded by then.
READ = """
import asyncio, json, sys
import scripts.quiet_rasa
import rasa.server
from rasa.core.agent import Agent
agent = Agent.load(sys.argv[1])
metadata = agent.processor.model_metadata
parsed = asyncio.run(agent.parse_message(sys.argv[2]))
loaded = {"tensorflow", "matplotlib", "sympy"} & set(sys.modules)
trained_by = sorted(node.uses.__name__ for node in metadata.train_schema.nodes.values())
print(json.dumps([parsed["intent"]["name"], sorted(loaded), trained_by]))
"""
COUNT = """
import numpy, scipy.linalg, threadpoolctl  # each of the first two has an OpenBLAS of its own
pools = threadpoolctl.threadpool_info()
print({pool["num_threads"] for pool in pools if pool["internal_api"] == "openblas"})
"""
THREADS = f"import scripts.quiet_rasa{COUNT}"


def python(program: str, *arguments: str) -> str:
    """Runs a program in the project's folder; gives its output's last line."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def with_diet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose config.yml names DIETClassifier, trained with our command."""
    folder = tmp_path_factory.mktemp("with_diet")
    (folder / "config.yml").write_text(PIPELINE)
    (folder / "nlu.yml").write_text(NLU)
    command = [*RASA, "train", "nlu", "--nlu", "nlu.yml", "--fixed-model-name", "diet"]
    subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=True, capture_output=True)
    return folder


def test_our_model() -> None:
    """It is read without TensorFlow; how it was trained can still be told."""
    intent, loaded, trained_by = json.loads(
        python(READ, "var/models/assistant.tar.gz", "What are the risks?")
    )
    assert intent == "faq"
    assert loaded == []
    assert "TopicClassifier" in trained_by


def test_a_model_with_diet(with_diet: Path) -> None:
    """It is trained and read as ever, TensorFlow and all."""
    done = subprocess.run(
        [*RASA, "shell", "nlu", "--model", "models/diet.tar.gz"],
        cwd=with_diet,
        env=ENVIRONMENT,
        input="good morning\n",
        capture_output=True,
        text=True,
        check=False,
    )
    parsed, _ = json.JSONDecoder().raw_decode(done.stdout[done.stdout.index("{") :])
    assert {intent["name"] for intent in parsed["intent_ranking"]} == {"greet", "bye"}


def test_training_goes_on_from_a_model(with_diet: Path) -> None:
    """`rasa train --finetune` compares with how a model was trained."""
    command = [*RASA, "train", "nlu", "--nlu", "nlu.yml", "--finetune", "models/diet.tar.gz"]
    done = subprocess.run(
        command, cwd=with_diet, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list((with_diet / "models").iterdir())) == 2


@pytest.mark.parametrize("command", ["run", "shell", "train"])
def test_threads(command: str) -> None:
    """OpenBLAS answers on one and trains on all: those that wait keep the processor running."""
    own, bare = (python(program, command) for program in (THREADS, COUNT))
    assert own == (bare if command == "train" else "{1}")
