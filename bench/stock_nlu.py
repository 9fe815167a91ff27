"""The stock Rasa pipeline's understanding alone, for data sets that are not this project's."""

from __future__ import annotations

import os
from typing import Any

from rasa.shared.utils.io import read_yaml_file

from bench.workspace import STOCK_FILES, spacy_model

# They belong to this project's own retrieval intents, and to the dialogue.
LEFT_OUT = ("ResponseSelector", "FallbackClassifier")


def stock_pipeline() -> dict[str, Any]:
    """Gives bench/stock/config.yml without what reads no intents of a data set."""
    os.environ["SPACY_MODEL"] = spacy_model()
    steps = read_yaml_file(STOCK_FILES / "config.yml")["pipeline"]
    steps = [{**step} for step in steps if step["name"] not in LEFT_OUT]
    return {"recipe": "default.v1", "assistant_id": "bench", "language": "en", "pipeline": steps}
