"""Finds ports that are taken before anything is started on them."""

from __future__ import annotations

import socket

from settings import Settings


def taken_ports(settings: Settings) -> list[str]:
    """Gives one line for each port that another program holds, naming its setting."""
    wanted = {
        "WEB_PORT": (settings.web_host, settings.web_port),
        "ENGINE_PORT": ("127.0.0.1", settings.engine_port),
        "ACTIONS_PORT": ("127.0.0.1", settings.actions_port),
    }
    return [
        f"{name}: port {port} is taken by another program; stop it or set {name} to a free port."
        for name, (host, port) in wanted.items()
        if not _is_free(host, port)
    ]


def _is_free(host: str, port: int) -> bool:
    try:
        with socket.create_server((host, port)):
            return True
    except OSError:
        return False
