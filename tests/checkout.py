"""A copy of the checkout, for what changes `data/` and the model."""

from __future__ import annotations

import shutil
from pathlib import Path

from settings import ROOT

LEFT_OUT = shutil.ignore_patterns(
    *(".git", ".venv", "var", "node_modules", "__pycache__", ".*_cache", ".rasa", ".env")
)
# Large, and never written to.
SHARED = (".venv", "var/encoder")


def copy_checkout(folder: Path) -> Path:
    """Copy all that a running assistant and a training need.

    Args:
        folder: Where the copy goes; it must not be there yet.

    Returns:
        The folder.
    """
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    shutil.copytree(ROOT / "var/models", folder / "var/models")
    for name in SHARED:
        if (ROOT / name).exists():
            (folder / name).symlink_to((ROOT / name).resolve())
    return folder
