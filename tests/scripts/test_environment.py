"""Each part gets the secrets that it needs, and no other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from scripts.environment import environment_of, without_settings
from settings import ROOT, SECRETS, Settings

VALUES = {
    "secret_key": "a secret of the web server, 32 letters or more",
    "data_keys": Fernet.generate_key().decode(),
    "database_url": "postgresql+psycopg://app:apricot@127.0.0.1/app",
    "engine_database_url": "postgresql://engine:elderberry@127.0.0.1/engine",
    "smtp_password": "raspberry",
    "metrics_token": "a token of Prometheus, 32 letters or more",
    "redis_url": "redis://user:a-password-of-redis@127.0.0.1:1/0",
    "webhook_secret": "a secret of the webhook, 32 letters or more",
}
MAY_HAVE = {
    "actions": {"data_keys", "database_url"},
    "engine": {"data_keys", "engine_database_url"},
    "notify": {"database_url", "smtp_password", "webhook_secret"},
    "web": {"data_keys", "database_url", "metrics_token", "redis_url", "secret_key"},
}


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings with every secret, which also stand in the runner's own environment."""
    for name, value in VALUES.items():
        monkeypatch.setenv(name.upper(), value)
    monkeypatch.setitem(Settings.model_config, "env_file", None)
    return Settings(
        webhook_url="https://clinic.example.org/hook",
        notify_email_to=["desk@clinic.example.org"],
        notify_email_from="chat@clinic.example.org",
        smtp_host="mail.example.org",
    )


def test_all_secrets_are_looked_for() -> None:
    """A secret that is added to the settings has to be added here."""
    hidden = {
        name
        for name, field in Settings.model_fields.items()
        if "SecretStr" in str(field.annotation)
    }
    assert hidden | {"database_url", "engine_database_url", "redis_url"} == SECRETS == set(VALUES)


@pytest.mark.parametrize("part", MAY_HAVE)
def test_only_what_it_needs(part: str, settings: Settings) -> None:
    """No secret of another part is in its environment, under whatever name."""
    environment = environment_of(part, settings)
    shown = "\n".join(environment.values())
    assert {name for name, value in VALUES.items() if value in shown} == MAY_HAVE[part]
    assert {name for name in SECRETS if name.upper() in environment} == MAY_HAVE[part]


def test_the_engine_gets_few_settings(settings: Settings) -> None:
    """Its port, its database, the key of its trackers, and the clinic's facts."""
    names = {name.upper() for name in Settings.model_fields} & set(
        environment_of("engine", settings)
    )
    others = {name for name in names if not name.startswith("CLINIC_")}
    assert others == {"ENGINE_PORT", "ENGINE_DATABASE_URL", "DATA_KEYS"}


def test_training_gets_no_setting(settings: Settings) -> None:
    """`make improve` runs the engine's code on other people's words without any of them."""
    assert not {name.upper() for name in Settings.model_fields} & set(without_settings())


@pytest.mark.parametrize("part", ["actions", "notify", "web"])
def test_the_part_starts_with_it(part: str, settings: Settings) -> None:
    """In production, too: what is withheld is not asked for."""
    strict = settings.model_copy(update={"environment": "production", "clinic_phone": "+12125559"})
    program = "from settings import load_settings; print(load_settings().environment)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment_of(part, strict),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("production\n", "")


def test_endpoints_follow_the_port(settings: Settings) -> None:
    """The engine finds the action server where it listens."""
    moved = settings.model_copy(update={"actions_port": 6055})
    assert "127.0.0.1:6055" in Path(environment_of("engine", moved)["ENGINE_ENDPOINTS"]).read_text()
