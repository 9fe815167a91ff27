"""Runs the web server in this one process: `python -m web`."""

from __future__ import annotations

import socket
import sys
from typing import NoReturn

import logs
from settings import Settings, load_settings
from storage.key_check import require_known_keys
from storage.migrate import require_current
from storage.vault import Vault
from web.app import create_app
from web.collector import calm_collector
from web.connection import Connection


def main() -> None:
    """Start the server, or say in one line why not."""
    settings = load_settings()
    require_current(settings.database_url)
    vault = Vault.of_setting(settings.data_keys.get_secret_value())
    require_known_keys(settings.database_url, vault)
    listener = _listen(settings)
    logs.configure()
    # Several workers would need PostgreSQL's locks between them, and one is enough here:
    # more of them are more processes, started by whoever runs them.
    app = create_app(settings)
    calm_collector()
    app.run(
        sock=listener,
        protocol=Connection,
        single_process=True,
        access_log=False,
        motd=False,
        debug=False,
    )


def _listen(settings: Settings) -> socket.socket:
    """Take the port, so that a taken one is told before anything is started."""
    host, port = settings.web_host, settings.web_port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        _stop(f"WEB_HOST, WEB_PORT: can not listen on {host}:{port}: {error.strerror}")


def _stop(reason: str) -> NoReturn:
    sys.stderr.write(reason + "\n")
    raise SystemExit(1)


if __name__ == "__main__":
    main()
