"""The environment in which the parts run: the settings, and what keeps Rasa quiet."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import SecretStr

from settings import ROOT, Settings

MODEL = Path("var/models/assistant.tar.gz")
DEFAULT_ACTIONS_ADDRESS = "127.0.0.1:5055"  # as endpoints.yml has it

QUIET = {
    "PYTHONUNBUFFERED": "1",
    "PYTHONWARNINGS": "ignore",
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}


def environment_of_parts(settings: Settings) -> dict[str, str]:
    """Gives the environment of all parts.

    Args:
        settings: The checked settings.

    Returns:
        This process's environment, with every setting under its own name and all addresses on
        loopback. Facts that are not set are left out.
    """
    environment = {**os.environ, **QUIET}
    for name, value in settings.model_dump(exclude_none=True).items():
        if isinstance(value, SecretStr):
            value = value.get_secret_value()
        environment[name.upper()] = ",".join(value) if isinstance(value, list) else str(value)
    environment["SANIC_HOST"] = "127.0.0.1"  # rasa-sdk listens on all addresses unless told
    environment["ENGINE_ENDPOINTS"] = str(_endpoints(settings))
    environment.setdefault("MODEL", str(MODEL))
    return environment


def _endpoints(settings: Settings) -> Path:
    """Gives endpoints.yml, or a copy of it when the action server listens elsewhere."""
    source = ROOT / "endpoints.yml"
    address = f"127.0.0.1:{settings.actions_port}"
    if address == DEFAULT_ACTIONS_ADDRESS:
        return source
    copy = ROOT / "var" / "run" / f"endpoints-{settings.actions_port}.yml"
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(source.read_text().replace(DEFAULT_ACTIONS_ADDRESS, address))
    return copy
