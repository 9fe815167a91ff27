"""Copies both databases into a new folder while the assistant runs: `make backup TO=folder`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from settings import load_settings
from storage.copies import copy_out
from storage.copy_error import CopyError

# The engine's first: what a visitor was told is then in the app's copy for certain.
ENGINE_COPY = "engine.copy"
APP_COPY = "app.copy"


def main(arguments: list[str]) -> None:
    """Make the copies.

    Args:
        arguments: The folder to make.

    Raises:
        SystemExit: No backup was made; it says why.
    """
    if len(arguments) != 1 or not arguments[0]:
        raise SystemExit("Say where to: make backup TO=backups/monday")
    settings, target = load_settings(), Path(arguments[0])
    if target.exists():
        raise SystemExit(f"{target} is there already: name a new folder.")
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished.mkdir(mode=0o700)
        copy_out(settings.engine_database_url, unfinished / ENGINE_COPY)
        copy_out(settings.database_url, unfinished / APP_COPY)
        unfinished.rename(target)
    except (CopyError, OSError) as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise SystemExit(f"No backup was made. {error}") from None
    size = sum(file.stat().st_size for file in target.iterdir())
    print(f"Backed up to {target} ({size / 1e6:.1f} MB).")
    print("DATA_KEYS (or var/data_key) is not in it: without it names and numbers stay sealed.")


if __name__ == "__main__":
    main(sys.argv[1:])
