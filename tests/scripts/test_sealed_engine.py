"""The engine's room is sealed as docs/security.md says: nobody outside speaks to it."""

from __future__ import annotations

import re

import pytest
import yaml

from scripts.environment import environment_of
from settings import ROOT, load_settings

PROCESSES = dict(
    line.split(": ", 1) for line in (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
)


def test_it_listens_on_loopback_without_an_api() -> None:
    """The engine is started on 127.0.0.1, and Rasa's own HTTP API is not switched on."""
    command = PROCESSES["engine"]
    assert "--interface 127.0.0.1" in command
    assert "--enable-api" not in command
    assert "--cors" not in command


def test_one_channel_is_open() -> None:
    """Ours, and none of Rasa's: its REST and Socket.IO channels let anybody choose who they are."""
    channels = yaml.safe_load((ROOT / "credentials.yml").read_text(encoding="utf-8"))
    assert list(channels) == ["components.channel.DoorChannel"]


def test_the_action_server_listens_on_loopback() -> None:
    """It has no authentication, and rasa-sdk would listen on all addresses."""
    assert environment_of("actions", load_settings())["SANIC_HOST"] == "127.0.0.1"


def test_telemetry_is_off() -> None:
    """No part tells Rasa's makers of its use."""
    assert environment_of("engine", load_settings())["RASA_TELEMETRY_ENABLED"] == "false"


@pytest.mark.parametrize("process", ["web", "actions", "notify"])
def test_only_the_engine_runs_in_its_room(process: str) -> None:
    """What faces visitors, the database and the mail server runs in the app's environment."""
    assert PROCESSES[process].startswith(".venv/app/bin/python ")


@pytest.mark.parametrize("package", ["rasa", "tensorflow", "tensorflow-cpu", "sanic-cors", "skops"])
def test_the_app_has_none_of_its_packages(package: str) -> None:
    """A hole in one of them is no hole in what is public."""
    for name in ("app.lock", "app-test.lock"):
        lock = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        assert not re.search(rf"^{package}==", lock, re.MULTILINE)
