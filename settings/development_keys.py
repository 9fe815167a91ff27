"""Keys that development makes for itself, so that `make run` needs no settings."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet


def development_secret(folder: Path) -> str:
    """Return the key that signs tokens; made when there is none."""
    return _kept(folder / "secret_key", lambda: secrets.token_urlsafe(48))


def development_data_key(folder: Path) -> str:
    """Return the key that encrypts contact details; made when there is none."""
    return _kept(folder / "data_key", lambda: Fernet.generate_key().decode())


def _kept(path: Path, make: Callable[[], str]) -> str:
    """Return what is in the file at `path`, written there first (mode 0600) if it is missing."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(make())
        try:
            # A link appears whole or not at all: two starts at once end with the same key.
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
