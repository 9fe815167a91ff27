"""What several tests of the components share; all of it is read, never changed."""

from __future__ import annotations

import pytest

from components.nlu.sentence_encoder import Encoder, shared_encoder
from tests.components.tiny_pipeline import TinyPipeline


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The encoder of this process."""
    return shared_encoder()


@pytest.fixture(scope="session")
def with_defaults(tmp_path_factory: pytest.TempPathFactory) -> TinyPipeline:
    """The pipeline with the components' default settings."""
    return TinyPipeline(tmp_path_factory.mktemp("defaults"))
