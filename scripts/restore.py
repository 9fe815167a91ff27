"""Puts a backup in the place of both databases: `make restore FROM=folder`."""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.backup import APP_COPY, ENGINE_COPY
from scripts.ports import taken_ports
from settings import load_settings
from storage.copies import copy_back, require_restorable
from storage.copy_error import CopyError


def main(arguments: list[str]) -> None:
    """Restore both databases.

    Args:
        arguments: The folder that `make backup` made.

    Raises:
        SystemExit: It says why, and whether anything was changed.
    """
    if len(arguments) != 1 or not arguments[0]:
        raise SystemExit("Say where from: make restore FROM=backups/monday")
    source = Path(arguments[0])
    missing = [name for name in (ENGINE_COPY, APP_COPY) if not (source / name).is_file()]
    if missing:
        raise SystemExit(f"{source} is no backup: {' and '.join(missing)} is not there.")
    settings = load_settings()
    if taken := taken_ports(settings):
        raise SystemExit("\n".join(["Stop the assistant first.", *taken]))
    places = ((settings.engine_database_url, ENGINE_COPY), (settings.database_url, APP_COPY))
    try:
        # Both before either is touched: a backup is restored as a whole or not at all.
        for url, name in places:
            require_restorable(url, source / name)
    except (CopyError, OSError) as error:
        raise SystemExit(f"Nothing was changed. {error}") from None
    try:
        for url, name in places:
            if kept := copy_back(url, source / name):
                print(f"The former database is kept as {kept}.")
    except (CopyError, OSError) as error:
        raise SystemExit(
            f"Not restored as a whole, run it again when this is mended. {error}"
        ) from None
    print(f"Restored from {source}. What was erased since that day is back: erase it again.")


if __name__ == "__main__":
    main(sys.argv[1:])
