"""A copy of the project in which a model is trained: the working one is never touched."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from improve.places import READ, TOOLS, Places
from improve.stopped import Stopped
from scripts.check_data import validate
from scripts.environment import without_settings

TRAIN = (
    ".venv/engine/bin/python",
    *("scripts/quiet_rasa.py", "train"),
    *("--fixed-model-name", "assistant", "--out", "models"),
)
TRAIN_SECONDS = 900


def open_workshop(places: Places) -> Path:
    """Makes a fresh copy of what a training reads.

    Args:
        places: The checkout.

    Returns:
        The folder of the copy.
    """
    folder = places.next
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "var").mkdir(parents=True)
    shutil.copytree(places.root / "data", folder / "data")
    for name in (*READ, *TOOLS):
        (folder / name).symlink_to(places.root / name)
    (folder / "var/encoder").symlink_to(places.root / "var/encoder")
    return folder


def train(folder: Path) -> Path:
    """Checks and trains what lies in a workshop.

    Args:
        folder: The workshop.

    Returns:
        The new model.

    Raises:
        Stopped: `rasa data validate` or the training found something wrong.
    """
    if problems := validate(folder):
        # Only how many: a line may hold a visitor's words.
        raise Stopped(f"`rasa data validate` has {len(problems)} complaints about the new data.")
    done = subprocess.run(  # noqa: S603 - our own command
        TRAIN,
        cwd=folder,
        env=without_settings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=TRAIN_SECONDS,
    )
    model = folder / "models/assistant.tar.gz"
    if done.returncode or not model.exists():
        # Not its output: a training example may hold a visitor's words.
        raise Stopped(f"The training failed with status {done.returncode}.")
    return model
