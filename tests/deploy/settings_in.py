"""Which environment variables the app and the engine know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from settings import Settings

KNOWN = {name.upper() for name in Settings.model_fields}
# Read by the engine's endpoints.yml, and by deploy/backup.sh.
OTHERS = {"ACTIONS_URL", "BACKUP_HOURS", "BACKUP_DAYS"}
VALUES = {
    "CLINIC_PHONE": "+1 202 555 0199",
    "PUBLIC_URL": "https://chat.example.org",
    "ALLOWED_ORIGINS": "https://www.example.org",
    "SECRET_KEY": "s" * 40,
    "DATA_KEYS": "ZmFrZWtleWZha2VrZXlmYWtla2V5ZmFrZWtleWZha2U=",
    "NOTIFY_EMAIL_TO": "desk@example.org",
    "NOTIFY_EMAIL_FROM": "bot@example.org",
    "SMTP_HOST": "mail.example.org",
    "SMTP_PASSWORD": "p",
    "WEBHOOK_URL": "https://hook.example.org/x",
    "WEBHOOK_SECRET": "w" * 40,
}
"""What an operator fills in."""


def load(environment: Mapping[str, str]) -> Settings:
    """Checks an environment as a starting process does.

    Raises:
        pydantic.ValidationError: A setting is missing or wrong.
    """
    given: dict[str, Any] = {
        name.lower(): value for name, value in environment.items() if name in KNOWN and value
    }
    return Settings(_env_file=None, **given)  # type: ignore[call-arg] # pydantic-settings' own


def facts(names: Iterable[str]) -> dict[str, str]:
    """Gives the defaults of the clinic's facts, but for the phone, which has no real one."""
    defaults = {name: Settings.model_fields[name.lower()].default for name in names}
    return {name: value or "" for name, value in defaults.items() if name != "CLINIC_PHONE"}
