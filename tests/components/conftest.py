"""What several tests of the components share; all of it is read, never changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from components.nlu.sentence_encoder import Encoder, shared_encoder
from components.tracker_store import CachedTrackerStore
from tests.components.stored import open_store
from tests.components.tiny_pipeline import TinyPipeline

# A loaded machine is slow now and then; that is no error.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The encoder of this process."""
    return shared_encoder()


@pytest.fixture(scope="session")
def with_defaults(tmp_path_factory: pytest.TempPathFactory) -> TinyPipeline:
    """The pipeline with the components' default settings."""
    return TinyPipeline(tmp_path_factory.mktemp("defaults"))


@pytest.fixture
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Events are stored as Rasa stores them unless a test sets a key."""
    monkeypatch.delenv("DATA_KEYS", raising=False)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CachedTrackerStore]:
    """An empty store."""
    store = open_store(tmp_path)
    yield store
    store.engine.dispose()
