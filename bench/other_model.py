"""A second model: the same, under another name."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory


def write_renamed(source: Path, target: Path, name: str) -> None:
    """Write a model that answers as another one does, but can be told from it.

    Args:
        source: A trained model.
        target: Where the new one goes, in one step.
        name: Its `model_id`.
    """
    with TemporaryDirectory() as folder:
        with tarfile.open(source) as model:
            model.extractall(folder, filter="data")
        path = Path(folder) / "metadata.json"
        path.write_text(json.dumps({**json.loads(path.read_text()), "model_id": name}))
        draft = target.with_suffix(".new")
        with tarfile.open(draft, "w:gz", compresslevel=1) as model:
            model.add(folder, arcname="")
        draft.replace(target)
