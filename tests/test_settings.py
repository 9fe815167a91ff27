"""The settings: their table, their defaults, and what they refuse."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

import settings as module
from settings import ROOT, Settings, explain, load_settings

TABLE = ROOT / "docs" / "settings.md"
KEY = "k" * 32
REAL_PHONE = "+1 212 555 9999"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable and no file of this machine reaches the tests."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", None)
    monkeypatch.setattr(module, "ROOT", tmp_path)


def make(**values: Any) -> Settings:
    """Make settings with a key."""
    return Settings(**{"secret_key": KEY} | values)


def table_rows() -> list[tuple[str, str, str]]:
    """Write the table as the class has it."""
    rows = []
    for name, field in Settings.model_fields.items():
        value = field.default
        shown = value.get_secret_value() if isinstance(value, SecretStr) else value
        default = "" if shown in ("", None, []) else f"`{shown}`"
        rows.append((f"`{name.upper()}`", default, field.description or ""))
    return rows


def test_table_is_the_class() -> None:
    """docs/settings.md names every setting with its default and meaning, and no other."""
    found = [
        tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1])
        for line in TABLE.read_text().splitlines()
        if line.startswith("| `")
    ]
    assert found == table_rows()


def test_defaults() -> None:
    """Nothing set: development on loopback, with everything filled."""
    settings = make()
    assert (settings.environment, settings.web_host, settings.web_port) == (
        "development",
        "127.0.0.1",
        8000,
    )
    assert settings.engine_url == "http://127.0.0.1:5005"
    assert settings.allowed_origins == []
    assert make(engine_port=6000).engine_url == "http://127.0.0.1:6000"


def test_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables in capitals, lists with commas, empty ones as if they were not there."""
    monkeypatch.setenv("SECRET_KEY", KEY)
    monkeypatch.setenv("WEB_PORT", "9000")
    monkeypatch.setenv("ENGINE_PORT", "")
    monkeypatch.setenv("ALLOWED_ORIGINS", "https://A.example/, http://localhost:3000")
    settings = load_settings()
    assert (settings.web_port, settings.engine_port) == (9000, 5005)
    assert settings.allowed_origins == ["https://a.example", "http://localhost:3000"]


def test_sqlite_path_starts_at_the_project(tmp_path: Path) -> None:
    """All processes open one file, wherever they are started."""
    assert make().database_url == f"sqlite+aiosqlite:///{tmp_path}/var/app.db"
    absolute = "sqlite+aiosqlite:////data/app.db"
    assert make(database_url=absolute).database_url == absolute
    postgres = "postgresql+psycopg://v:sesame@db/app"
    assert make(database_url=postgres).database_url == postgres
    assert "sesame" not in repr(make(database_url=postgres))


def test_development_key_is_made_once(tmp_path: Path) -> None:
    """The key is strong, kept, and readable by its owner only."""
    first = Settings().secret_key.get_secret_value()
    assert len(first) >= 32
    assert Settings().secret_key.get_secret_value() == first
    path = tmp_path / "var" / "secret_key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["secret_key"]
    assert first not in repr(Settings())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("environment", "staging"),
        ("web_port", "0"),
        ("web_port", "65536"),
        ("web_port", "many"),
        ("engine_url", "engine:5005"),
        ("engine_url", "ftp://engine"),
        ("engine_timeout_seconds", "0"),
        ("engine_timeout_seconds", "nan"),
        ("database_url", "mysql://db/app"),
        ("database_url", "sqlite:///app.db"),
        ("database_url", "sqlite+aiosqlite:///:memory:"),
        ("database_url", "postgresql+psycopg://db"),
        ("database_url", "nonsense"),
        ("secret_key", "short"),
        ("allowed_origins", "*"),
        ("allowed_origins", "https://a.example/path"),
        ("allowed_origins", "a.example"),
        ("trusted_proxies", "-1"),
        ("rate_messages", "often"),
        ("rate_sessions", "many/minute"),
        ("clinic_name", ""),
        ("clinic_time_zone", "Mars/Olympus"),
        ("clinic_time_zone", "../../etc/passwd"),
        ("retention_days", "0"),
    ],
)
def test_one_clear_line(name: str, value: str) -> None:
    """A wrong value is refused in one line that names the variable and not the value."""
    with pytest.raises(ValidationError) as caught:
        make(**{name: value})
    line = explain(caught.value)
    assert line.startswith(f"Wrong setting: {name.upper()}: ")
    assert "\n" not in line
    assert len(value) < 5 or value not in line


def test_production_refuses_stand_ins() -> None:
    """No key, or the fictional phone: refused; with both it starts."""
    with pytest.raises(ValidationError, match="SECRET_KEY"):
        Settings(environment="production", clinic_phone=REAL_PHONE)
    with pytest.raises(ValidationError, match="CLINIC_PHONE"):
        make(environment="production")
    assert make(environment="production", clinic_phone=REAL_PHONE).clinic_phone == REAL_PHONE


def test_wrong_settings_end_the_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 2 and one line for all that is wrong."""
    monkeypatch.setenv("SECRET_KEY", "sesame")
    monkeypatch.setenv("WEB_PORT", "many")
    with pytest.raises(SystemExit) as caught:
        load_settings()
    assert caught.value.code == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "WEB_PORT: " in error
    assert "SECRET_KEY: wants at least 32 characters" in error
    assert "sesame" not in error
