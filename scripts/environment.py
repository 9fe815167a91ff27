"""The environment of each part: the settings that it needs, and what keeps Rasa quiet."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import SecretStr

from settings import ROOT, SECRETS, Settings

MODEL = Path("var/models/assistant.tar.gz")
DEFAULT_ACTIONS_ADDRESS = "127.0.0.1:5055"  # as endpoints.yml has it

QUIET = {
    "PYTHONUNBUFFERED": "1",
    "PYTHONWARNINGS": "ignore",
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
}

# Part -> the secrets that it can not work without; what is not named here it does not get.
SECRETS_OF = {
    "actions": {"database_url", "data_keys"},
    "engine": {"engine_database_url", "data_keys"},
    "notify": {"database_url", "smtp_password", "webhook_secret"},
    "web": {"database_url", "data_keys", "metrics_token", "redis_url", "secret_key"},
}
# The engine reads no settings but these and the clinic's facts.
ENGINE_NAMES = {"engine_port", *SECRETS_OF["engine"]}


def environment_of(part: str, settings: Settings) -> dict[str, str]:
    """Gives the environment of one part.

    Args:
        part: `actions`, `engine`, `notify` or `web`, as in the Procfile.
        settings: The checked settings.

    Returns:
        This process's environment, with each setting that the part may know under its own name,
        and all addresses on loopback. Facts that are not set are left out.
    """
    withheld = SECRETS - SECRETS_OF[part]
    environment = without_settings()
    for name, value in settings.model_dump(exclude_none=True).items():
        if name in withheld or (part == "engine" and not _is_for_the_engine(name)):
            continue
        if isinstance(value, SecretStr):
            value = value.get_secret_value()
        environment[name.upper()] = ",".join(value) if isinstance(value, list) else str(value)
    if part != "engine":
        # A secret may also stand in `.env`, which every part of the app reads.
        environment["WITHHELD"] = ",".join(sorted(withheld)).upper()
    environment["SANIC_HOST"] = "127.0.0.1"  # rasa-sdk listens on all addresses unless told
    environment["ENGINE_ENDPOINTS"] = str(_endpoints(settings))
    environment.setdefault("MODEL", str(MODEL))
    return environment


def without_settings() -> dict[str, str]:
    """Gives this process's environment without any setting of ours, and what keeps Rasa quiet."""
    ours = {name.upper() for name in Settings.model_fields}
    kept = {name: value for name, value in os.environ.items() if name.upper() not in ours}
    return {**kept, **QUIET}


def _is_for_the_engine(name: str) -> bool:
    return name in ENGINE_NAMES or name.startswith("clinic_")


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
