"""Finds ports that are taken before anything is started on them."""

from __future__ import annotations

import socket

from settings import Settings


def taken_ports(settings: Settings) -> list[str]:
    """Gives one line for each port that something else holds or wants, naming its setting."""
    wanted = {
        "WEB_PORT": (settings.web_host, settings.web_port),
        "ENGINE_PORT": ("127.0.0.1", settings.engine_port),
        "ACTIONS_PORT": ("127.0.0.1", settings.actions_port),
    }
    problems = []
    owners: dict[int, str] = {}
    for name, (host, port) in wanted.items():
        owner = owners.setdefault(port, name)
        if owner != name:
            problems.append(f"{name}: port {port} is {owner} already; set it to another one.")
        elif not _is_free(host, port):
            problems.append(
                f"{name}: port {port} is taken by another program; "
                f"stop it or set {name} to a free port."
            )
    return problems


def _is_free(host: str, port: int) -> bool:
    try:
        with socket.create_server((host, port)):
            return True
    except OSError:
        return False
