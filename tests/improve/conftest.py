"""A checkout in a folder of its own, and a migrated database."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pydantic import SecretStr

from improve.places import Places
from settings import ROOT, Settings
from tests.databases import sqlite_template, sqlite_url

__all__ = ["sqlite_template", "sqlite_url"]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A checkout whose `data/` and model a test may change."""
    root = tmp_path / "checkout"
    shutil.copytree(ROOT / "data", root / "data")
    (root / "var/models").mkdir(parents=True)
    (root / "var/models/assistant.tar.gz").write_bytes(b"old model")
    (root / "tests").mkdir()
    (root / "tests/nlu").symlink_to(ROOT / "tests/nlu")
    return Places(root)


@pytest.fixture
def settings(sqlite_url: str) -> Settings:
    """Settings with a database of its own and no engine."""
    return Settings(
        _env_file=None,  # type: ignore[call-arg] # pydantic-settings' own
        secret_key=SecretStr("k" * 40),
        database_url=sqlite_url,
        engine_url="http://127.0.0.1:9",
    )
